using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>From invariants to an energy, and how far they are from what training saw. A lane is a channel; rows of <c>width</c>, a whole number of vectors.</summary>
static unsafe class AceReadout<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Σ_pk weights_pk values_pk, the lanes summed in double.</summary>
    /// <param name="places">Where each row of values starts; rows of weights follow one another.</param>
    [MethodImpl(Law)]
    internal static double Dot(int rows, int width, int* places, S* weights, S* values)
    {
        // A sum that waits for itself takes four times as long.
        W a = W.Zero, b = W.Zero, c = W.Zero, d = W.Zero;
        for (var p = 0; p < rows; p++, weights += width)
        {
            var v = values + places[p];
            var k = 0;
            for (; k + 3 * W.Lanes < width; k += 4 * W.Lanes)
            {
                a = W.Fma(W.Load(ref weights[k], 0), W.Load(ref v[k], 0), a);
                b = W.Fma(W.Load(ref weights[k + W.Lanes], 0), W.Load(ref v[k + W.Lanes], 0), b);
                c = W.Fma(W.Load(ref weights[k + 2 * W.Lanes], 0), W.Load(ref v[k + 2 * W.Lanes], 0), c);
                d = W.Fma(W.Load(ref weights[k + 3 * W.Lanes], 0), W.Load(ref v[k + 3 * W.Lanes], 0), d);
            }
            for (; k < width; k += W.Lanes)
                a = W.Fma(W.Load(ref weights[k], 0), W.Load(ref v[k], 0), a);
        }
        return W.SumInDouble(a) + W.SumInDouble(b) + (W.SumInDouble(c) + W.SumInDouble(d));
    }

    /// <summary>The largest |value − centre| · perWidth, lane by lane; what is no number does not count.</summary>
    /// <param name="farthest">Out: one vector.</param>
    [MethodImpl(Law)]
    internal static void Farthest(int rows, int width, int* places, S* centre, S* perWidth, S* values, S* farthest)
    {
        W a = W.Zero, b = W.Zero;
        for (var p = 0; p < rows; p++, centre += width, perWidth += width)
        {
            var v = values + places[p];
            var k = 0;
            for (; k + W.Lanes < width; k += 2 * W.Lanes)
            {
                a = W.Max(W.Abs(W.Load(ref v[k], 0) - W.Load(ref centre[k], 0)) * W.Load(ref perWidth[k], 0), a);
                b = W.Max(W.Abs(W.Load(ref v[k + W.Lanes], 0) - W.Load(ref centre[k + W.Lanes], 0)) * W.Load(ref perWidth[k + W.Lanes], 0), b);
            }
            if (k < width)
                a = W.Max(W.Abs(W.Load(ref v[k], 0) - W.Load(ref centre[k], 0)) * W.Load(ref perWidth[k], 0), a);
        }
        W.Store(W.Max(a, b), ref farthest[0], 0);
    }
}
