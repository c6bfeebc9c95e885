using System.Numerics;

namespace Athanor.Numerics.Tests;

public sealed class HermitianBatchTests
{
    const int Count = HermitianBatch.Count;

    static Complex[][] Random(int n, int seed)
    {
        var random = new Random(seed);
        var matrices = new Complex[Count][];
        for (var k = 0; k < Count; k++)
        {
            matrices[k] = new Complex[n * n];
            for (var i = 0; i < n; i++)
            {
                for (var j = i; j < n; j++)
                {
                    var z = new Complex(random.NextDouble() - 0.5, i == j ? 0 : random.NextDouble() - 0.5);
                    (matrices[k][i * n + j], matrices[k][j * n + i]) = (z, Complex.Conjugate(z));
                }
            }
        }
        return matrices;
    }

    static void Fill(HermitianBatch batch, Complex[][] matrices)
    {
        for (var k = 0; k < Count; k++)
        {
            for (var at = 0; at < batch.Size * batch.Size; at++)
                (batch.Real[at * Count + k], batch.Imaginary[at * Count + k]) = (matrices[k][at].Real, matrices[k][at].Imaginary);
        }
    }

    static (double[] Values, Complex[] Vectors) Solve(Complex[][] matrices, int n, int k)
    {
        var batch = new HermitianBatch(n);
        Fill(batch, matrices);
        batch.Decompose(vectors: true);
        var (values, vectors) = (new double[n], new Complex[n * n]);
        batch.Read(k, values, vectors);
        return (values, vectors);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(17)]
    public void Vectors_are_eigenvectors_and_orthonormal(int n)
    {
        var matrices = Random(n, n);
        // Degenerate ones among them: a projector, nothing, a diagonal.
        matrices[1] = [.. Enumerable.Range(0, n * n).Select(at => new Complex(1, 0))];
        matrices[2] = new Complex[n * n];
        matrices[3] = [.. Enumerable.Range(0, n * n).Select(at => new Complex(at % (n + 1) == 0 ? at : 0, 0))];
        for (var k = 0; k < Count; k++)
        {
            var (values, vectors) = Solve(matrices, n, k);
            for (var m = 0; m < n; m++)
            {
                Assert.True(m == 0 || values[m] >= values[m - 1]);
                for (var i = 0; i < n; i++)
                {
                    Complex product = 0, overlap = 0;
                    for (var j = 0; j < n; j++)
                    {
                        product += matrices[k][i * n + j] * vectors[m * n + j];
                        overlap += Complex.Conjugate(vectors[i * n + j]) * vectors[m * n + j];
                    }
                    Assert.True(Complex.Abs(product - values[m] * vectors[m * n + i]) < 1e-13 * n * n);
                    Assert.True(Complex.Abs(overlap - (i == m ? 1 : 0)) < 1e-13);
                }
            }
        }
    }

    [Fact]
    public void Eigenvalues_are_those_of_the_real_matrix_twice_as_large()
    {
        const int n = 6;
        var matrix = Random(n, 5)[4];
        var real = new double[4 * n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var z = matrix[i * n + j];
                real[i * 2 * n + j] = real[(i + n) * 2 * n + j + n] = z.Real;
                (real[i * 2 * n + j + n], real[(i + n) * 2 * n + j]) = (-z.Imaginary, z.Imaginary);
            }
        }
        var (values, vectors) = (new double[2 * n], new double[4 * n * n]);
        SymmetricEigen.Decompose(real.AsMatrix(2 * n, 2 * n), values, vectors.AsMatrix(2 * n, 2 * n));
        var (own, _) = Solve(Random(n, 5), n, 4);
        for (var m = 0; m < n; m++)
            Assert.Equal(values[2 * m], own[m], 13);
    }

    [Fact]
    public void Widths_give_the_same_bits() => Reference.SameEverywhere(_ =>
    {
        var (values, vectors) = Solve(Random(6, 7), 6, 3);
        return (double[])[.. values, .. vectors.Select(v => v.Real)];
    });

    [Fact]
    public void Neighbours_do_not_change_a_bit()
    {
        var matrices = Random(6, 8);
        var (values, _) = Solve(matrices, 6, 2);
        for (var k = 0; k < Count; k++)
            matrices[k] = k == 2 ? matrices[2] : new Complex[36];
        Assert.Equal(values, Solve(matrices, 6, 2).Values);
    }

    [Fact]
    public void Sums_over_blocks_are_the_plain_sums()
    {
        BlochTerm[] terms =
        [
            new(0, 0, Vec3.Zero, Mat3.Diagonal(3, 4, 5)), new(0, 1, new Vec3(1.25, -0.5, 0.1), new Mat3(1, 2, 3, 4, 5, 6, 7, 8, 9)), new(1, 0, new Vec3(-1.25, 0.5, -0.1), new Mat3(1, 4, 7, 2, 5, 8, 3, 6, 9)),
        ];
        var sum = new BlochSum(2, terms);
        var (q, phases, batch) = (new double[3 * Count], new double[sum.PhaseCount], new HermitianBatch(6));
        for (var k = 0; k < Count; k++)
            (q[k], q[Count + k], q[2 * Count + k]) = (0.1 * k, 0.2, -0.3 * k);
        sum.SetPhases(q, phases);
        sum.Evaluate(phases, batch);
        var derivative = new HermitianBatch(6);
        sum.Derivative(phases, sum.Weighted(s => s.X), derivative);
        for (var k = 0; k < Count; k++)
        {
            foreach (var t in terms)
            {
                var turn = Complex.Exp(new Complex(0, 2 * Math.PI * (0.1 * k * t.Separation.X + 0.2 * t.Separation.Y - 0.3 * k * t.Separation.Z)));
                for (var e = 0; e < 9; e++)
                {
                    var at = ((3 * t.A + e / 3) * 6 + 3 * t.B + e % 3) * Count + k;
                    var expected = t.Block[e / 3, e % 3] * turn;
                    Assert.True(Complex.Abs(new Complex(batch.Real[at], batch.Imaginary[at]) - expected) < 1e-14 * 10);
                    Assert.True(Complex.Abs(new Complex(derivative.Real[at], derivative.Imaginary[at]) - expected * t.Separation.X * Complex.ImaginaryOne) < 1e-13);
                }
            }
        }
    }
}
