using System.Runtime.CompilerServices;

namespace Athanor.Numerics;

/// <summary>The loops of <see cref="BlochSum"/>. A lane is a wave vector.</summary>
static class BlochKernels
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    const int Count = HermitianBatch.Count;

    /// <summary>cos and sin of 2π q·s by term, eight wave vectors each.</summary>
    [MethodImpl(Kernel)]
    public static void Phases<T>(ref double separations, int terms, ref double q, ref double cosines, ref double sines)
        where T : struct, IWide<T, double>
    {
        for (nint c = 0; c < Count; c += T.Lanes)
        {
            T x = T.Load(ref q, c), y = T.Load(ref q, Count + c), z = T.Load(ref q, 2 * Count + c);
            for (nint t = 0; t < terms; t++)
            {
                ref var s = ref Unsafe.Add(ref separations, 3 * t);
                var turns = T.Fma(z, T.Broadcast(Unsafe.Add(ref s, 2)), T.Fma(y, T.Broadcast(Unsafe.Add(ref s, 1)), x * T.Broadcast(s)));
                var angle = (turns - T.Round(turns)) * (2 * Math.PI);
                T.Store(T.Cos(angle), ref cosines, t * Count + c);
                T.Store(T.Sin(angle), ref sines, t * Count + c);
            }
        }
    }

    /// <summary>Adds sign × block × phase of every term to the rows of its place.</summary>
    [MethodImpl(Kernel)]
    public static void Sum<T>(ref double blocks, ref int offsets, int terms, double sign, ref double phases, ref double matrix, int size)
        where T : struct, IWide<T, double>
    {
        var row = (nint)size * Count;
        for (nint c = 0; c < Count; c += T.Lanes)
        {
            for (nint t = 0; t < terms; t++)
            {
                var phase = T.Load(ref phases, t * Count + c) * sign;
                ref var block = ref Unsafe.Add(ref blocks, 9 * t);
                ref var at = ref Unsafe.Add(ref matrix, Unsafe.Add(ref offsets, t) + c);
                for (nint i = 0; i < 3; i++)
                {
                    T.Store(T.Fma(phase, T.Broadcast(block), T.Load(ref at, 0)), ref at, 0);
                    T.Store(T.Fma(phase, T.Broadcast(Unsafe.Add(ref block, 1)), T.Load(ref at, Count)), ref at, Count);
                    T.Store(T.Fma(phase, T.Broadcast(Unsafe.Add(ref block, 2)), T.Load(ref at, 2 * Count)), ref at, 2 * Count);
                    block = ref Unsafe.Add(ref block, 3);
                    at = ref Unsafe.Add(ref at, row);
                }
            }
        }
    }
}
