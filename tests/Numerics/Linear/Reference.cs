namespace Athanor.Numerics.Tests;

/// <summary>Plain triple loops in double, the oracle of the fast kernels, and matrices to try them on.</summary>
static class Reference
{
    static readonly Team Three = new(3);

    public static double[] Random(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextDouble() - 1)];
    }

    public static float[] RandomSingle(int count, int seed) => [.. Random(count, seed).Select(x => (float)x)];

    public static double[] Multiply(ReadOnlyMatrixSpan<double> a, ReadOnlyMatrixSpan<double> b)
    {
        var c = new double[a.Rows * b.Columns];
        for (var i = 0; i < a.Rows; i++)
        {
            for (var j = 0; j < b.Columns; j++)
            {
                for (var k = 0; k < a.Columns; k++)
                    c[i * b.Columns + j] += a[i, k] * b[k, j];
            }
        }
        return c;
    }

    /// <summary>Largest difference of two arrays.</summary>
    public static double Distance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Assert.Equal(x.Length, y.Length);
        double worst = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var d = Math.Abs(x[i] - y[i]);
            worst = double.IsNaN(d) ? double.PositiveInfinity : Math.Max(worst, d);
        }
        return worst;
    }

    /// <summary>Runs at every width of this machine and on teams of one and three; asserts that all results are equal bit for bit.</summary>
    public static T[] SameEverywhere<T>(Func<Team, T[]> compute)
    {
        var expected = compute(Team.Single);
        foreach (var bits in new[] { 512, 256, 128, 0 })
        {
            using var limit = Widths.Limit(bits);
            Assert.Equal(expected, compute(Team.Single));
            Assert.Equal(expected, compute(Three));
        }
        return expected;
    }
}
