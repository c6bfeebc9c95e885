using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

public sealed class LatticeReductionTests
{
    // A random cell skewed by a random unimodular matrix, a product of shears.
    static Cell Skewed(Random random)
    {
        double Number() => 2 * random.NextDouble() - 1;
        while (true)
        {
            var m = new Mat3(Number() * 5, Number() * 5, Number() * 5, Number() * 5, Number() * 5, Number() * 5, Number() * 5, Number() * 5, Number() * 5);
            if (Math.Abs(m.Determinant) < 5)
                continue;
            Vec3[] v = [m.Row(0), m.Row(1), m.Row(2)];
            for (var k = 0; k < 5; k++)
            {
                var i = random.Next(3);
                v[i] += random.Next(-3, 4) * v[(i + 1 + random.Next(2)) % 3];
            }
            return new Cell(v[0], v[1], v[2]);
        }
    }

    [Fact]
    public void TheReducedCellSpansTheSameLatticeWithItsShortestVectors()
    {
        var random = new Random(11);
        for (var trial = 0; trial < 200; trial++)
        {
            var cell = Skewed(random);
            var reduced = cell.Reduced(Periodicity.All);
            Assert.Equal(cell.Volume, reduced.Volume, 1e-9 * cell.Volume * 100);
            Assert.True(cell.Vectors.Determinant * reduced.Vectors.Determinant > 0);
            for (var i = 0; i < 3; i++)
            {
                var s = cell.ToFractional(reduced.Vectors.Row(i));
                for (var d = 0; d < 3; d++)
                    Assert.Equal(Math.Round(s[d]), s[d], 1e-9);
            }

            // Minkowski's conditions in three dimensions.
            Vec3 a = reduced.Vectors.Row(0), b = reduced.Vectors.Row(1), c = reduced.Vectors.Row(2);
            var slack = 1 + 1e-9;
            Assert.True(a.Length <= b.Length * slack && b.Length <= c.Length * slack);
            for (var x = -1; x <= 1; x++)
            {
                Assert.True((b + x * a).Length * slack >= b.Length);
                for (var y = -1; y <= 1; y++)
                    Assert.True((c + x * a + y * b).Length * slack >= c.Length);
            }
        }
    }

    [Fact]
    public void TheCrystalIsTheSame()
    {
        var crystal = Crystal.Diamond(Element.Parse("Si"), 5.43);
        var v = crystal.Cell!.Vectors;
        var skewed = crystal.With(new Cell(v.Row(0) + 2 * v.Row(1), v.Row(1), v.Row(2) - 3 * v.Row(0)), [.. crystal.Positions]);
        var reduced = skewed.Reduced();
        Assert.Equal(5.43, reduced.Cell!.Vectors.Row(2).Length, 1e-10);
        Distances.AssertEqual(Distances.All(crystal, 5), Distances.All(reduced, 5), 1e-10);
    }

    [Fact]
    public void ADirectionThatDoesNotRepeatIsLeftAlone()
    {
        var cell = new Cell(new Vec3(3, 0, 0), new Vec3(7, 1, 20), new Vec3(9, 0, 4));
        var reduced = cell.Reduced(new Periodicity(true, false, true));
        Assert.Equal(cell.Vectors.Row(1), reduced.Vectors.Row(1));
        Assert.Equal(new Vec3(3, 0, 0), reduced.Vectors.Row(0));
        Assert.Equal(new Vec3(0, 0, 4), reduced.Vectors.Row(2));
        Assert.Equal(cell.Vectors, cell.Reduced(new Periodicity(false, false, true)).Vectors);
    }
}
