namespace Athanor.Numerics.Tests;

public sealed class SuperpositionTests
{
    static Vec3[] Points(int n, int seed)
    {
        var numbers = Reference.Random(3 * n, seed);
        Vec3[] points = [.. Enumerable.Range(0, n).Select(i => new Vec3(numbers[3 * i], numbers[3 * i + 1], numbers[3 * i + 2]))];
        Superposition.Centre(points);
        return points;
    }

    // About the z axis, then about x.
    static Mat3 Turn(double a, double b) =>
        new Mat3(1, 0, 0, 0, Math.Cos(b), -Math.Sin(b), 0, Math.Sin(b), Math.Cos(b)) * new Mat3(Math.Cos(a), -Math.Sin(a), 0, Math.Sin(a), Math.Cos(a), 0, 0, 0, 1);

    [Fact]
    public void What_was_only_turned_is_turned_back()
    {
        var (x, turn) = (Points(6, 1), Turn(0.7, -2));
        Vec3[] y = [.. x.Select(p => turn * p)];
        var found = Superposition.Of(x, y);
        for (var d = 0; d < 3; d++)
            Assert.True((found.Rotation.Row(d) - turn.Row(d)).Length < 1e-14);
        Assert.Equal(x.Sum(p => p.LengthSquared), found.Overlap, 1e-13);
        Assert.Equal(0, Superposition.Deviation(x, y, 1, new Vec3[6]), 1e-14);
    }

    [Fact]
    public void No_rotation_of_a_grid_does_better_and_none_is_a_mirror()
    {
        Vec3[] x = Points(5, 2), y = [.. Points(5, 2).Select((p, i) => new Vec3(-p.X, p.Y, p.Z + 0.1 * i))];
        Superposition.Centre(y);
        var (rotation, overlap) = Superposition.Of(x, y);
        Assert.Equal(1, rotation.Determinant, 1e-13);
        Assert.Equal(overlap, x.Zip(y, (p, q) => Vec3.Dot(q, rotation * p)).Sum(), 1e-13);
        for (var k = 0; k < 4096; k++)
        {
            var turn = Turn(0.4 * (k % 16), 0.4 * (k / 16 % 16)) * Turn(0.4 * (k / 256), 0);
            Assert.True(x.Zip(y, (p, q) => Vec3.Dot(q, turn * p)).Sum() <= overlap + 1e-13);
        }
    }

    [Fact]
    public void Slopes_are_those_of_differences()
    {
        Vec3[] x = Points(5, 3), y = Points(5, 4), slopes = new Vec3[5];
        Superposition.Deviation(x, y, 0.5, slopes);
        const double step = 1e-5;
        double At(int atom, double by)
        {
            Vec3[] moved = [.. x];
            moved[atom] += new Vec3(0, by, 0);
            Superposition.Centre(moved);
            return Superposition.Deviation(moved, y, 0, new Vec3[5]);
        }
        for (var i = 0; i < 5; i++)
            Assert.Equal(0.5 * (At(i, step) - At(i, -step)) / (2 * step), slopes[i].Y, 1e-9);
    }
}
