namespace Athanor.Numerics.Tests;

public sealed class QrTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(9, 9)]
    [InlineData(50, 11)]
    [InlineData(300, 150)]
    public void Q_is_orthogonal_and_Q_R_is_the_matrix(int m, int n)
    {
        var a = Reference.Random(m * n, 1);
        var t = new double[Qr.FactorLength(n)];
        var f = Reference.SameEverywhere(team =>
        {
            var copy = (double[])a.Clone();
            Qr.Factor(copy.AsMatrix(m, n), t, team);
            return copy;
        });
        var q = new double[m * n];
        for (var i = 0; i < n; i++)
            q[i * n + i] = 1;
        Qr.Apply(f.AsMatrix(m, n), t, q.AsMatrix(m, n));
        var gram = Reference.Multiply(q.AsMatrix(m, n).Transposed, q.AsMatrix(m, n));
        double[] identity = [.. Enumerable.Range(0, n * n).Select(k => k / n == k % n ? 1.0 : 0)];
        Assert.True(Reference.Distance(gram, identity) < 1e-13);
        double[] r = [.. Enumerable.Range(0, n * n).Select(k => k / n <= k % n ? f[k] : 0)];
        Assert.True(Reference.Distance(a, Reference.Multiply(q.AsMatrix(m, n), r.AsMatrix(n, n))) < 1e-13);

        Qr.ApplyTransposed(f.AsMatrix(m, n), t, q.AsMatrix(m, n));
        Assert.True(Reference.Distance(q.AsSpan(0, n * n), identity) < 1e-13);
    }

    [Theory]
    [InlineData(40, 6, 1)]
    [InlineData(400, 90, 3)]
    public void The_residual_of_a_fit_is_orthogonal_to_the_columns(int m, int n, int k)
    {
        double[] a = Reference.Random(m * n, 1), b = Reference.Random(m * k, 2), x = new double[n * k];
        Qr.SolveLeastSquares(((double[])a.Clone()).AsMatrix(m, n), ((double[])b.Clone()).AsMatrix(m, k), x.AsMatrix(n, k));
        var fitted = Reference.Multiply(a.AsMatrix(m, n), x.AsMatrix(n, k));
        double[] residual = [.. b.Zip(fitted, (p, q) => p - q)];
        var along = Reference.Multiply(a.AsMatrix(m, n).Transposed, residual.AsMatrix(m, k));
        Assert.True(Reference.Distance(along, new double[n * k]) < 1e-12);
    }

    [Fact]
    public void A_dependent_column_is_named()
    {
        const int m = 90, n = 70;
        var a = Reference.Random(m * n, 1);
        for (var i = 0; i < m; i++)
            a[i * n + 66] = a[i * n] - 2 * a[i * n + 5];
        var thrown = Assert.Throws<ArithmeticException>(() => Qr.SolveLeastSquares(a.AsMatrix(m, n), new double[m].AsMatrix(m, 1), new double[n].AsMatrix(n, 1)));
        Assert.Contains("Column 66 of 70", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Qr.Factor(new double[6].AsMatrix(2, 3), new double[Qr.FactorLength(3)]));
        Assert.Throws<ArgumentException>(() => Qr.Factor(new double[6].AsMatrix(3, 2), new double[3]));
    }
}
