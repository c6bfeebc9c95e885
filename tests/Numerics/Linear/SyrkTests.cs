namespace Athanor.Numerics.Tests;

public sealed class SyrkTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(600, 7)]
    [InlineData(300, 131)]
    [InlineData(33, 290)]
    public void Lower_triangle_is_added_and_the_upper_left_alone(int rows, int n)
    {
        var a = Reference.Random(rows * n, 1);
        var before = Reference.Random(n * n, 2);
        var plain = Reference.Multiply(a.AsMatrix(rows, n).Transposed, a.AsMatrix(rows, n));
        var c = Reference.SameEverywhere(team =>
        {
            var copy = (double[])before.Clone();
            Syrk.AddLower(a.AsMatrix(rows, n), copy.AsMatrix(n, n), 0.5, team);
            return copy;
        });
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                Assert.Equal(before[i * n + j] + (j <= i ? 0.5 * plain[i * n + j] : 0), c[i * n + j], 1e-12);
        }
        Syrk.MirrorLower(c.AsMatrix(n, n));
        for (var i = 0; i < n; i++)
            Assert.Equal(c[i * n], c[i]);
        Assert.Equal(c[(n - 1) * n + n / 2], c[n / 2 * n + n - 1]);
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(700, 37)]
    [InlineData(300, 300)]
    public void Float_rows_are_summed_in_double(int rows, int n)
    {
        var a = Reference.RandomSingle(rows * n, 1);
        var wide = a.Select(x => (double)x).ToArray();
        var plain = Reference.Multiply(wide.AsMatrix(rows, n).Transposed, wide.AsMatrix(rows, n));
        var c = Reference.SameEverywhere(team =>
        {
            var copy = new double[n * n];
            Syrk.AddLower(a.AsMatrix(rows, n), copy.AsMatrix(n, n), team);
            return copy;
        });
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                Assert.Equal(j <= i ? plain[i * n + j] : 0, c[i * n + j], 2e-4);
        }
    }

    [Fact]
    public void Blocks_of_float_rows_lose_nothing_between_them()
    {
        // 256 ones at a time are exact in float; 2²⁴ + 1 of them are not, but blocks added in double are.
        const int rows = (1 << 24) + 256;
        var ones = new float[rows];
        Array.Fill(ones, 1);
        var c = new double[1];
        Syrk.AddLower(ones.AsMatrix(rows, 1), c.AsMatrix(1, 1));
        Assert.Equal(rows, c[0]);
    }
}
