namespace Athanor.Numerics.Tests;

public sealed class GemmTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 6, 32, 5 }, { 7, 33, 9 }, { 5, 3, 1 }, { 97, 17, 64 }, { 64, 130, 300 }, { 101, 270, 257 }, { 13, 2, 700 }, { 300, 16, 8 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Double_product_is_the_plain_one(int m, int n, int k)
    {
        var (a, b, c) = (Reference.Random(m * k, 1), Reference.Random(k * n, 2), Reference.Random(m * n, 3));
        foreach (var (ta, tb) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            ReadOnlyMatrixSpan<double> A() => ta ? a.AsMatrix(k, m).Transposed : a.AsMatrix(m, k);
            ReadOnlyMatrixSpan<double> B() => tb ? b.AsMatrix(n, k).Transposed : b.AsMatrix(k, n);
            var plain = Reference.Multiply(A(), B());
            foreach (var (alpha, beta) in new[] { (1.0, 0.0), (-1.0, 1.0), (0.5, 2.0) })
            {
                double[] Compute(Team team)
                {
                    var copy = (double[])c.Clone();
                    Gemm.Multiply(A(), B(), copy.AsMatrix(m, n), alpha, beta, team);
                    return copy;
                }
                var y = ta == tb && beta == 2 ? Reference.SameEverywhere(Compute) : Compute(Team.Single);
                var expected = plain.Select((p, i) => alpha * p + beta * c[i]).ToArray();
                Assert.True(Reference.Distance(expected, y) < 1e-13 * k + 1e-15);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Single_product_is_the_plain_one(int m, int n, int k)
    {
        var (a, b) = (Reference.RandomSingle(m * k, 1), Reference.RandomSingle(k * n, 2));
        var plain = Reference.Multiply(a.Select(x => (double)x).ToArray().AsMatrix(m, k), b.Select(x => (double)x).ToArray().AsMatrix(k, n));
        var y = Reference.SameEverywhere(team =>
        {
            var c = new float[m * n];
            Array.Fill(c, float.NaN);
            Gemm.Multiply(a.AsMatrix(m, k), b.AsMatrix(k, n), c.AsMatrix(m, n), team: team);
            return c;
        });
        Assert.True(Reference.Distance(plain, [.. y.Select(x => (double)x)]) < 1e-6 * k);
    }

    [Fact]
    public void Many_rows_and_columns_are_cut_and_joined()
    {
        const int m = 2101, n = 2100, k = 3;
        var (a, b) = (Reference.Random(m * k, 1), Reference.Random(k * n, 2));
        var c = new double[m * n];
        using var team = new Team(2);
        Gemm.Multiply(a.AsMatrix(m, k), b.AsMatrix(k, n), c.AsMatrix(m, n), team: team);
        for (var i = 0; i < m; i += 7)
        {
            for (var j = 0; j < n; j += 11)
                Assert.Equal(a[i * k] * b[j] + a[i * k + 1] * b[n + j] + a[i * k + 2] * b[2 * n + j], c[i * n + j], 1e-14);
        }
    }

    [Fact]
    public void Nothing_beside_a_block_is_touched()
    {
        double[] a = Reference.Random(7 * 9, 1), b = Reference.Random(9 * 5, 2);
        var c = new double[12 * 20];
        Array.Fill(c, 8.5);
        var block = new MatrixSpan<double>(c, 12, 20).Block(2, 3, 7, 5);
        Gemm.Multiply(a.AsMatrix(7, 9), b.AsMatrix(9, 5), block);
        var plain = Reference.Multiply(a.AsMatrix(7, 9), b.AsMatrix(9, 5));
        for (var i = 0; i < 12; i++)
        {
            for (var j = 0; j < 20; j++)
            {
                var inside = i is >= 2 and < 9 && j is >= 3 and < 8;
                Assert.Equal(inside ? plain[(i - 2) * 5 + j - 3] : 8.5, c[i * 20 + j], 1e-14);
            }
        }
    }

    [Fact]
    public void An_empty_sum_is_beta_c()
    {
        double[] c = [1, 2, double.NaN, 4];
        Gemm.Multiply(Array.Empty<double>().AsMatrix(2, 0), Array.Empty<double>().AsMatrix(0, 2), c.AsMatrix(2, 2), beta: 0);
        Assert.Equal([0, 0, 0, 0], c);
        c = [1, 2, 3, 4];
        Gemm.Multiply(Array.Empty<double>().AsMatrix(2, 0), Array.Empty<double>().AsMatrix(0, 2), c.AsMatrix(2, 2), beta: 0.5);
        Assert.Equal([0.5, 1, 1.5, 2], c);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(new double[6].AsMatrix(2, 3), new double[6].AsMatrix(2, 3), new double[6].AsMatrix(2, 3)));
        Assert.Throws<ArgumentException>(() => { _ = new MatrixSpan<double>(new double[5], 2, 3); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = new MatrixSpan<double>(new double[6], 2, 3).Block(1, 1, 2, 1); });
    }

    [Fact]
    public void A_warm_product_allocates_nothing()
    {
        float[] a = Reference.RandomSingle(300 * 64, 1), b = Reference.RandomSingle(64 * 300, 2), c = new float[300 * 300];
        using var team = new Team(2);
        Gemm.Multiply(a.AsMatrix(300, 64), b.AsMatrix(64, 300), c.AsMatrix(300, 300), team: team);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Gemm.Multiply(a.AsMatrix(300, 64), b.AsMatrix(64, 300), c.AsMatrix(300, 300), team: team);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
