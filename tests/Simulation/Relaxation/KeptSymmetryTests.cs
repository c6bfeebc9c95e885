using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation.Tests;

public sealed class KeptSymmetryTests
{
    static readonly IPotential Argon = PotentialGrammar.Parse("lj:epsilon=0.0104,sigma=3.4,cutoff=8.5");

    [Fact]
    public void Forces_are_the_mean_over_all_operations()
    {
        var crystal = Crystal.Diamond(Element.Parse("Ar"), 7.5).Repeat(2, 1, 1);
        var group = SpaceGroup.Of(crystal);
        // Evaluated where the crystal is not symmetric, by the symmetry of where it is.
        var random = new Random(5);
        var shaken = crystal.Strained(new Mat3(0.01, 0.02, 0, 0.02, -0.01, 0, 0, 0, 0.03));
        for (var i = 0; i < shaken.Count; i++)
            shaken.Positions[i] += 0.1 * new Vec3(random.NextDouble(), random.NextDouble(), random.NextDouble());
        var (plain, kept) = (new Prediction(), new Prediction());
        using var own = Argon.Open(EvaluatorOptions.Default);
        using var symmetric = new KeptSymmetry(Argon, group).Open(EvaluatorOptions.Default);
        own.Evaluate(shaken, Request.Forces | Request.Virial, plain);
        symmetric.Evaluate(shaken, Request.Forces | Request.Virial, kept);
        var (sums, virial) = (new Vec3[shaken.Count], Mat3.Zero);
        var cell = shaken.Cell!;
        for (var k = 0; k < group.Count; k++)
        {
            var rotation = cell.Vectors.Transposed * group.Operation(k).Rotation * cell.Inverse.Transposed;
            for (var i = 0; i < shaken.Count; i++)
                sums[group.Image(k, i)] += 1.0 / group.Count * (rotation * plain.Forces[i]);
            virial += 1.0 / group.Count * (rotation * plain.Virial * rotation.Transposed);
        }
        Assert.Equal(plain.Energy, kept.Energy);
        for (var i = 0; i < shaken.Count; i++)
            Assert.Equal(0, (sums[i] - kept.Forces[i]).Length, 1e-12);
        Assert.Equal(0, (virial - kept.Virial).ZZ, 1e-10);
        Assert.Equal(0, (virial - kept.Virial).XY, 1e-10);
    }

    [Theory]
    [InlineData(RelaxationMethod.Lbfgs)]
    [InlineData(RelaxationMethod.Fire)]
    public void A_crystal_stays_on_the_saddle_point_that_its_symmetry_holds(RelaxationMethod method)
    {
        // Body-centred argon is unstable against tetragonal strain; the little that is off would grow.
        var crystal = Crystal.Bcc(Element.Parse("Ar"), 4.1).Strained(Mat3.Diagonal(1e-6, 0, -1e-6));
        var settings = new RelaxationSettings { Cell = CellFreedom.Full, Method = method, ForceTolerance = 1e-6, StressTolerance = 1e-4, MostSteps = 500 };
        var kept = Relaxation.Run(crystal, new KeptSymmetry(Argon, SpaceGroup.Of(crystal)), settings);
        Assert.True(kept.Converged);
        Assert.Equal(48, SpaceGroup.Of(kept.Structure).Representatives.Count);
        Assert.NotEqual(crystal.Cell!.Volume, kept.Structure.Cell!.Volume, 0.1);
        Assert.Equal(kept.Structure.Cell!.Vectors.XX, kept.Structure.Cell!.Vectors.ZZ, 2e-5);
    }
}
