using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>The inner loops between basis functions and densities on a block of points. A lane is a point; rows hold <see cref="MolecularGrid.Block"/>, a row a function.</summary>
internal static class DensityKernels
{
    const int Block = MolecularGrid.Block;

    /// <summary>sum_p = factor Σ_f a_fp b_fp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Contract<W>(int functions, ref double a, ref double b, double factor, ref double sum)
        where W : struct, IWide<W, double>
    {
        for (nint p = 0; p < Block; p += W.Lanes)
        {
            // Two sums, so that one need not wait for the other.
            W even = W.Zero, odd = W.Zero;
            var at = p;
            var f = 0;
            for (; f + 1 < functions; f += 2, at += 2 * Block)
            {
                even = W.Fma(W.Load(ref a, at), W.Load(ref b, at), even);
                odd = W.Fma(W.Load(ref a, at + Block), W.Load(ref b, at + Block), odd);
            }
            if (f < functions)
                even = W.Fma(W.Load(ref a, at), W.Load(ref b, at), even);
            W.Store((even + odd) * factor, ref sum, p);
        }
    }

    /// <summary>made_f = v φ_f for every function.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Weigh<W>(int functions, ref double values, ref double v, ref double made)
        where W : struct, IWide<W, double>
    {
        for (nint f = 0; f < functions; f++)
        {
            for (nint p = 0; p < Block; p += W.Lanes)
                W.Store(W.Load(ref v, p) * W.Load(ref values, f * Block + p), ref made, f * Block + p);
        }
    }

    /// <summary>made_f = v φ_f + a · ∇φ_f for every function.</summary>
    /// <param name="values">φ, and after it the three derivatives.</param>
    /// <param name="v">Row v, and after it those of a.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void WeighSlopes<W>(int functions, ref double values, ref double v, ref double made)
        where W : struct, IWide<W, double>
    {
        nint face = (nint)functions * Block;
        for (nint f = 0; f < functions; f++)
        {
            for (nint p = 0; p < Block; p += W.Lanes)
            {
                var at = f * Block + p;
                var sum = W.Load(ref v, p) * W.Load(ref values, at);
                sum = W.Fma(W.Load(ref v, Block + p), W.Load(ref values, face + at), sum);
                sum = W.Fma(W.Load(ref v, 2 * Block + p), W.Load(ref values, 2 * face + at), sum);
                W.Store(W.Fma(W.Load(ref v, 3 * Block + p), W.Load(ref values, 3 * face + at), sum), ref made, at);
            }
        }
    }

    /// <summary>sum_p += d w.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Add<W>(ref double d, ref double w, ref double sum)
        where W : struct, IWide<W, double>
    {
        for (nint p = 0; p < Block; p += W.Lanes)
            W.Store(W.Fma(W.Load(ref d, p), W.Load(ref w, p), W.Load(ref sum, p)), ref sum, p);
    }

    /// <summary>sum_p += d w + (a · ∇d) x.</summary>
    /// <param name="d">Row d; its derivatives are <paramref name="face"/> apart.</param>
    /// <param name="v">Row v, and after it those of a.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void AddSlopes<W>(ref double d, nint face, ref double w, ref double x, ref double v, ref double sum)
        where W : struct, IWide<W, double>
    {
        for (nint p = 0; p < Block; p += W.Lanes)
        {
            var along = W.Load(ref v, Block + p) * W.Load(ref d, face + p);
            along = W.Fma(W.Load(ref v, 2 * Block + p), W.Load(ref d, 2 * face + p), along);
            along = W.Fma(W.Load(ref v, 3 * Block + p), W.Load(ref d, 3 * face + p), along);
            var s = W.Fma(W.Load(ref d, p), W.Load(ref w, p), W.Load(ref sum, p));
            W.Store(W.Fma(along, W.Load(ref x, p), s), ref sum, p);
        }
    }
}
