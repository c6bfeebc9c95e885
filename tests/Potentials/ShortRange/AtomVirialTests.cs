using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Tests.Ace;
using Athanor.Potentials.Tests.Nep;

namespace Athanor.Potentials.Tests;

/// <summary>Virials by atom: against their definition by differences of atoms' energies, and in what must hold of any.</summary>
public sealed class AtomVirialTests
{
    const string Argon = "lj:epsilon=0.0104,sigma=3.4,cutoff=8.5,switch=6";

    const Request All = Request.Everything | Request.AtomVirials;

    public static TheoryData<string> Models => ["lj", "two elements", "sw", "emt", "eam", "tersoff", "behler", "ace", "gp", "nep", "ani", "sum"];

    static (IPotential Potential, Structure Molecule, Structure Crystal) Of(string model)
    {
        Structure molecule = Behler.Samples.Random(9, 4, periodic: false, edge: 5), box = Behler.Samples.Random(40, 3, periodic: true, edge: 8);
        switch (model)
        {
            case "lj":
                return (PotentialGrammar.Parse(Argon), Alone(Samples.Argon(1)), Samples.Argon(3));
            case "two elements":
                return (PotentialGrammar.Parse("morse:Na-Na=none,Na-Cl.D=0.3,Na-Cl.alpha=1.3,Na-Cl.r0=2.8,Cl-Cl.D=0.1,Cl-Cl.alpha=1.5,Cl-Cl.r0=3.9,cutoff=7,switch=4"), Alone(Samples.Salt(1)), Samples.Salt(2));
            case "sw":
                return (PotentialGrammar.Parse("sw"), Alone(Samples.Silicon(1)), Samples.Silicon(3));
            case "emt":
                return (PotentialGrammar.Parse("emt"), Alone(Samples.Alloy(1)), Samples.Alloy(2));
            case "eam":
                return (PotentialGrammar.Parse(EamSamples.Expression), Alone(Samples.Alloy(1, 4, "Cu", "Ni")), Samples.Alloy(2, 4, "Cu", "Ni"));
            case "tersoff":
                return (PotentialGrammar.Parse("tersoff:SiC"), Alone(Samples.Carbide(1)), Samples.Carbide(2));
            case "behler":
                return (Behler.Samples.Model(Behler.Samples.Everything(new(Potentials.Behler.CutoffShape.Cosine))), molecule, box);
            case "ace":
                return (AceSamples.Model(["H", "C", "O"], [3, 2, 2]), molecule, box);
            case "gp":
                return (GaussianProcesses.GaussianSamples.Model(box, [2, 1]), molecule, box);
            case "nep":
                var nep = NepSamples.Model("nep4 all, cutoffs by element, ZBL by radii");
                return (nep, NepSamples.Structure(nep, 8, 2, edge: 5, periodic: false), NepSamples.Structure(nep, 40, 2, edge: 9));
            case "ani":
                return (Ani.Samples.Model(), molecule, box);
            default:
                return (PotentialGrammar.Parse($"2 * sw - 0.5 * zbl:inner=1,outer=4 + morse:D=0.3,alpha=1.3,r0=2.8,cutoff=7"), Alone(Samples.Silicon(1)), Samples.Silicon(2));
        }
    }

    /// <summary>Without its images: then an edge is a pair of atoms.</summary>
    static Structure Alone(Structure s) => new([.. s.Elements], s.Positions);

