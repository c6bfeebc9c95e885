using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation.Tests;

static class Samples
{
    /// <summary>Argon.</summary>
    public static IPotential LennardJones { get; } = PotentialGrammar.Parse("lj:epsilon=0.0104,sigma=3.4,cutoff=8.5,switch=7");

    /// <summary>Face-centred argon, n³ cubic cells of 4 atoms.</summary>
    public static Structure Argon(int n, double a = 5.4) => Crystal.Fcc(Element.Parse("Ar"), a).Repeat(n, n, n);

    /// <summary>Silicon atoms far apart, for <see cref="Springs"/>; the first one is meant to be fixed.</summary>
    public static Structure Lattice(int count) => new(
        [.. Enumerable.Repeat(Element.Parse("Si"), count)],
        [.. Enumerable.Range(0, count).Select(i => new Vec3(10 * i, 0, 0))]);

    public static void SameBits(ReadOnlySpan<Vec3> expected, ReadOnlySpan<Vec3> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            for (var c = 0; c < 3; c++)
                Assert.Equal(BitConverter.DoubleToInt64Bits(expected[i][c]), BitConverter.DoubleToInt64Bits(actual[i][c]));
        }
    }

    public static void SameBits(double expected, double actual) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));
}
