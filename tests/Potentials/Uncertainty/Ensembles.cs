using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Tests;

/// <summary>What every ensemble must agree in: with its members, asked one by one.</summary>
static class Ensembles
{
    /// <param name="tolerance">eV and eV/Å.</param>
    internal static void AssertAreMembers(IPotential ensemble, Structure structure, EvaluatorOptions options, double tolerance = 1e-10)
    {
        IPotential[] members = [.. EnsembleMembers.Of(ensemble)];
        Assert.True(members.Length > 1);
        var each = members.Select(m => m.Evaluate(structure, options)).ToArray();
        using var evaluator = ensemble.Open(options);
        var all = new Prediction();
        evaluator.Evaluate(structure, Request.Everything, all);
        double[] energies = new double[members.Length];
        var forces = new Vec3[members.Length * structure.Count];
        var asked = Assert.IsAssignableFrom<IMemberForces>(evaluator);
        Assert.Equal(members.Length, asked.MemberCount);
        asked.EvaluateMembers(structure, energies, forces);
        Assert.Equal(each.Average(p => p.Energy), all.Energy, tolerance);
        Assert.Equal(Deviation(each.Select(p => p.Energy)), all.EnergyStd!.Value, tolerance);
        Assert.Equal(0, (Mean(each.Select(p => p.Virial)) - all.Virial).Norm(), 10 * tolerance);
        for (var m = 0; m < members.Length; m++)
        {
            Assert.Equal(each[m].Energy, energies[m], tolerance);
            for (var i = 0; i < structure.Count; i++)
                Assert.Equal(0, (each[m].Forces[i] - forces[m * structure.Count + i]).Length, tolerance);
        }
        for (var i = 0; i < structure.Count; i++)
        {
            for (var c = 0; c < 3; c++)
            {
                Assert.Equal(each.Average(p => p.Forces[i][c]), all.Forces[i][c], tolerance);
                Assert.Equal(Deviation(each.Select(p => p.Forces[i][c])), all.ForcesStd[i][c], tolerance);
            }
        }
        // Who does not ask is told nothing, and the same besides.
        var mean = new Prediction();
        evaluator.Evaluate(structure, Request.Forces, mean);
        Assert.Null(mean.EnergyStd);
        Assert.True(mean.ForcesStd.IsEmpty);
        Assert.Equal(all.Energy, mean.Energy);
        Assert.Equal(all.Forces.ToArray(), mean.Forces.ToArray());
    }

    internal static double Deviation(IEnumerable<double> values)
    {
        var all = values.ToArray();
        var mean = all.Average();
        return Math.Sqrt(all.Sum(v => (v - mean) * (v - mean)) / (all.Length - 1));
    }

    static Mat3 Mean(IEnumerable<Mat3> values)
    {
        var (sum, count) = (Mat3.Zero, 0);
        foreach (var value in values)
            (sum, count) = (sum + value, count + 1);
        return 1.0 / count * sum;
    }

    static double Norm(this Mat3 m) => Math.Sqrt(m.XX * m.XX + m.XY * m.XY + m.XZ * m.XZ + m.YX * m.YX + m.YY * m.YY + m.YZ * m.YZ + m.ZX * m.ZX + m.ZY * m.ZY + m.ZZ * m.ZZ);
}
