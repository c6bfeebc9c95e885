using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Cartesian;
using Athanor.Potentials.Networks;
using Athanor.Potentials.Tests.Nep;

namespace Athanor.Potentials.Tests;

public class AuditTests
{
    const string SmoothArgon = "lj:epsilon=0.0104,sigma=3.4,cutoff=6,switch=5";
    const string CutArgon = "lj:epsilon=0.0104,sigma=3.4,cutoff=6";

    static readonly AuditOptions Options = new(Team.Single);

    [Theory]
    [InlineData("sw", Precision.Double)]
    [InlineData("sw", Precision.Single)]
    [InlineData("tersoff:SiC", Precision.Double)]
    [InlineData("gaussian:depth=0.05,distance=3.7,width=0.5,cutoff=8 + gaussian:depth=-40,distance=0,width=1.1,cutoff=8", Precision.Double)]
    [InlineData(SmoothArgon, Precision.Double)]
    [InlineData("0.5 * " + SmoothArgon + " + 0.5 * lj:epsilon=0.0140,sigma=3.65,cutoff=6.5,switch=5", Precision.Double)]
    [InlineData("lj:Ar.epsilon=0.0104,Ar.sigma=3.4,Kr.epsilon=0.0140,Kr.sigma=3.65,cutoff=7,switch=6", Precision.Double)]
    [InlineData("d3:pbe,cutoff=6,cn-cutoff=10,switch=4 + zbl:scale=1.2", Precision.Double)]
    public void A_sound_potential_passes_everything(string expression, Precision precision)
    {
        var findings = Audited(PotentialGrammar.Parse(expression), Options with { Precision = precision });
        Assert.All(findings, f => Assert.True(f.Verdict != Verdict.Fail, $"{f.Check} on {f.Structure}: {f.Worst} {f.Remark}"));
        // What does not apply to one structure applies to another: nothing goes unasked.
        Assert.Empty(Audit.Checks.Select(c => c.Name).Except(findings.Where(f => f.Verdict == Verdict.Pass).Select(f => f.Check)));
    }

    [Fact]
    public void Tables_pass_everything()
    {
        var findings = Audited(PotentialGrammar.Parse(EamSamples.Expression), Options);
        Assert.All(findings, f => Assert.True(f.Verdict != Verdict.Fail, $"{f.Check} on {f.Structure}: {f.Worst} {f.Remark}"));
        Assert.Empty(Audit.Checks.Select(c => c.Name).Except(findings.Where(f => f.Verdict == Verdict.Pass).Select(f => f.Check)));
    }

