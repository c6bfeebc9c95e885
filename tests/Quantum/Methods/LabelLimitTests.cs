using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>What is refused rather than given, and how to have it.</summary>
public sealed class LabelLimitTests
{
    static Structure Diatomic(int a, int b, double distance, int multiplicity = 1) => new([new(a), new(b)], [default, new(0, 0, distance)]) { Multiplicity = multiplicity };

    static Structure StretchedWater => new([new(8), new(1), new(1)], [default, new(0, 1.5144, -0.9384), new(0, -1.5144, -0.9384)]);

    static Prediction Evaluate(string expression, Structure structure, Request request = Request.Energy)
    {
        using var evaluator = PotentialGrammar.Parse(expression, MethodKindTests.Catalogue).Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(structure, request, prediction);
        return prediction;
    }

    static string Refusal(string expression, Structure structure) => Assert.Throws<PotentialException>(() => Evaluate(expression, structure)).Message;

    static string WayOut(string message) => message.Split("all the same as ")[1].TrimEnd('.');

    public static TheoryData<string, Structure> Stretched => new() { { "N2", Diatomic(7, 7, 1.8) }, { "F2", Diatomic(9, 9, 2) }, { "H2O", StretchedWater } };

    [Theory]
    [MemberData(nameof(Stretched))]
    public void Bonds_half_broken_are_refused(string formula, Structure structure)
    {
        var message = Refusal("ccsd/6-31g*", structure);
        Assert.Contains(formula, message);
        Assert.Contains("not to be trusted", message);
    }

    [Fact]
    public void Whoever_insists_gets_the_energy()
    {
        Assert.Contains("T1 diagnostic", Refusal("ccsd/6-31g*", StretchedWater));
        var t1 = Evaluate("ccsd/6-31g*:t1=0.06,unstable=keep", StretchedWater).Remarks["t1"];
        Assert.InRange(t1, 0.03, 0.06);
        // The way out that the sentence names is one.
        Assert.Equal(t1, Evaluate(WayOut(Refusal("ccsd/6-31g*", StretchedWater)), StretchedWater).Remarks["t1"]);
        var narrow = Refusal("ccsd/sto-3g:t1=0.001,s2=1", CorrelationReference.Water);
        Assert.Contains("at most 0.001 is believed", narrow);
        Assert.StartsWith("ccsd/sto-3g:s2=1,t1=", WayOut(narrow));
    }

    [Fact]
    public void Diagnostics_are_remarks()
    {
        Assert.InRange(Evaluate("ccsd(t)/sto-3g", CorrelationReference.Water).Remarks["t1"], 0.001, 0.02);
        var stability = Assert.Single(Evaluate("hf/sto-3g", CorrelationReference.Water).Remarks);
        Assert.Equal("stability", stability.Key);
        Assert.Equal(Stability.Of(HartreeFock.Solve(CorrelationReference.Water, BasisSet.Named("sto-3g"))).Eigenvalues.Single(e => e.Kind == StabilityKind.ClosedSinglet).Value, stability.Value, 1e-6);
        Assert.Empty(Evaluate("hf/sto-3g:unstable=keep", CorrelationReference.Water).Remarks);
        var oxygen = Diatomic(8, 8, 1.21, 3);
        Assert.InRange(Evaluate("hf/6-31g*", oxygen).Remarks["s2"], 2.01, 2.1);
        Assert.DoesNotContain("s2", Evaluate("rohf/6-31g*:unstable=keep", oxygen).Remarks.Keys);
        Assert.True(Evaluate("rohf/6-31g*:unstable=keep", oxygen).Energy > Evaluate("hf/6-31g*", oxygen).Energy + 0.1);
        // Of a stack the remarks of its members stay.
        Assert.True(Evaluate("ccsd/sto-3g - hf/sto-3g", CorrelationReference.Water).Remarks.ContainsKey("t1"));
    }

