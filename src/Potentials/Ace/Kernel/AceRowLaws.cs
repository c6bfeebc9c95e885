using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>Sums over rows of invariants. A lane is a channel; counts are whole numbers of vectors.</summary>
static unsafe class AceRowLaws<W>
    where W : struct, IWide<W, double>
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>to += factor · from.</summary>
    [MethodImpl(Law)]
    internal static void Add(int count, double factor, double* from, double* to)
    {
        var f = W.Broadcast(factor);
        for (var c = 0; c < count; c += W.Lanes)
            W.Store(W.Fma(f, W.Load(ref from[c], 0), W.Load(ref to[c], 0)), ref to[c], 0);
    }

    /// <summary>to = a · x + b · y.</summary>
    [MethodImpl(Law)]
    internal static void Combine(int count, double a, double* x, double b, double* y, double* to)
    {
        W first = W.Broadcast(a), second = W.Broadcast(b);
        for (var c = 0; c < count; c += W.Lanes)
            W.Store(W.Fma(first, W.Load(ref x[c], 0), second * W.Load(ref y[c], 0)), ref to[c], 0);
    }

    /// <summary>to += x · y.</summary>
    [MethodImpl(Law)]
    internal static void AddProduct(int count, double* x, double* y, double* to)
    {
        for (var c = 0; c < count; c += W.Lanes)
            W.Store(W.Fma(W.Load(ref x[c], 0), W.Load(ref y[c], 0), W.Load(ref to[c], 0)), ref to[c], 0);
    }
}
