using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties.Tests;

public sealed class HeatFluxTests
{
    const string Argon = "lj:epsilon=0.0103,sigma=3.4,cutoff=8";

    /// <summary>A crystal's first atoms, or all of it, shaken and hot.</summary>
    static Structure Shaken(Structure crystal, int? atoms, double speed)
    {
        var random = new Random(7);
        Vec3 Any() => new(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
        var count = atoms ?? crystal.Count;
        return new Structure([.. crystal.Elements[..count]], [.. crystal.Positions[..count].Select(r => r + 0.4 * Any())], atoms is null ? crystal.Cell : null, atoms is null ? Periodicity.All : default)
        {
            Velocities = [.. Enumerable.Range(0, count).Select(_ => speed * Any())],
        };
    }

    /// <summary>d/dt Σ r_i E_i of a cluster by central differences of fourth order, energies counted as the flux counts them.</summary>
    static Vec3 Derivative(IPotential potential, Structure structure, Vec3[] forces)
    {
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(structure, Request.AtomEnergies, prediction);
        var mean = prediction.AtomEnergies.ToArray().Average();
        Vec3 Moment(double t)
        {
            var later = structure.Clone();
            for (var i = 0; i < later.Count; i++)
            {
                var acceleration = Units.AccelerationPerForce / later.MassOf(i) * forces[i];
                later.Positions[i] += t * later.Velocities![i] + 0.5 * t * t * acceleration;
                later.Velocities[i] += t * acceleration;
            }
            evaluator.Evaluate(later, Request.AtomEnergies, prediction);
            var sum = Vec3.Zero;
            for (var i = 0; i < later.Count; i++)
                sum += (prediction.AtomEnergies[i] - mean + 0.5 * later.MassOf(i) / Units.AccelerationPerForce * later.Velocities![i].LengthSquared) * later.Positions[i];
            return sum;
        }
        const double h = 0.02;
        return 8 / (12 * h) * (Moment(h) - Moment(-h)) - 1 / (12 * h) * (Moment(2 * h) - Moment(-2 * h));
    }

    static void Near(Vec3 expected, Vec3 found, double relative) => Assert.True((expected - found).Length < relative * expected.Length, $"{found} for {expected}");

    public static TheoryData<string, string> OneLayer => new() { { Argon, "Ar" }, { "sw", "Si" }, { "tersoff:Si", "Si" }, { "emt", "Cu" } };

    static Structure CrystalOf(string element) => element switch
    {
        "Ar" => Crystal.Fcc(Element.Parse("Ar"), 5.3),
        "Cu" => Crystal.Fcc(Element.Parse("Cu"), 3.6),
        _ => Crystal.Diamond(Element.Parse("Si"), 5.43),
    };

    [Theory]
    [MemberData(nameof(OneLayer))]
    public void Of_a_cluster_it_is_how_the_energies_move(string name, string element)
    {
        var potential = PotentialGrammar.Parse(name);
        var cluster = Shaken(CrystalOf(element).Repeat(2, 2, 2), 21, 0.03);
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(cluster, Request.Forces, prediction);
        var expected = Derivative(potential, cluster, prediction.Forces.ToArray());
        using var flux = HeatFlux.Open(potential, cluster);
        Assert.IsType<AtomVirialFlux>(flux);
        Near(expected, flux.Of(cluster), 1e-7);
        using var slow = new UnfoldedFlux(potential, potential.Cutoff!.Value, Means(evaluator, cluster), Team.Single);
        Near(expected, slow.Of(cluster), 1e-7);
    }

    [Theory]
    [MemberData(nameof(OneLayer))]
    public void Of_a_crystal_it_is_that_of_the_unfolded_cell_wherever_its_atoms_are_written(string name, string element)
    {
        var potential = PotentialGrammar.Parse(name);
        var crystal = Shaken(CrystalOf(element), null, 0.03);
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        using var flux = HeatFlux.Open(potential, crystal);
        using var slow = new UnfoldedFlux(potential, potential.Cutoff!.Value, Means(evaluator, crystal), Team.Single);
        var expected = flux.Of(crystal);
        Near(expected, slow.Of(crystal), 1e-7);
        crystal.Positions[1] += crystal.Cell!.Vectors.Row(1);
        Near(expected, flux.Of(crystal), 1e-12);
        Near(expected, slow.Of(crystal), 1e-7);
    }

    [Fact]
    public void Two_layers_are_unfolded()
    {
        var potential = new TwoLayers(4);
        var cluster = Shaken(CrystalOf("Ar").Repeat(2, 2, 1), 14, 0.03);
        // Forces of the test's own: the differences of its energies.
        var forces = new Vec3[cluster.Count];
        var prediction = new Prediction();
        double Energy(int i, Vec3 by)
        {
            var moved = cluster.Clone();
            moved.Positions[i] += by;
            potential.Evaluate(moved, Request.Energy, prediction);
            return prediction.Energy;
        }
        for (var i = 0; i < forces.Length; i++)
        {
            const double h = 1e-4;
            double Slope(Vec3 d) => -(Energy(i, h * d) - Energy(i, -h * d)) / (2 * h);
            forces[i] = new Vec3(Slope(new(1, 0, 0)), Slope(new(0, 1, 0)), Slope(new(0, 0, 1)));
        }
        using var flux = HeatFlux.Open(potential, cluster);
        Assert.IsType<UnfoldedFlux>(flux);
        Near(Derivative(potential, cluster, forces), flux.Of(cluster), 1e-6);
    }

    [Fact]
    public void What_has_no_energies_of_atoms_has_no_flux() =>
        Assert.Contains("single atoms", Assert.Throws<PotentialException>(() => HeatFlux.Open(new Springs(1, 1, (0, 1)), Shaken(CrystalOf("Ar"), 2, 0))).Message, StringComparison.Ordinal);

    static double[] Means(IEvaluator evaluator, Structure structure)
    {
        var prediction = new Prediction();
        evaluator.Evaluate(structure, Request.AtomEnergies, prediction);
        return [.. Enumerable.Repeat(prediction.AtomEnergies.ToArray().Average(), structure.Count)];
    }
}
