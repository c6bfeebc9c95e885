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
        W even = W.Zero, odd = W.Zero;
        for (var p = 0; p < rows; p++, weights += width)
        {
            var v = values + places[p];
            for (var c = 0; c < width; c += 2 * W.Lanes)
            {
                even = W.Fma(W.Load(ref weights[c], 0), W.Load(ref v[c], 0), even);
                if (c + W.Lanes < width)
                    odd = W.Fma(W.Load(ref weights[c + W.Lanes], 0), W.Load(ref v[c + W.Lanes], 0), odd);
            }
        }
        return W.SumInDouble(even) + W.SumInDouble(odd);
    }

    /// <summary>The largest |value − centre| · perWidth, lane by lane; what is no number does not count.</summary>
    /// <param name="farthest">Out: one vector.</param>
    [MethodImpl(Law)]
    internal static void Farthest(int rows, int width, int* places, S* centre, S* perWidth, S* values, S* farthest)
    {
        var most = W.Zero;
        for (var p = 0; p < rows; p++, centre += width, perWidth += width)
        {
            var v = values + places[p];
            for (var c = 0; c < width; c += W.Lanes)
                most = W.Max(W.Abs(W.Load(ref v[c], 0) - W.Load(ref centre[c], 0)) * W.Load(ref perWidth[c], 0), most);
        }
        W.Store(most, ref farthest[0], 0);
    }
}
