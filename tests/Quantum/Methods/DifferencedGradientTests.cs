using System.Text.Json;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>Gradients by differences against Psi4's analytic ones, all electrons correlated.</summary>
public sealed class DifferencedGradientTests(ITestOutputHelper output)
{
    const string Reference = "reference/qm/qm-reference.json", Forces = "reference/qm/pes-water-random-ccsdt-forces.extxyz";

    /// <summary>Eh/bohr.</summary>
    const double Tolerance = 1e-6;

    static readonly Lazy<JsonElement> Root = new(() => JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf(Reference))).RootElement);

    [Theory]
    [InlineData("H2", "mp2(full)", "cc-pvdz")]
    [InlineData("HF", "mp2(full)", "6-31gs")]
    [InlineData("H2O", "mp2(full)", "sto-3g")]
    [InlineData("OH", "mp2(full)", "6-31gs")]
    [InlineData("LiH", "ccsd(t,full)", "6-31gs")]
    [InlineData("HF", "ccsd(full)", "6-31gs")]
    public void Small_molecules_agree_with_Psi4(string molecule, string method, string basis) => Compare(molecule, method, basis);

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData("mp2(full)")]
    [InlineData("ccsd(full)")]
    [InlineData("ccsd(t,full)")]
    public void All_molecules_agree_with_Psi4(string method)
    {
        Assert.SkipUnless(SharedData.Has(Reference), SharedData.Missing(Reference));
        var compared = 0;
        foreach (var molecule in Root.Value.GetProperty("molecules").EnumerateObject())
        {
            foreach (var basis in new[] { "sto-3g", "6-31gs", "cc-pvdz" })
            {
                if (Expected(molecule.Name, method, basis) is not null)
                {
                    Compare(molecule.Name, method, basis);
                    compared++;
                }
            }
        }
        Assert.True(compared >= 14);
    }

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Water_far_from_its_minimum_agrees_with_Psi4()
    {
        Assert.SkipUnless(SharedData.Has(Forces), SharedData.Missing(Forces));
        using var team = new Team(2);
        using var evaluator = PotentialGrammar.Parse("ccsd(t,full)/cc-pvdz", MethodKindTests.Catalogue).Open(new(team));
        var prediction = new Prediction();
        var worst = 0.0;
        foreach (var frame in StructureFiles.Read(SharedData.PathOf(Forces)))
        {
            evaluator.Evaluate(frame.Structure, Request.Forces, prediction);
            Assert.Equal(frame.Energy!.Value, prediction.Energy, 1e-5);
            for (var i = 0; i < prediction.Count; i++)
                worst = Math.Max(worst, (prediction.Forces[i] - frame.Forces![i]).Length);
        }
        output.WriteLine($"{worst * Units.Bohr / Units.Hartree:G3} Eh/bohr");
        Assert.True(worst * Units.Bohr / Units.Hartree < Tolerance, $"{worst} eV/Å");
    }

    [Fact]
    public void No_net_force_or_torque_and_the_same_bits_on_any_number_of_threads()
    {
        using var team = new Team(3);
        var water = CorrelationReference.Water;
        water.Positions[0] += new Vec3(0.1, -0.2, 0.1);
        var method = Method("mp2");
        MethodTask task = new(water, BasisSet.Named("sto-3g")) { Gradient = true };
        var gradient = DifferencedGradient.Solve(method, task).Gradient;
        Assert.Equal(gradient, DifferencedGradient.Solve(method, task with { Team = team }).Gradient);
        Vec3 force = default, torque = default;
        for (var i = 0; i < gradient.Length; i++)
        {
            force += gradient[i];
            torque += Vec3.Cross(water.Positions[i], gradient[i]);
        }
        Assert.True(force.Length < 1e-9 && torque.Length < 1e-9, $"{force} {torque}");
    }

    [Fact]
    public void An_atom_has_no_force() =>
        Assert.Equal([Vec3.Zero], DifferencedGradient.Solve(Method("mp2"), new(new([new(10)], [new(1, 2, 3)]), BasisSet.Named("6-31g*")) { Gradient = true }).Gradient.Select(g => g.Length < 1e-10 ? Vec3.Zero : g));

    static IMethod Method(string text)
    {
        var name = new PotentialName(text + "/sto-3g");
        var method = new MethodName(name);
        return MethodFamilies.All.Single(f => f.Words.Contains(method.Word)).Open(method, new PotentialArguments(name));
    }

    static JsonElement? Expected(string molecule, string method, string basis)
    {
        var plain = method.Replace("(full)", "", StringComparison.Ordinal).Replace(",full", "", StringComparison.Ordinal);
        if (plain != "mp2")
            return Root.Value.GetProperty("cc_gradients_all_electron").TryGetProperty($"{molecule}/{basis}/{plain}", out var found) ? found.GetProperty("gradient_au") : null;
        var results = Root.Value.GetProperty("molecules").GetProperty(molecule).GetProperty("results").GetProperty(basis);
        return results.TryGetProperty("all_electron", out var all) && all.GetProperty("mp2").TryGetProperty("gradient_au", out var gradient) ? gradient : null;
    }

    void Compare(string molecule, string method, string basis)
    {
        Assert.SkipUnless(SharedData.Has(Reference), SharedData.Missing(Reference));
        using var team = new Team(2);
        var expected = Expected(molecule, method, basis)!.Value;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var gradient = DifferencedGradient.Solve(Method(method), new(CorrelationReference.Molecule(molecule), BasisSet.Named(basis)) { Gradient = true, Team = team }).Gradient;
        var worst = Enumerable.Range(0, gradient.Length).Max(i => (gradient[i] - new Vec3(expected[i][0].GetDouble(), expected[i][1].GetDouble(), expected[i][2].GetDouble())).Length);
        output.WriteLine($"{molecule} {method}/{basis}: {worst:G3} Eh/bohr, {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.True(worst < Tolerance, $"{molecule} {method}/{basis}: {worst} Eh/bohr");
    }
}