    [Fact]
    public void Fields_that_are_saddle_points_are_refused_or_followed()
    {
        var nitrogen = Diatomic(7, 7, 1.9);
        var message = Refusal("hf/6-31g*", nitrogen);
        Assert.Contains("is a saddle point", message);
        Assert.Contains("Follow its field down (hf/6-31g*:unstable=follow)", message);
        var followed = Evaluate("hf/6-31g*:unstable=follow", nitrogen);
        Assert.True(followed.Energy < Evaluate("hf/6-31g*:unstable=keep", nitrogen).Energy - 0.1);
        Assert.Contains("refuse, follow and keep", Assert.Throws<PotentialGrammarException>(() => Evaluate("hf/sto-3g:unstable=no", nitrogen)).Message);
        // Where spins would part a little, as fluorine's do where it rests, correlation is believed; where by far, it is not, whatever T1 says.
        Evaluate("mp2/6-31g*", Diatomic(9, 9, 1.41));
        Assert.Contains("orbitals of its own", Refusal("mp2/6-31g*", Diatomic(9, 9, 1.8)));
        Assert.Contains("orbitals of its own", Refusal("ccsd/6-31g*", Diatomic(9, 9, 1.8)));
        Evaluate("hf/6-31g*", Diatomic(9, 9, 1.8));
        Evaluate(WayOut(Refusal("mp2/6-31g*", Diatomic(9, 9, 1.8))), Diatomic(9, 9, 1.8));
    }

    [Fact]
    public void Foreign_spins_are_refused()
    {
        // Cyanogen's unrestricted field is a third quartet.
        var radical = Diatomic(6, 7, 1.17, 2);
        var message = Refusal("hf/6-31g*", radical);
        Assert.Contains("⟨S²⟩", message);
        Assert.InRange(Evaluate(WayOut(message), radical).Remarks["s2"], 1.05, 1.3);
    }

    [Fact]
    public void Dipole_and_charges_are_those_of_fields_alone()
    {
        var field = HartreeFock.Solve(CorrelationReference.Water, BasisSet.Named("6-31g*"));
        var prediction = Evaluate("hf/6-31g*", CorrelationReference.Water, Request.Charges);
        Assert.Equal(field.Dipole.Z * Units.Bohr, prediction.Dipole!.Value.Z, 1e-9);
        Assert.Equal(Populations.Mulliken(field), prediction.Charges.ToArray());
        Assert.Equal(Populations.Lowdin(field), Evaluate("hf/6-31g*:charges=lowdin", CorrelationReference.Water, Request.Charges).Charges.ToArray());
        Assert.False(Evaluate("hf/6-31g*", CorrelationReference.Water).HasCharges);
        var correlated = Evaluate("mp2/sto-3g", CorrelationReference.Water, Request.Charges);
        Assert.True(correlated.Dipole is null && !correlated.HasCharges);
        Assert.Contains("mulliken and lowdin", Assert.Throws<PotentialGrammarException>(() => Evaluate("hf/sto-3g:charges=esp", CorrelationReference.Water)).Message);
    }

    [Fact]
    public void Too_little_memory_is_said_with_what_would_do()
    {
        using var evaluator = PotentialGrammar.Parse("ccsd(t)/cc-pvtz", MethodKindTests.Catalogue).Open(new(Team.Single) { Memory = 3_000_000 });
        Assert.Matches(@"would take some \d+MB of memory; 3MB are allowed for one structure. Allow more \(--memory \d+MB\)",
            Assert.Throws<PotentialException>(() => evaluator.Evaluate(CorrelationReference.Water, Request.Energy, new())).Message);
    }

    [Fact]
    public void What_takes_too_long_is_stopped_and_what_is_cancelled_ends()
    {
        using var source = new CancellationTokenSource();
        using var evaluator = PotentialGrammar.Parse("ccsd(t)/cc-pvtz", MethodKindTests.Catalogue).Open(new(Team.Single) { Cancellation = source.Token, TimeLimit = TimeSpan.FromSeconds(0.2) });
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Contains("did not end within 0.2 s", Assert.Throws<PotentialException>(() => evaluator.Evaluate(CorrelationReference.Water, Request.Forces, new())).Message);
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => evaluator.Evaluate(CorrelationReference.Water, Request.Forces, new()));
        Assert.True(watch.Elapsed.TotalSeconds < 30);
    }
}
