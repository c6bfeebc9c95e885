using System.Numerics;

namespace Athanor.Numerics;

/// <summary>
/// Eight small Hermitian matrices of one size, side by side in memory, diagonalised together: a lane is a matrix. Cyclic Jacobi rotations (Golub and Van Loan, "Matrix Computations", §8.5),
/// whose error is a few roundings of the matrix' norm. What is found of a matrix is the same bits at any width, whatever its neighbours are.
/// </summary>
/// <remarks>
/// About 40 n³ operations a matrix, all of them on whole lanes: the dynamical matrix of silicon (n = 6) takes a microsecond. Nothing is allocated after construction. For one thread at a time.
/// </remarks>
public sealed class HermitianBatch
{
    /// <summary>Matrices in a batch, whatever the width of the machine.</summary>
    public const int Count = 8;

    /// <summary>Rotations below this part of the norm are left out: a quarter of a rounding error.</summary>
    const double Negligible = 2.8e-17;

    const int MostSweeps = 40;

    readonly double[] _real, _imaginary, _vectorsReal, _vectorsImaginary, _tolerance, _angles;
    readonly int[] _order;

    /// <param name="size">n, rows of each matrix.</param>
    public HermitianBatch(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Size = size;
        (_real, _imaginary) = (new double[size * size * Count], new double[size * size * Count]);
        (_vectorsReal, _vectorsImaginary) = (new double[size * size * Count], new double[size * size * Count]);
        (_tolerance, _angles, _order) = (new double[Count], new double[JacobiKernels.AngleRows * Count], new int[size]);
    }

    /// <summary>n.</summary>
    public int Size { get; }

    /// <summary>Real parts, entry (i, j) of matrix k at (i n + j) · 8 + k. Overwritten by <see cref="Decompose"/>.</summary>
    public Span<double> Real => _real;

    /// <summary>Imaginary parts, as <see cref="Real"/>.</summary>
    public Span<double> Imaginary => _imaginary;

    public void Clear()
    {
        Array.Clear(_real);
        Array.Clear(_imaginary);
    }

    /// <summary>Copies the upper triangles, conjugate, into the lower ones, and makes the diagonals real.</summary>
    public void MirrorUpper()
    {
        for (var i = 0; i < Size; i++)
        {
            _imaginary.AsSpan((i * Size + i) * Count, Count).Clear();
            for (var j = i + 1; j < Size; j++)
            {
                int upper = (i * Size + j) * Count, lower = (j * Size + i) * Count;
                for (var k = 0; k < Count; k++)
                    (_real[lower + k], _imaginary[lower + k]) = (_real[upper + k], -_imaginary[upper + k]);
            }
        }
    }

    /// <summary>Diagonalises all eight; <see cref="Read"/> then gives the answers. Whole matrices are expected, both triangles.</summary>
    /// <param name="vectors">Whether eigenvectors are wanted.</param>
    public void Decompose(bool vectors) => Widths.Double<Work, bool>(new Work(this, vectors));

    /// <summary>Eigenvalues of one of the eight, ascending, and its eigenvectors.</summary>
    /// <param name="values">n.</param>
    /// <param name="vectors">n × n or empty: eigenvector m, of norm one, is [m n … m n + n − 1].</param>
    public void Read(int matrix, Span<double> values, Span<Complex> vectors)
    {
        for (var m = 0; m < Size; m++)
        {
            // Insertion: n is small.
            var value = _real[(m * Size + m) * Count + matrix];
            var at = m;
            for (; at > 0 && values[at - 1] > value; at--)
                (values[at], _order[at]) = (values[at - 1], _order[at - 1]);
            (values[at], _order[at]) = (value, m);
        }
        if (vectors.IsEmpty)
            return;
        for (var m = 0; m < Size; m++)
        {
            for (var i = 0; i < Size; i++)
            {
                var at = (_order[m] * Size + i) * Count + matrix;
                // Rows are conjugate eigenvectors, so that they turn as rows of the matrix do.
                vectors[m * Size + i] = new Complex(_vectorsReal[at], -_vectorsImaginary[at]);
            }
        }
    }

    void SetTolerances()
    {
        Array.Clear(_tolerance);
        for (var at = 0; at < _real.Length; at++)
            _tolerance[at % Count] += _real[at] * _real[at] + _imaginary[at] * _imaginary[at];
        foreach (ref var t in _tolerance.AsSpan())
            t *= Negligible * Negligible;
    }

    void SetIdentity()
    {
        Array.Clear(_vectorsReal);
        Array.Clear(_vectorsImaginary);
        for (var m = 0; m < Size; m++)
            _vectorsReal.AsSpan((m * Size + m) * Count, Count).Fill(1);
    }

    readonly struct Work(HermitianBatch batch, bool vectors) : IDoubleUser<bool>
    {
        public bool Use<T>()
            where T : struct, IWide<T, double>
        {
            batch.SetTolerances();
            if (vectors)
                batch.SetIdentity();
            for (var sweep = 0; sweep < MostSweeps; sweep++)
            {
                if (!Sweep<T>())
                    return true;
            }
            return false;
        }

        bool Sweep<T>()
            where T : struct, IWide<T, double>
        {
            var n = batch.Size;
            var turned = false;
            ref double re = ref batch._real[0], im = ref batch._imaginary[0], angles = ref batch._angles[0];
            for (var p = 0; p < n - 1; p++)
            {
                for (var q = p + 1; q < n; q++)
                {
                    if (!JacobiKernels.Angles<T>(ref re, ref im, ref batch._tolerance[0], ref angles, p, q, n))
                        continue;
                    turned = true;
                    JacobiKernels.TurnMatrix<T>(ref re, ref im, ref angles, p, q, n);
                    if (vectors)
                        JacobiKernels.TurnRows<T>(ref batch._vectorsReal[0], ref batch._vectorsImaginary[0], ref angles, p, q, n);
                }
            }
            return turned;
        }
    }
}