    [Fact]
    public void Of_effective_medium_theory_it_finds_the_step_at_the_cutoff_and_nothing_else()
    {
        // Its switching function is 7e-6 where the pair list ends; numbers agree with the program it is from only so.
        var findings = Audited(PotentialGrammar.Parse("emt"), Options);
        Assert.All(findings, f => Assert.True(f.Verdict != Verdict.Fail || f.Check == "cutoff smoothness", $"{f.Check} on {f.Structure}: {f.Worst} {f.Remark}"));
        Assert.All(findings.Where(f => f.Verdict == Verdict.Fail), f => Assert.InRange(f.Worst!.Value, 1e-7, 1e-5));
        Assert.Equal(["cutoff smoothness"], Audit.Checks.Select(c => c.Name).Except(findings.Where(f => f.Verdict == Verdict.Pass).Select(f => f.Check)));
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void A_network_passes_everything(Precision precision)
    {
        // Untrained, over a law that keeps atoms apart: what the audit asks must hold for any weights.
        Element[] elements = [Element.Parse("Na"), Element.Parse("Cl")];
        var functions = elements.ToDictionary(e => e, e => (IReadOnlyList<SymmetryFunction>)
        [
            .. elements.SelectMany(other => new[] { 0.05, 0.3 }.Select(eta => new RadialFunction(other, eta, 0, 5))),
            .. new[] { -1.0, 1.0 }.Select(lambda => new AngularFunction(new ElementPair(elements[0], elements[1]), true, 0.02, 0, lambda, 2, 4.5)),
        ]);
        var set = new SymmetryFunctionSet(new CutoffFunction(CutoffShape.Cosine), functions);
        var model = new BehlerModel(set, [.. elements.Select(_ => FunctionScaling.Identity(6))], [.. elements.Select((_, s) => ElementNetwork.Random(6, [8, 8], s))], [-1300, -450], energyScale: 0.2);
        var law = PotentialGrammar.Parse("lj:Na-Na.epsilon=0.005,Na-Na.sigma=2.8,Na-Cl.epsilon=0.4,Na-Cl.sigma=2.4,Cl-Cl.epsilon=0.01,Cl-Cl.sigma=3.5,cutoff=6,switch=4.5");
        var findings = Audited(new WeightedSum([(1, model), (1, law)]), Options with { Precision = precision });
        Assert.All(findings, f => Assert.True(f.Verdict != Verdict.Fail, $"{f.Check} on {f.Structure}: {f.Worst} {f.Remark}"));
        Assert.Empty(Audit.Checks.Select(c => c.Name).Except(findings.Where(f => f.Verdict == Verdict.Pass).Select(f => f.Check)));
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void An_ani_network_passes_everything(Precision precision)
    {
        // A law underneath keeps the atoms apart, as in the network above; weights are random, so that energies are in tenths of a Hartree.
        var law = PotentialGrammar.Parse("zbl:scale=2");
        var findings = Audited(new WeightedSum([(0.05, Ani.Samples.Model(members: 2)), (1, law)]), Options with { Precision = precision });
        Assert.All(findings, f => Assert.True(f.Verdict != Verdict.Fail, $"{f.Check} on {f.Structure}: {f.Worst} {f.Remark}"));
        Assert.Empty(Audit.Checks.Select(c => c.Name).Except(findings.Where(f => f.Verdict == Verdict.Pass).Select(f => f.Check)));
    }

    [Theory]
    [InlineData("nep4 l2", Precision.Double)]
    [InlineData("nep4 l2", Precision.Single)]
    [InlineData("nep4 angular beyond radial", Precision.Double)]
    public void A_neuroevolution_potential_passes_everything(string form, Precision precision)
    {
        var law = PotentialGrammar.Parse("lj:O.epsilon=0.05,O.sigma=2.4,Si.epsilon=0.05,Si.sigma=2.8,cutoff=6,switch=4.5");
        var findings = Audited(new WeightedSum([(0.1, NepSamples.Model(form)), (1, law)]), Options with { Precision = precision });
        Assert.All(findings, f => Assert.True(f.Verdict != Verdict.Fail, $"{f.Check} on {f.Structure}: {f.Worst} {f.Remark}"));
        Assert.Empty(Audit.Checks.Select(c => c.Name).Except(findings.Where(f => f.Verdict == Verdict.Pass).Select(f => f.Check)));
    }

    [Fact]
    public void A_truncated_cutoff_is_found_where_it_is()
    {
        var finding = Audited(PotentialGrammar.Parse(CutArgon)).First(f => f.Check == "cutoff smoothness");
        Assert.Equal(Verdict.Fail, finding.Verdict);
        Assert.Contains("6 Å from another, which is the cutoff", finding.Remark, StringComparison.Ordinal);
        var pair = 4 * 0.0104 * (Math.Pow(3.4 / 6, 6) - Math.Pow(3.4 / 6, 12));
        Assert.Equal(pair, finding.Measurements[0].Value, 1e-7);
    }

    [Fact]
    public void A_shifted_cutoff_still_has_a_force_that_jumps()
    {
        var finding = Audited(PotentialGrammar.Parse(CutArgon + ",shift")).First(f => f.Check == "cutoff smoothness");
        Assert.Equal(Verdict.Fail, finding.Verdict);
        Assert.True(finding.Measurements[0].Passes);
        Assert.False(finding.Measurements[1].Passes);
    }

    [Fact]
    public void What_knows_directions_fails_rotation_and_mirror_and_nothing_of_the_gradient() =>
        MustFail(BrokenPotential.NotInvariant, ["rotation", "mirror", "translation", "stress against differences"], spared: ["forces against differences", "permutation"]);

    [Fact]
    public void What_knows_names_fails_permutation() => MustFail(BrokenPotential.KnowsNames, ["permutation"], spared: ["rotation", "mirror"]);

    [Fact]
    public void What_is_handed_fails_the_mirror_alone_of_the_three() => MustFail(BrokenPotential.Handed, ["mirror"], spared: ["rotation"]);

    [Fact]
    public void Forces_that_are_no_gradient_fail_and_drift() => MustFail(BrokenPotential.NotConservative, ["forces against differences", "NVE drift"], spared: ["permutation", "stress against differences"]);

    [Fact]
    public void Stress_of_the_wrong_sign_fails() => MustFail(BrokenPotential.StressOfWrongSign, ["stress against differences"], spared: ["forces against differences", "rotation", "NVE drift"]);

    [Fact]
    public void What_leaks_fails_the_locality_probe() => MustFail(BrokenPotential.Nonlocal, ["locality"], spared: ["rotation", "extensivity"]);

    [Fact]
    public void Energy_that_does_not_grow_fails_extensivity() => MustFail(BrokenPotential.NotExtensive, ["extensivity"], spared: ["rotation", "forces against differences"]);

    [Fact]
    public void What_is_not_a_number_fails() => MustFail(BrokenPotential.NotANumber, ["rotation", "forces against differences", "NVE drift"], spared: []);

    [Fact]
    public void A_potential_that_answers_for_one_structure_only_is_audited_on_it()
    {
        var silicon = Crystal.Diamond(Element.Parse("Si"), 5.43);
        var finicky = new BrokenPotential(PotentialGrammar.Parse("sw"), (s, _) =>
        {
            if (s.Count != silicon.Count)
                throw new PotentialException($"made for {silicon.Count} atoms, not {s.Count}.");
        });
        var findings = Audit.Run(finicky, [("crystal", silicon.Rattled(0.1, 1))], Options);
        var extensivity = findings.Single(f => f.Check == "extensivity");
        Assert.Equal(Verdict.NotApplicable, extensivity.Verdict);
        Assert.Contains("made for 8 atoms, not 64", extensivity.Remark, StringComparison.Ordinal);
        Assert.Equal(Verdict.Pass, findings.Single(f => f.Check == "rotation").Verdict);
        var refusal = Assert.Throws<PotentialException>(() => Audit.Run(finicky, [("crystal", silicon.Repeat(2, 1, 1))], Options));
        Assert.Contains("made for 8 atoms, not 16", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("O", 3)]
    [InlineData("C", 5)]
    [InlineData("N", 4)]
    [InlineData("C O", 6)]
    [InlineData("C N", 7)]
    [InlineData("N O", 5)]
    [InlineData("C N O", 6)]
    public void A_potential_of_molecules_is_audited_on_molecules(string heavy, int atoms)
    {
        Element[] elements = [Element.Parse("H"), .. heavy.Split(' ').Select(s => Element.Parse(s))];
        var molecule = AuditMolecule.Of(elements)!;
        Assert.Equal(atoms, molecule.Count);
        Assert.Equal(elements.Order(), molecule.Elements.ToArray().Distinct().Order());
        // Every atom is bonded, none too closely; and in the box no molecule touches another.
        for (var i = 0; i < atoms; i++)
            Assert.InRange(Nearest(molecule, i), 0.85, 1.2);
        var box = AuditMolecule.Box(molecule, new Random(1));
        Assert.Equal(8 * atoms, box.Count);
        var contacts = Enumerable.Range(0, box.Count).SelectMany(i => Enumerable.Range(0, box.Count).Where(j => j / atoms != i / atoms).Select(j => (box.Positions[i] - box.Positions[j]).Length));
        Assert.True(contacts.Min() > 2.5);
    }

    static double Nearest(Structure s, int atom) => Enumerable.Range(0, s.Count).Where(j => j != atom).Min(j => (s.Positions[j] - s.Positions[atom]).Length / (s.Elements[j].CovalentRadius + s.Elements[atom].CovalentRadius));

    [Fact]
    public void A_network_on_raw_coordinates_fails_what_it_must_and_its_forces_are_gradients()
    {
        var methane = new Structure(
            [Element.Parse("C"), .. Enumerable.Repeat(Element.Parse("H"), 4)],
            [new(0, 0, 0.02), new(0.63, 0.63, 0.63), new(-0.63, -0.63, 0.6), new(-0.63, 0.65, -0.63), new(0.63, -0.63, -0.63)]);
        var model = new CartesianModel([.. methane.Elements], FunctionScaling.Identity(15), ElementNetwork.Random(15, [12], 1), -1100, "cartesian");
        var findings = Audit.Run(model, [("methane", methane)], Options);
        var failed = findings.Where(f => f.Verdict == Verdict.Fail).Select(f => f.Check).ToArray();
        Assert.Empty(new[] { "rotation", "translation", "mirror", "permutation" }.Except(failed));
        Assert.Equal(Verdict.Pass, findings.Single(f => f.Check == "forces against differences").Verdict);
        Assert.Equal(["molecule (CH4)"], AuditStructures.For(model, 1).Select(s => s.Name));
        var other = new CartesianModel([.. methane.Elements.ToArray().Reverse()], FunctionScaling.Identity(15), model.Network, 0, "cartesian");
        var refusal = Assert.Throws<PotentialException>(() => AuditStructures.For(other, 1));
        Assert.Contains("Name a file", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_is_heeded()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Audited(PotentialGrammar.Parse(SmoothArgon), Options with { Cancellation = source.Token }));
    }

    [Theory]
    [InlineData("sw", "Si")]
    [InlineData(SmoothArgon, "Ar")]
    [InlineData("lj:Ar.epsilon=0.0104,Ar.sigma=3.4,Kr.epsilon=0.0140,Kr.sigma=3.65,cutoff=7,switch=6", "Ar Kr")]
    public void Structures_are_made_of_what_the_potential_covers_and_about_as_dense_as_it_likes(string expression, string elements)
    {
        var potential = PotentialGrammar.Parse(expression);
        foreach (var (_, structure) in AuditStructures.For(potential, 1))
        {
            Assert.Equal(elements, string.Join(' ', structure.Elements.ToArray().Distinct().OrderBy(e => e.AtomicNumber)));
            var prediction = potential.Evaluate(structure);
            Assert.True(prediction.Energy < 0);
            Assert.InRange(Samples.Rms(prediction.Forces.ToArray()), 1e-3, 10);
        }
    }

    static IReadOnlyList<AuditFinding> Audited(IPotential potential, AuditOptions? options = null) => Audit.Run(potential, AuditStructures.For(potential, 1), options ?? Options);

    static void MustFail(Func<IPotential, IPotential> damage, string[] failing, string[] spared)
    {
        var sound = PotentialGrammar.Parse("sw");
        var findings = Audit.Run(damage(sound), [.. AuditStructures.For(sound, 1).Take(1)], Options);
        var failed = findings.Where(f => f.Verdict == Verdict.Fail).Select(f => f.Check).ToArray();
        Assert.Empty(failing.Except(failed));
        Assert.Empty(failed.Intersect(spared));
    }
}
