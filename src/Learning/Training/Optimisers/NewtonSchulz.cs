using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// The orthogonal factor of matrices, nearly: X ← aX + (bA + cA²)X with A = XXᵀ, five times. With these coefficients (Jordan 2024) every singular value comes to between 0.68 and 1.13, the smallest fast; none converges to one, and
/// for a direction to step in none needs to. In single precision; scratch memory of one thread.
/// </summary>
sealed class NewtonSchulz
{
    const int Steps = 5;

    const float A = 3.4445f, B = -4.7750f, C = 2.0315f;

    readonly double[] _input;
    readonly float[] _x, _next, _square, _polynomial;

    /// <param name="pieces">All that there will be, for room.</param>
    internal NewtonSchulz(MatrixPiece[] pieces)
    {
        var length = pieces.Select(p => p.Length).DefaultIfEmpty(0).Max();
        var side = pieces.Select(p => Math.Min(p.Rows, p.Columns)).DefaultIfEmpty(0).Max();
        (_input, _x, _next, _square, _polynomial) = (new double[length], new float[length], new float[length], new float[side * side], new float[side * side]);
    }

    /// <summary>Where the matrix is to be written.</summary>
    internal Span<double> Input(MatrixPiece piece) => _input.AsSpan(0, piece.Length);

    /// <summary>Overwrites the input; row-major as it was.</summary>
    /// <param name="norm">Of the input, by Frobenius.</param>
    internal ReadOnlySpan<double> Orthogonal(MatrixPiece piece, double norm)
    {
        // The shorter side is the rows, so that A is small.
        var turned = piece.Rows > piece.Columns;
        var (rows, columns) = turned ? (piece.Columns, piece.Rows) : (piece.Rows, piece.Columns);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                _x[i * columns + j] = (float)(_input[turned ? j * rows + i : i * columns + j] / norm);
        }
        var (x, next) = (_x, _next);
        Span<float> square = _square.AsSpan(0, rows * rows), polynomial = _polynomial.AsSpan(0, rows * rows);
        for (var step = 0; step < Steps; step++, (x, next) = (next, x))
        {
            MatrixSpan<float> now = x.AsSpan(0, piece.Length).AsMatrix(rows, columns), then = next.AsSpan(0, piece.Length).AsMatrix(rows, columns);
            Gemm.Multiply(now, now.Transposed, square.AsMatrix(rows, rows));
            square.CopyTo(polynomial);
            Gemm.Multiply(square.AsMatrix(rows, rows), square.AsMatrix(rows, rows), polynomial.AsMatrix(rows, rows), C, B);
            x.AsSpan(0, piece.Length).CopyTo(next);
            Gemm.Multiply(polynomial.AsMatrix(rows, rows), now, then, 1, A);
        }
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                _input[turned ? j * rows + i : i * columns + j] = x[i * columns + j];
        }
        return _input.AsSpan(0, piece.Length);
    }
}
