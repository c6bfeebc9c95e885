using System.Runtime.InteropServices;

namespace Athanor.Numerics;

/// <summary>
/// An affine layer: y = x W + b. Parameters: W, inputs × outputs row-major, then b. A lane is an output channel (see <see cref="GemmTile"/>).
/// A tangent is another plane through the same product.
/// </summary>
public sealed class Dense<TScalar>(int inputs, int outputs) : IBlock<TScalar>
    where TScalar : unmanaged
{
    public int Inputs => inputs;

    public int Outputs => outputs;

    public int Parameters => (inputs + 1) * outputs;

    int Weights => inputs * outputs;

    public void Value<T>(int rows, ReadOnlySpan<TScalar> theta, ReadOnlySpan<TScalar> x, Span<TScalar> y)
        where T : struct, IWide<T, TScalar>
    {
        DenseKernel.Fill(theta.Slice(Weights, outputs), y[..(rows * outputs)]);
        Forward<T>(rows, x, theta, y, add: true);
    }

    public void Pull<T>(
        int rows,
        ReadOnlySpan<TScalar> theta,
        ReadOnlySpan<TScalar> x,
        ReadOnlySpan<TScalar> y,
        ReadOnlySpan<TScalar> yBar,
        Span<TScalar> xBar,
        Span<TScalar> thetaBar)
        where T : struct, IWide<T, TScalar>
    {
        if (!xBar.IsEmpty)
            Back<T>(rows, yBar, theta, xBar, add: false);
        if (thetaBar.IsEmpty)
            return;
        Outer<T>(rows, x, yBar, thetaBar);
        SumRows<T>(rows, yBar, thetaBar);
    }

    public void Push<T>(
        int rows,
        int tangents,
        ReadOnlySpan<TScalar> theta,
        ReadOnlySpan<TScalar> thetaDot,
        ReadOnlySpan<TScalar> x,
        ReadOnlySpan<TScalar> y,
        ReadOnlySpan<TScalar> xDot,
        Span<TScalar> yDot)
        where T : struct, IWide<T, TScalar>
    {
        Forward<T>(rows * tangents, xDot, theta, yDot, add: false);
        if (thetaDot.IsEmpty)
            return;
        for (var t = 0; t < tangents; t++)
        {
            var along = thetaDot.Slice(t * Parameters, Parameters);
            var plane = yDot.Slice(t * rows * outputs, rows * outputs);
            Forward<T>(rows, x, along, plane, add: true);
            for (var r = 0; r < rows; r++)
                AddTo<T>(along[Weights..], plane.Slice(r * outputs, outputs));
        }
    }

    public void PullPush<T>(
        int rows,
        int tangents,
        ReadOnlySpan<TScalar> theta,
        ReadOnlySpan<TScalar> thetaDot,
        ReadOnlySpan<TScalar> x,
        ReadOnlySpan<TScalar> y,
        ReadOnlySpan<TScalar> yBar,
        ReadOnlySpan<TScalar> xDot,
        ReadOnlySpan<TScalar> yDot,
        ReadOnlySpan<TScalar> yBarDot,
        Span<TScalar> xBarDot,
        Span<TScalar> thetaBarDot)
        where T : struct, IWide<T, TScalar>
    {
        if (!xBarDot.IsEmpty)
            Back<T>(rows * tangents, yBarDot, theta, xBarDot, add: false);
        for (var t = 0; t < tangents; t++)
        {
            if (!xBarDot.IsEmpty && !thetaDot.IsEmpty)
                Back<T>(rows, yBar, thetaDot.Slice(t * Parameters, Parameters), xBarDot.Slice(t * rows * inputs, rows * inputs), add: true);
            if (thetaBarDot.IsEmpty)
                continue;
            var sum = thetaBarDot.Slice(t * Parameters, Parameters);
            var bar = yBarDot.Slice(t * rows * outputs, rows * outputs);
            Outer<T>(rows, xDot.Slice(t * rows * inputs, rows * inputs), yBar, sum);
            Outer<T>(rows, x, bar, sum);
            SumRows<T>(rows, bar, sum);
        }
    }

    // y (+)= x W
    void Forward<T>(int rows, ReadOnlySpan<TScalar> x, ReadOnlySpan<TScalar> theta, Span<TScalar> y, bool add)
        where T : struct, IWide<T, TScalar> =>
        Gemm.Multiply<T, TScalar>(x.AsMatrix(rows, inputs), theta.AsMatrix(inputs, outputs), y.AsMatrix(rows, outputs), add);

    // x̄ (+)= ȳ Wᵀ
    void Back<T>(int rows, ReadOnlySpan<TScalar> yBar, ReadOnlySpan<TScalar> theta, Span<TScalar> xBar, bool add)
        where T : struct, IWide<T, TScalar> =>
        Gemm.Multiply<T, TScalar>(yBar.AsMatrix(rows, outputs), theta.AsMatrix(inputs, outputs).Transposed, xBar.AsMatrix(rows, inputs), add);

    // W̄ += xᵀ ȳ
    void Outer<T>(int rows, ReadOnlySpan<TScalar> x, ReadOnlySpan<TScalar> yBar, Span<TScalar> thetaBar)
        where T : struct, IWide<T, TScalar> =>
        Gemm.Multiply<T, TScalar>(x.AsMatrix(rows, inputs).Transposed, yBar.AsMatrix(rows, outputs), thetaBar.AsMatrix(inputs, outputs), add: true);

    void SumRows<T>(int rows, ReadOnlySpan<TScalar> yBar, Span<TScalar> thetaBar)
        where T : struct, IWide<T, TScalar> =>
        DenseKernel.AddRows<T, TScalar>(
            rows, outputs, ref MemoryMarshal.GetReference(yBar[..(rows * outputs)]), ref MemoryMarshal.GetReference(thetaBar.Slice(Weights, outputs)));

    void AddTo<T>(ReadOnlySpan<TScalar> bias, Span<TScalar> row)
        where T : struct, IWide<T, TScalar> =>
        DenseKernel.AddRows<T, TScalar>(1, outputs, ref MemoryMarshal.GetReference(bias), ref MemoryMarshal.GetReference(row));
}
