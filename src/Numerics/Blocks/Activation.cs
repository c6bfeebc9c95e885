using System.Runtime.InteropServices;

namespace Athanor.Numerics;

/// <summary>An activation on every channel of every row; no parameters.</summary>
public sealed class Activation<TLaw, TScalar>(int channels) : IBlock<TScalar>
    where TLaw : struct, IActivation
    where TScalar : unmanaged
{
    public int Inputs => channels;

    public int Outputs => channels;

    public int Parameters => 0;

    public void Value<T>(int rows, ReadOnlySpan<TScalar> theta, ReadOnlySpan<TScalar> x, Span<TScalar> y)
        where T : struct, IWide<T, TScalar>
    {
        var count = rows * channels;
        ActivationKernel.Value<T, TScalar, TLaw>(count, ref Start(x, count), ref Start(y, count));
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
        if (xBar.IsEmpty)
            return;
        var count = rows * channels;
        ActivationKernel.Slope<T, TScalar, TLaw>(count, ref Start(x, count), ref Start(y, count), ref Start(yBar, count), ref Start(xBar, count));
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
        var count = rows * channels;
        for (var t = 0; t < tangents; t++)
        {
            ActivationKernel.Slope<T, TScalar, TLaw>(
                count, ref Start(x, count), ref Start(y, count), ref Start(xDot[(t * count)..], count), ref Start(yDot[(t * count)..], count));
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
        if (xBarDot.IsEmpty)
            return;
        var count = rows * channels;
        for (var t = 0; t < tangents; t++)
        {
            var at = t * count;
            ActivationKernel.Curve<T, TScalar, TLaw>(
                count,
                ref Start(x, count),
                ref Start(y, count),
                ref Start(yBar, count),
                ref Start(xDot[at..], count),
                ref Start(yDot[at..], count),
                ref Start(yBarDot[at..], count),
                ref Start(xBarDot[at..], count));
        }
    }

    // The slice checks what the kernel, which counts for itself, does not.
    static ref TScalar Start(ReadOnlySpan<TScalar> plane, int count) => ref MemoryMarshal.GetReference(plane[..count]);
}
