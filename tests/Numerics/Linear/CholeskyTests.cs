namespace Athanor.Numerics.Tests;

public sealed class CholeskyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(70)]
    [InlineData(301)]
    public void Factor_times_its_transpose_is_the_matrix(int n)
    {
        var a = Positive(n);
        var l = Reference.SameEverywhere(team =>
        {
            var copy = (double[])a.Clone();
            Cholesky.Factor(copy.AsMatrix(n, n), team);
            return copy;
        });
        for (var i = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++)
            {
                Assert.Equal(a[i * n + j], l[i * n + j]);
                l[i * n + j] = 0;
            }
        }
        Assert.True(Reference.Distance(a, Reference.Multiply(l.AsMatrix(n, n), l.AsMatrix(n, n).Transposed)) < 1e-13 * n * n + 1e-13);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(40, 3)]
    [InlineData(150, 70)]
    public void Solutions_solve(int n, int columns)
    {
        var a = Positive(n);
        var l = (double[])a.Clone();
        Cholesky.Factor(l.AsMatrix(n, n));
        var b = Reference.Random(n * columns, 5);
        var x = Reference.SameEverywhere(team =>
        {
            var copy = (double[])b.Clone();
            Cholesky.Solve(l.AsMatrix(n, n), copy.AsMatrix(n, columns), team);
            return copy;
        });
        Assert.True(Reference.Distance(b, Reference.Multiply(a.AsMatrix(n, n), x.AsMatrix(n, columns))) < 1e-10);

        var column = Enumerable.Range(0, n).Select(i => b[i * columns]).ToArray();
        var single = Reference.SameEverywhere(_ =>
        {
            var copy = (double[])column.Clone();
            Cholesky.Solve(l.AsMatrix(n, n), copy);
            return copy;
        });
        Assert.True(Reference.Distance(column, Reference.Multiply(a.AsMatrix(n, n), single.AsMatrix(n, 1))) < 1e-10);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(50)]
    public void Triangles_of_each_kind_are_solved(int n)
    {
        var t = Reference.Random(n * n, 1);
        for (var i = 0; i < n; i++)
            t[i * n + i] += n;
        double[] lower = [.. t.Select((x, k) => k % n <= k / n ? x : 0)], upper = [.. t.Select((x, k) => k % n >= k / n ? x : 0)];
        var b = Reference.Random(n * 7, 2);
        Check(lower.AsMatrix(n, n), m => Triangular.SolveLower(t.AsMatrix(n, n), m.AsMatrix(n, 7)));
        Check(lower.AsMatrix(n, n).Transposed, m => Triangular.SolveLowerTransposed(t.AsMatrix(n, n), m.AsMatrix(n, 7)));
        Check(upper.AsMatrix(n, n), m => Triangular.SolveUpper(t.AsMatrix(n, n), m.AsMatrix(n, 7)));
        CheckOne(lower.AsMatrix(n, n), v => Triangular.SolveLower(t.AsMatrix(n, n), v));
        CheckOne(lower.AsMatrix(n, n).Transposed, v => Triangular.SolveLowerTransposed(t.AsMatrix(n, n), v));
        CheckOne(upper.AsMatrix(n, n), v => Triangular.SolveUpper(t.AsMatrix(n, n), v));

        var right = Reference.Random(7 * n, 3);
        var x = (double[])right.Clone();
        Triangular.SolveRightTransposed(t.AsMatrix(n, n), x.AsMatrix(7, n));
        Assert.True(Reference.Distance(right, Reference.Multiply(x.AsMatrix(7, n), lower.AsMatrix(n, n).Transposed)) < 1e-12);

        void Check(ReadOnlyMatrixSpan<double> triangle, Action<double[]> solve)
        {
            var y = (double[])b.Clone();
            solve(y);
            Assert.True(Reference.Distance(b, Reference.Multiply(triangle, y.AsMatrix(n, 7))) < 1e-12);
        }

        void CheckOne(ReadOnlyMatrixSpan<double> triangle, Action<double[]> solve)
        {
            var y = b[..n];
            solve(y);
            Assert.True(Reference.Distance(b.AsSpan(0, n), Reference.Multiply(triangle, y.AsMatrix(n, 1))) < 1e-12);
        }
    }

    [Fact]
    public void Log_determinant()
    {
        double[] a = [4, 0, 2, 5];
        Cholesky.Factor(a.AsMatrix(2, 2));
        Assert.Equal(Math.Log(4 * 5 - 2 * 2), Cholesky.LogDeterminant(a.AsMatrix(2, 2)), 1e-15);
    }

    [Fact]
    public void A_dependent_row_is_named()
    {
        const int n = 60;
        var a = Positive(n);
        a[41 * n + 41] = -3;
        var thrown = Assert.Throws<NotPositiveDefiniteException>(() => Cholesky.Factor(a.AsMatrix(n, n)));
        Assert.Equal(41, thrown.Pivot);
        Assert.Contains("pivot 41 of 60", thrown.Message, StringComparison.Ordinal);
        a[41 * n + 41] = double.NaN;
        Assert.Throws<NotPositiveDefiniteException>(() => Cholesky.Factor(a.AsMatrix(n, n)));
        Assert.Throws<ArgumentException>(() => Cholesky.Factor(new double[6].AsMatrix(2, 3)));
    }

    static double[] Positive(int n)
    {
        var x = Reference.Random(2 * n * n, 9);
        var a = Reference.Multiply(x.AsMatrix(2 * n, n).Transposed, x.AsMatrix(2 * n, n));
        for (var i = 0; i < n; i++)
            a[i * n + i] += 0.1;
        return a;
    }
}
