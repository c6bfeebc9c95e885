using Athanor.Numerics;

namespace Athanor.Quantum.Tests;

public sealed class LebedevGridTests
{
    public static TheoryData<int> Sizes => [.. LebedevGrid.Sizes];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Spherical_harmonics_up_to_the_degree_are_integrated(int size)
    {
        var grid = LebedevGrid.Of(size);
        Assert.Equal(size, grid.Points.Length);
        Assert.All(grid.Points, p => Assert.Equal(1, p.Length, 1e-15));
        var worst = Worst(grid, (grid.Degree + 2) / 2 * 2);
        for (var l = 0; l <= grid.Degree; l++)
            Assert.True(worst[l] < 1e-12, $"degree {l}: {worst[l]}");
        // The next even degree is not.
        Assert.True(worst[^1] > 1e-8);
    }

    // The largest error among the real spherical harmonics of each degree, whose mean square over the sphere is one or a half.
    static double[] Worst(LebedevGrid grid, int highest)
    {
        var worst = new double[highest + 1];
        var legendre = new double[highest + 1];
        for (var m = 0; m <= highest; m++)
        {
            var (cosine, sine) = (new double[highest + 1], new double[highest + 1]);
            for (var p = 0; p < grid.Points.Length; p++)
            {
                var (x, y, z) = grid.Points[p];
                var (s, c) = Math.SinCos(m * Math.Atan2(y, x));
                Legendre(m, z, legendre);
                for (var l = m; l <= highest; l++)
                {
                    cosine[l] += grid.Weights[p] * legendre[l] * c;
                    sine[l] += grid.Weights[p] * legendre[l] * s;
                }
            }
            for (var l = m; l <= highest; l++)
                worst[l] = Math.Max(worst[l], Math.Max(Math.Abs(cosine[l] - (l == 0 ? 1 : 0)), Math.Abs(sine[l])));
        }
        return worst;
    }

    // Normalised associated Legendre functions of order m, by upward recursion in l from m on.
    static void Legendre(int m, double z, double[] values)
    {
        values[m] = 1;
        for (var k = 1; k <= m; k++)
            values[m] *= Math.Sqrt((2 * k + 1.0) / (2 * k)) * Math.Sqrt(Math.Max(0, 1 - z * z));
        for (var l = m + 1; l < values.Length; l++)
        {
            var a = Math.Sqrt((4.0 * l * l - 1) / ((double)l * l - m * m));
            var b = l == m + 1 ? 0 : Math.Sqrt(((l - 1.0) * (l - 1) - m * m) / (4.0 * (l - 1) * (l - 1) - 1));
            values[l] = a * (z * values[l - 1] - (l == m + 1 ? 0 : b * values[l - 2]));
        }
    }

    [Fact]
    public void Other_sizes_are_refused() => Assert.Contains("there are 6, 14", Assert.Throws<ArgumentException>(() => LebedevGrid.Of(100)).Message);
}
