using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Tests;

/// <summary>One crystal, described in other ways, has the same energy per atom, and forces that turn with it.</summary>
public sealed class InvarianceTests
{
    public static TheoryData<string, string> Cases => new()
    {
        { "lj:epsilon=0.0104,sigma=3.4,cutoff=8.5,shift", "argon" },
        { "buckingham:Na-Na=none,Cl-Cl.A=1227.2,Cl-Cl.rho=0.3214,Cl-Cl.C=29.06,Na-Cl.A=2314.7,Na-Cl.rho=0.2903,Na-Cl.C=0,cutoff=7", "salt" },
        { "zbl:scale=1.5", "salt" },
        { "sw", "silicon" },
        { "tersoff:SiC", "carbide" },
        { "emt", "alloy" },
        { EamSamples.Expression, "copper and nickel" },
    };

    const double Tolerance = 1e-11;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Supercells_wrapping_shifting_and_reduction(string expression, string sample)
    {
        var potential = PotentialGrammar.Parse(expression);
        var structure = GradientTests.Of(sample);
        var expected = potential.Evaluate(structure).Energy / structure.Count;
        var random = new Random(3);
        var far = structure.Clone();
        for (var i = 0; i < far.Count; i++)
            far.Positions[i] += new Vec3(random.Next(-3, 4), random.Next(-3, 4), random.Next(-3, 4)) * far.Cell!.Vectors;
        var sheared = structure.With(new Cell(new Mat3(1, 0, 0, 2, 1, 0, -1, 3, 1) * structure.Cell!.Vectors), structure.Positions);
        Structure[] others =
        [
            structure.Repeat(2, 1, 3),
            structure.Translated(new(17.3, -4.1, 0.77)),
            far,
            far.Wrapped(),
            sheared,
            LatticeReduction.Reduced(sheared),
        ];
        foreach (var other in others)
            Assert.Equal(expected, potential.Evaluate(other).Energy / other.Count, Tolerance * Math.Max(1, Math.Abs(expected)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rotations_mirrors_and_renumbering(string expression, string sample)
    {
        var potential = PotentialGrammar.Parse(expression);
        var structure = GradientTests.Of(sample);
        var before = potential.Evaluate(structure);
        var random = new Random(11);
        var order = Enumerable.Range(0, structure.Count).ToArray();
        random.Shuffle(order);
        foreach (var turn in new[] { Rotation.Random(random), Rotation.Mirror(new(1, 2, -0.5)) * Rotation.Random(random) })
        {
            var after = potential.Evaluate(structure.Rotated(turn).Select(order));
            Assert.Equal(before.Energy, after.Energy, Tolerance * Math.Max(1, Math.Abs(before.Energy)));
            for (var k = 0; k < order.Length; k++)
                Assert.Equal(0, (turn * before.Forces[order[k]] - after.Forces[k]).Length, 1e-10 * Math.Max(1, before.Forces[order[k]].Length));
            var turned = turn * before.Virial * turn.Transposed;
            Assert.Equal(turned.XY, after.Virial.XY, 1e-10 * Math.Abs(before.Virial.Trace));
        }
    }
}
