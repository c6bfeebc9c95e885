using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>From invariants to an energy. A lane is a channel.</summary>
static unsafe class AceReadout<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    /// <summary>Σ_k weights_k values_k, the lanes summed in double.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static double Dot(int channels, S* weights, S* values)
    {
        var sum = W.Zero;
        for (var c = 0; c < channels; c += W.Lanes)
            sum = W.Fma(W.Load(ref weights[c], 0), W.Load(ref values[c], 0), sum);
        return W.SumInDouble(sum);
    }
}