    static Prediction Evaluate(IPotential potential, Structure structure, EvaluatorOptions? options = null)
    {
        using var evaluator = potential.Open(options ?? EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(structure, All, prediction);
        Assert.True(prediction.HasAtomVirials);
        return prediction;
    }

    static double Size(Mat3 m) => Math.Sqrt((m * m.Transposed).Trace);

    [Theory]
    [MemberData(nameof(Models))]
    public void They_are_what_they_are_said_to_be(string model)
    {
        var (potential, molecule, _) = Of(model);
        var virials = Evaluate(potential, molecule).AtomVirials.ToArray();
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        var scale = virials.Max(Size);
        const double h = 1e-4;
        for (var j = 0; j < molecule.Count; j++)
        {
            // W_j = −Σ_i r_ij ⊗ ∂E_i/∂r_j, one column for each direction in which j moves.
            var expected = Mat3.Zero;
            for (var d = 0; d < 3; d++)
            {
                var unit = new Vec3(d == 0 ? 1 : 0, d == 1 ? 1 : 0, d == 2 ? 1 : 0);
                double[] Energies(double by)
                {
                    var moved = molecule.Clone();
                    moved.Positions[j] += by * unit;
                    evaluator.Evaluate(moved, Request.AtomEnergies, prediction);
                    return prediction.AtomEnergies.ToArray();
                }

                double[] up = Energies(h), down = Energies(-h), upper = Energies(2 * h), lower = Energies(-2 * h);
                for (var i = 0; i < molecule.Count; i++)
                {
                    if (i != j)
                        expected += Mat3.Outer(-((8 * (up[i] - down[i]) - (upper[i] - lower[i])) / (12 * h)) * (molecule.Positions[j] - molecule.Positions[i]), unit);
                }
            }
            Assert.Equal(0, Size(virials[j] - expected), 1e-6 * scale);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void They_add_up_to_the_virial_which_they_do_not_change(string model)
    {
        var (potential, molecule, crystal) = Of(model);
        foreach (var structure in new[] { molecule, crystal })
        {
            var prediction = Evaluate(potential, structure);
            var sum = prediction.AtomVirials.ToArray().Aggregate(Mat3.Zero, (a, b) => a + b);
            var scale = prediction.AtomVirials.ToArray().Sum(Size);
            Assert.True(scale > 1e-3);
            Assert.Equal(0, Size(sum - prediction.Virial), 1e-12 * scale);
            var without = potential.Evaluate(structure);
            Assert.False(without.HasAtomVirials);
            Assert.Equal(0, Size(without.Virial - prediction.Virial), 1e-12 * scale);
            Assert.Equal(without.Forces.ToArray(), prediction.Forces.ToArray());
            Assert.Equal(without.Energy, prediction.Energy);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void They_turn_with_the_crystal_and_repeat_with_its_cell(string model)
    {
        var (potential, _, crystal) = Of(model);
        var before = Evaluate(potential, crystal).AtomVirials.ToArray();
        var turn = Rotation.Random(new Random(3));
        var turned = Evaluate(potential, crystal.Rotated(turn)).AtomVirials;
        var repeated = Evaluate(potential, crystal.Repeat(2, 1, 1)).AtomVirials;
        var scale = before.Max(Size);
        for (var i = 0; i < before.Length; i++)
        {
            Assert.Equal(0, Size(turn * before[i] * turn.Transposed - turned[i]), 1e-9 * scale);
            Assert.Contains(repeated.ToArray(), w => Size(w - before[i]) < 1e-9 * scale);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Threads_do_not_change_a_bit_and_single_precision_little(string model)
    {
        var (potential, _, crystal) = Of(model);
        crystal = crystal.Repeat(2, 2, 2);
        using var team = new Team(3);
        var one = Evaluate(potential, crystal).AtomVirials.ToArray();
        Assert.Equal(one, Evaluate(potential, crystal, new EvaluatorOptions(team)).AtomVirials.ToArray());
        var single = Evaluate(potential, crystal, new EvaluatorOptions(Team.Single, Precision.Single)).AtomVirials;
        var scale = one.Max(Size);
        for (var i = 0; i < one.Length; i++)
            Assert.Equal(0, Size(one[i] - single[i]), 1e-4 * scale);
    }

    [Fact]
    public void Molecules_together_have_them_too()
    {
        var (potential, molecule, _) = Of("ace");
        Structure[] many = [molecule, molecule.Translated(new(1, 2, 3)), molecule];
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        Prediction[] into = [new(), new(), new()];
        evaluator.EvaluateEach(many, All, into);
        Assert.Equal(into[0].AtomVirials.ToArray(), into[2].AtomVirials.ToArray());
        Assert.Equal(molecule.Count, into[1].AtomVirials.Length);
        // The next call without them does not keep the old ones.
        evaluator.EvaluateEach(many, Request.Everything, into);
        Assert.All(into, p => Assert.False(p.HasAtomVirials));
    }

    [Fact]
    public void A_part_that_has_none_takes_them_from_the_sum()
    {
        using var evaluator = PotentialGrammar.Parse($"{Argon} + d3:pbe").Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(Samples.Argon(1), All, prediction);
        Assert.False(prediction.HasAtomVirials);
        Assert.Equal(0, prediction.AtomVirials.Length);
    }
}

/// <summary>Not beside other tests, whose allocations would be counted.</summary>
[Collection(nameof(Alone))]
public sealed class AtomVirialAllocationTests
{
    [Theory]
    [InlineData("sw + lj:epsilon=0.01,sigma=2.2,cutoff=5")]
    [InlineData("2 * sw")]
    public void A_step_allocates_nothing(string expression)
    {
        var structure = Samples.Silicon(3);
        using var evaluator = PotentialGrammar.Parse(expression).Open(EvaluatorOptions.Default with { Skin = 0.5 });
        var prediction = new Prediction();
        var random = new Random(5);
        void Steps(int count)
        {
            for (var step = 0; step < count; step++)
            {
                structure.Positions[step % structure.Count] += new Vec3(1e-3 * random.NextDouble(), 0, 0);
                evaluator.Evaluate(structure, Request.Forces | Request.AtomVirials, prediction);
            }
        }

        Steps(60);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Steps(100);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
