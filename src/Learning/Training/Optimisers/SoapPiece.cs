using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>What <see cref="Soap"/> keeps, of all matrices one after the other.</summary>
readonly record struct SoapArrays(double[] Mean, double[] Square, double[] Left, double[] Right, double[] LeftAxes, double[] RightAxes);

/// <summary>One matrix of <see cref="Soap"/>.</summary>
/// <param name="atLeft">Where its L and left axes begin.</param>
/// <param name="atRight">Where its R and right axes begin.</param>
sealed class SoapPiece(MatrixPiece matrix, SoapArrays arrays, int atLeft, int atRight)
{
    /// <summary>A side longer than this keeps its own axes: the other side's do most of the work, and eigenvectors are dear.</summary>
    const int LongestSide = 512;

    /// <summary>Beside the root of a mean square, in units of their root mean square: gradients are summed in single precision, and what is all rounding is not to be blown up.</summary>
    internal const double Epsilon = 1e-6;

    internal MatrixPiece Matrix => matrix;

    int Rows => matrix.Rows;

    int Columns => matrix.Columns;

    bool TurnsLeft => SideLength(Rows) > 0;

    bool TurnsRight => SideLength(Columns) > 0;

    Span<double> Left => arrays.Left.AsSpan(atLeft, SideLength(Rows));

    Span<double> Right => arrays.Right.AsSpan(atRight, SideLength(Columns));

    Span<double> LeftAxes => arrays.LeftAxes.AsSpan(atLeft, SideLength(Rows));

    Span<double> RightAxes => arrays.RightAxes.AsSpan(atRight, SideLength(Columns));

    /// <summary>Numbers in L or R of a side; none where it keeps its own axes.</summary>
    internal static int SideLength(int side) => side is > 1 and <= LongestSide ? side * side : 0;

    /// <summary>L and R take in a gradient.</summary>
    internal void Gather(ReadOnlySpan<double> gradient)
    {
        var g = gradient.AsMatrix(Rows, Columns);
        if (TurnsLeft)
            Gemm.Multiply(g, g.Transposed, Left.AsMatrix(Rows, Rows), 1 - Soap.SideDecay, Soap.SideDecay);
        if (TurnsRight)
            Gemm.Multiply(g.Transposed, g, Right.AsMatrix(Columns, Columns), 1 - Soap.SideDecay, Soap.SideDecay);
    }

    /// <summary>A step.</summary>
    /// <param name="step">From 1.</param>
    internal void Move(Span<double> theta, ReadOnlySpan<double> gradient, double rate, double step, SoapScratch scratch)
    {
        Span<double> mean = arrays.Mean.AsSpan(matrix.Packed, matrix.Length), square = arrays.Square.AsSpan(matrix.Packed, matrix.Length);
        for (var i = 0; i < mean.Length; i++)
            mean[i] += (1 - Soap.MeanDecay) * (gradient[i] - mean[i]);
        var turned = Turn(gradient, scratch.One(matrix.Length), scratch.Two(matrix.Length));
        double sum = 0;
        for (var i = 0; i < square.Length; i++)
        {
            square[i] += (1 - Soap.SquareDecay) * (turned[i] * turned[i] - square[i]);
            sum += square[i];
        }
        if (sum == 0)
            return;
        var direction = Turn(mean, scratch.One(matrix.Length), scratch.Two(matrix.Length));
        var epsilon = Epsilon * Math.Sqrt(sum / square.Length);
        // What mean and mean square lack of their full weights.
        var scale = Math.Sqrt(1 - Math.Pow(Soap.SquareDecay, step)) / (1 - Math.Pow(Soap.MeanDecay, step));
        for (var i = 0; i < square.Length; i++)
            direction[i] *= scale / (Math.Sqrt(square[i]) + epsilon);
        var back = TurnBack(direction, scratch.One(matrix.Length), scratch.Two(matrix.Length));
        var keep = 1 - rate * matrix.Decay;
        for (var i = 0; i < theta.Length; i++)
            theta[i] = keep * theta[i] - rate * back[i];
    }

    /// <summary>Q_Lᵀ X Q_R, in one of two pieces of scratch memory.</summary>
    Span<double> Turn(ReadOnlySpan<double> x, Span<double> one, Span<double> two)
    {
        if (TurnsLeft)
            Gemm.Multiply(LeftAxes.AsMatrix(Rows, Rows).Transposed, x.AsMatrix(Rows, Columns), one.AsMatrix(Rows, Columns));
        else
            x.CopyTo(one);
        if (!TurnsRight)
            return one;
        Gemm.Multiply(one.AsMatrix(Rows, Columns), RightAxes.AsMatrix(Columns, Columns), two.AsMatrix(Rows, Columns));
        return two;
    }

    /// <summary>Q_L X Q_Rᵀ; <paramref name="x"/> is one of the two.</summary>
    Span<double> TurnBack(Span<double> x, Span<double> one, Span<double> two)
    {
        if (TurnsLeft)
        {
            var other = x == one ? two : one;
            Gemm.Multiply(LeftAxes.AsMatrix(Rows, Rows), x.AsMatrix(Rows, Columns), other.AsMatrix(Rows, Columns));
            x = other;
        }
        if (!TurnsRight)
            return x;
        var last = x == one ? two : one;
        Gemm.Multiply(x.AsMatrix(Rows, Columns), RightAxes.AsMatrix(Columns, Columns).Transposed, last.AsMatrix(Rows, Columns));
        return last;
    }

    /// <summary>Axes are the eigenvectors of L and R.</summary>
    internal void FindAxes(SoapScratch scratch)
    {
        if (TurnsLeft)
            SymmetricEigen.Decompose(Left.AsMatrix(Rows, Rows), scratch.Values(Rows), LeftAxes.AsMatrix(Rows, Rows));
        if (TurnsRight)
            SymmetricEigen.Decompose(Right.AsMatrix(Columns, Columns), scratch.Values(Columns), RightAxes.AsMatrix(Columns, Columns));
    }

    /// <summary>Axes turn towards the eigenvectors by one step of simultaneous iteration.</summary>
    internal void TurnAxes(SoapScratch scratch)
    {
        if (TurnsLeft && scratch.Iterate(Left, LeftAxes, Rows))
            PermuteRows(scratch);
        if (TurnsRight && scratch.Iterate(Right, RightAxes, Columns))
            PermuteColumns(scratch);
    }

    /// <summary>Mean squares go with their axes.</summary>
    void PermuteRows(SoapScratch scratch)
    {
        Span<double> square = arrays.Square.AsSpan(matrix.Packed, matrix.Length), kept = scratch.One(matrix.Length);
        var order = scratch.Order;
        square.CopyTo(kept);
        for (var i = 0; i < Rows; i++)
            kept.Slice(order[i] * Columns, Columns).CopyTo(square.Slice(i * Columns, Columns));
    }

    void PermuteColumns(SoapScratch scratch)
    {
        Span<double> square = arrays.Square.AsSpan(matrix.Packed, matrix.Length), kept = scratch.One(matrix.Length);
        var order = scratch.Order;
        square.CopyTo(kept);
        for (var i = 0; i < Rows; i++)
        {
            for (var j = 0; j < Columns; j++)
                square[i * Columns + j] = kept[i * Columns + order[j]];
        }
    }
}
