using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.GaussianProcesses;

/// <summary>From invariants to û and from ∂ε/∂û back. A lane is a channel; rows of <c>width</c>, a whole number of vectors.</summary>
static unsafe class GaussianLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>to = scale (values − centre); returns the sum of squares, in double.</summary>
    /// <param name="places">Where each row of values starts; other rows follow one another.</param>
    [MethodImpl(Law)]
    internal static double Centre(int rows, int width, int* places, S scale, S* centre, S* values, S* to)
    {
        W factor = W.Broadcast(scale), a = W.Zero, b = W.Zero;
        for (var p = 0; p < rows; p++, centre += width, to += width)
        {
            var v = values + places[p];
            var k = 0;
            for (; k + W.Lanes < width; k += 2 * W.Lanes)
            {
                var x = factor * (W.Load(ref v[k], 0) - W.Load(ref centre[k], 0));
                var y = factor * (W.Load(ref v[k + W.Lanes], 0) - W.Load(ref centre[k + W.Lanes], 0));
                a = W.Fma(x, x, a);
                b = W.Fma(y, y, b);
                W.Store(x, ref to[k], 0);
                W.Store(y, ref to[k + W.Lanes], 0);
            }
            for (; k < width; k += W.Lanes)
            {
                var x = factor * (W.Load(ref v[k], 0) - W.Load(ref centre[k], 0));
                a = W.Fma(x, x, a);
                W.Store(x, ref to[k], 0);
            }
        }
        return W.SumInDouble(a) + W.SumInDouble(b);
    }

    /// <summary>x *= factor.</summary>
    [MethodImpl(Law)]
    internal static void Scale(int count, S factor, S* x)
    {
        var f = W.Broadcast(factor);
        for (var k = 0; k < count; k += W.Lanes)
            W.Store(f * W.Load(ref x[k], 0), ref x[k], 0);
    }

    /// <summary>x·y, lanes summed in double.</summary>
    [MethodImpl(Law)]
    internal static double Dot(int count, S* x, S* y)
    {
        W a = W.Zero, b = W.Zero;
        var k = 0;
        for (; k + W.Lanes < count; k += 2 * W.Lanes)
        {
            a = W.Fma(W.Load(ref x[k], 0), W.Load(ref y[k], 0), a);
            b = W.Fma(W.Load(ref x[k + W.Lanes], 0), W.Load(ref y[k + W.Lanes], 0), b);
        }
        for (; k < count; k += W.Lanes)
            a = W.Fma(W.Load(ref x[k], 0), W.Load(ref y[k], 0), a);
        return W.SumInDouble(a) + W.SumInDouble(b);
    }

    /// <summary>to = factor · x + share · y.</summary>
    [MethodImpl(Law)]
    internal static void Combine(int count, S factor, S* x, S share, S* y, S* to)
    {
        W f = W.Broadcast(factor), s = W.Broadcast(share);
        for (var k = 0; k < count; k += W.Lanes)
            W.Store(W.Fma(s, W.Load(ref y[k], 0), f * W.Load(ref x[k], 0)), ref to[k], 0);
    }
}
