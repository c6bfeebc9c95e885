using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>Scratch memory of one thread for <see cref="SoapPiece"/>, and the step that turns axes in it.</summary>
sealed class SoapScratch
{
    /// <summary>Added to what is iterated, in units of its trace: a side that has seen nothing keeps its axes.</summary>
    const double Shift = 1e-12;

    readonly double[] _one, _two, _product, _axes, _factors, _values;
    readonly int[] _order;

    internal SoapScratch(MatrixPiece[] pieces)
    {
        var length = pieces.Select(p => p.Length).DefaultIfEmpty(0).Max();
        var side = pieces.SelectMany(p => new[] { p.Rows, p.Columns }).Where(s => SoapPiece.SideLength(s) > 0).DefaultIfEmpty(0).Max();
        (_one, _two) = (new double[length], new double[length]);
        (_product, _axes, _factors) = (new double[side * side], new double[side * side], new double[Qr.FactorLength(side)]);
        (_values, _order) = (new double[side], new int[side]);
    }

    /// <summary>Which axis of before each axis is, after <see cref="Iterate"/>.</summary>
    internal ReadOnlySpan<int> Order => _order;

    internal Span<double> One(int length) => _one.AsSpan(0, length);

    internal Span<double> Two(int length) => _two.AsSpan(0, length);

    internal Span<double> Values(int count) => _values.AsSpan(0, count);

    /// <summary>Axes ← the orthogonal factor of M · axes, those of the largest eigenvalues first; false where there is nothing to turn.</summary>
    internal bool Iterate(ReadOnlySpan<double> symmetric, Span<double> axes, int side)
    {
        double trace = 0;
        for (var i = 0; i < side; i++)
            trace += symmetric[i * side + i];
        if (!(trace > 0))
            return false;
        Span<double> product = _product.AsSpan(0, side * side), sorted = _axes.AsSpan(0, side * side);
        Gemm.Multiply(symmetric.AsMatrix(side, side), axes.AsMatrix(side, side), product.AsMatrix(side, side), 1 / trace);
        Sort(axes, product, side);
        for (var i = 0; i < side; i++)
        {
            for (var j = 0; j < side; j++)
                sorted[i * side + j] = product[i * side + _order[j]] + Shift * axes[i * side + _order[j]];
        }
        Qr.Factor(sorted.AsMatrix(side, side), _factors);
        axes.Clear();
        for (var i = 0; i < side; i++)
            axes[i * side + i] = 1;
        Qr.Apply(sorted.AsMatrix(side, side), _factors, axes.AsMatrix(side, side));
        return true;
    }

    /// <summary>Axes by qᵀMq, falling; equal ones stay in order.</summary>
    void Sort(ReadOnlySpan<double> axes, ReadOnlySpan<double> product, int side)
    {
        var values = Values(side);
        values.Clear();
        for (var i = 0; i < side; i++)
        {
            for (var j = 0; j < side; j++)
                values[j] += axes[i * side + j] * product[i * side + j];
        }
        // They are nearly in order already, which insertion likes.
        for (var i = 0; i < side; i++)
        {
            var at = i;
            for (; at > 0 && values[_order[at - 1]] < values[i]; at--)
                _order[at] = _order[at - 1];
            _order[at] = i;
        }
    }
}
