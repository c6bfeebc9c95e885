namespace Athanor.Numerics.Tests;

public sealed class SymmetricEigenTests
{
    static double[] Symmetric(int n, int seed)
    {
        var a = Reference.Random(n * n, seed);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
                a[i * n + j] = a[j * n + i];
        }
        return a;
    }

    static (double[] Values, double[] Vectors) Decompose(double[] a, int n)
    {
        var (values, vectors) = (new double[n], new double[n * n]);
        SymmetricEigen.Decompose(a.AsMatrix(n, n), values, vectors.AsMatrix(n, n));
        return (values, vectors);
    }

    // V Λ Vᵀ − A, relative to the largest entry, and Vᵀ V − 1.
    static void Check(double[] a, int n, double tolerance = 2e-14)
    {
        var (values, vectors) = Decompose(a, n);
        for (var k = 1; k < n; k++)
            Assert.True(values[k] >= values[k - 1]);
        var largest = a.Max(Math.Abs);
        var scaled = new double[n * n];
        for (var i = 0; i < n * n; i++)
            scaled[i] = vectors[i] * (values[i % n] / largest);
        Assert.True(Reference.Distance([.. a.Select(v => v / largest)], Reference.Multiply(scaled.AsMatrix(n, n), vectors.AsMatrix(n, n).Transposed)) < tolerance);
        double[] identity = [.. Enumerable.Range(0, n * n).Select(k => k / n == k % n ? 1.0 : 0)];
        Assert.True(Reference.Distance(identity, Reference.Multiply(vectors.AsMatrix(n, n).Transposed, vectors.AsMatrix(n, n))) < tolerance);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(150)]
    public void Vectors_are_orthogonal_and_make_the_matrix(int n) => Check(Symmetric(n, n), n);

    [Theory]
    [InlineData(114, 1)]
    [InlineData(114, 2)]
    [InlineData(114, 21)]
    [InlineData(90, 40)]
    public void A_matrix_of_low_rank_is_no_trap(int n, int rank)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var vectors = Reference.Random(n * rank, 100 + seed);
            var a = new double[n * n];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    for (var k = 0; k < rank; k++)
                        a[i * n + j] += (k % 2 == 0 ? 1 : -1) * Math.Pow(10, -k % 12) * vectors[i * rank + k] * vectors[j * rank + k];
                    a[j * n + i] = a[i * n + j];
                }
            }
            Check(a, n, 1e-13);
        }
    }

    [Fact]
    public void Widths_give_the_same_bits()
    {
        const int n = 37;
        Reference.SameEverywhere(_ =>
        {
            var (values, vectors) = Decompose(Symmetric(n, 1), n);
            return (double[])[.. values, .. vectors];
        });
    }

    [Fact]
    public void Known_values_are_found()
    {
        // Second differences: 2 − 2 cos(kπ/(n + 1)).
        const int n = 60;
        var a = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            a[i * n + i] = 2;
            if (i > 0)
                a[i * n + i - 1] = a[(i - 1) * n + i] = -1;
        }
        var values = Decompose(a, n).Values;
        for (var k = 0; k < n; k++)
            Assert.Equal(2 - 2 * Math.Cos((k + 1) * Math.PI / (n + 1)), values[k], 1e-14);
    }

    [Fact]
    public void Degenerate_zero_and_badly_scaled_matrices_are_no_trouble()
    {
        const int n = 30;
        Check([.. Enumerable.Range(0, n * n).Select(k => k / n == k % n ? 3.0 : 0)], n);
        Assert.All(Decompose(new double[n * n], n).Values, v => Assert.Equal(0, v));
        // One vector times itself: all values but one are zero.
        var x = Reference.Random(n, 5);
        Check([.. Enumerable.Range(0, n * n).Select(k => x[k / n] * x[k % n])], n);
        var a = Symmetric(n, 2);
        Check([.. a.Select(v => 1e200 * v)], n);
        Check([.. a.Select(v => 1e-200 * v)], n);
        // Rows of very different size, the large ones last and first.
        foreach (var power in (double[])[0.5, -0.5])
            Check([.. a.Select((v, k) => v * Math.Pow(10, power * (k / n + k % n)))], n);
    }

    [Fact]
    public void Three_by_three_has_its_vectors_in_rows()
    {
        var a = Mat3.FromSpan(Symmetric(3, 4));
        var (values, vectors) = SymmetricEigen.Decompose(a);
        for (var k = 0; k < 3; k++)
            Assert.True((a * vectors.Row(k) - values[k] * vectors.Row(k)).Length < 1e-14);
        Assert.True(values.X <= values.Y && values.Y <= values.Z);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(33)]
    public void Rotations_find_the_same(int n)
    {
        double[] a = Symmetric(n, n), vectors = new double[n * n], values = new double[n];
        JacobiEigen.Solve((double[])a.Clone(), vectors, values);
        Assert.True(Reference.Distance(Decompose(a, n).Values, [.. values.Order()]) < 1e-13);
        for (var k = 0; k < n; k++)
        {
            double[] column = [.. Enumerable.Range(0, n).Select(i => vectors[i * n + k])];
            Assert.True(Reference.Distance(Reference.Multiply(a.AsMatrix(n, n), column.AsMatrix(n, 1)), [.. column.Select(v => values[k] * v)]) < 1e-13);
        }
    }

    [Fact]
    public void What_is_no_number_stays_none()
    {
        var (values, vectors) = Decompose([1, double.NaN, double.NaN, 1], 2);
        Assert.All(values, v => Assert.True(double.IsNaN(v)));
        Assert.All(vectors, v => Assert.True(double.IsNaN(v)));
        Assert.Empty(Decompose([], 0).Values);
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Decompose(new double[4].AsMatrix(2, 2), new double[3], new double[4].AsMatrix(2, 2)));
    }
}
