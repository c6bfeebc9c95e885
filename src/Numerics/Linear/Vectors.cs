using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Athanor.Numerics;

/// <summary>Sums and combinations of long vectors, with the same bits at any vector width.</summary>
public static class Vectors
{
    /// <summary>Σ xᵢ yᵢ as 32 interleaved partial sums, added in halves.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Check(x.Length, y.Length);
        return Widths.Bits switch
        {
            512 => VectorKernel.Dot<F64x8>(x.Length, ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y)),
            256 => VectorKernel.Dot<F64x4>(x.Length, ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y)),
            128 => VectorKernel.Dot<F64x2>(x.Length, ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y)),
            _ => VectorKernel.Dot<F64x1>(x.Length, ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y)),
        };
    }

    /// <summary>y += alpha x.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void AddScaled(double alpha, ReadOnlySpan<double> x, Span<double> y)
    {
        Check(x.Length, y.Length);
        switch (Widths.Bits)
        {
            case 512:
                VectorKernel.AddScaled<F64x8>(x.Length, alpha, ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y));
                break;
            case 256:
                VectorKernel.AddScaled<F64x4>(x.Length, alpha, ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y));
                break;
            case 128:
                VectorKernel.AddScaled<F64x2>(x.Length, alpha, ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y));
                break;
            default:
                VectorKernel.AddScaled<F64x1>(x.Length, alpha, ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y));
                break;
        }
    }

    static void Check(int x, int y)
    {
        if (x != y)
            throw new ArgumentException($"Vectors of {x} and {y} entries do not go together.");
    }
}

/// <summary>The loops of <see cref="Vectors"/>. A lane is an entry.</summary>
static class VectorKernel
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    // Entry i goes to partial sum i mod 32 at every width. Four registers at a time hide the latency of Fma; narrower machines pass several times.
    const int Partial = 32;

    [MethodImpl(Kernel)]
    public static double Dot<T>(int count, ref double x, ref double y)
        where T : struct, IWide<T, double>
    {
        Span<double> sums = stackalloc double[Partial];
        ref var s = ref sums[0];
        var whole = count - count % Partial;
        for (var group = 0; group < Partial; group += 4 * T.Lanes)
        {
            T s0 = T.Zero, s1 = T.Zero, s2 = T.Zero, s3 = T.Zero;
            for (var i = group; i < whole; i += Partial)
            {
                s0 = T.Fma(T.Load(ref x, i), T.Load(ref y, i), s0);
                s1 = T.Fma(T.Load(ref x, i + T.Lanes), T.Load(ref y, i + T.Lanes), s1);
                s2 = T.Fma(T.Load(ref x, i + 2 * T.Lanes), T.Load(ref y, i + 2 * T.Lanes), s2);
                s3 = T.Fma(T.Load(ref x, i + 3 * T.Lanes), T.Load(ref y, i + 3 * T.Lanes), s3);
            }
            T.Store(s0, ref s, group);
            T.Store(s1, ref s, group + T.Lanes);
            T.Store(s2, ref s, group + 2 * T.Lanes);
            T.Store(s3, ref s, group + 3 * T.Lanes);
        }
        for (var i = whole; i < count; i++)
            sums[i - whole] = Math.FusedMultiplyAdd(Unsafe.Add(ref x, i), Unsafe.Add(ref y, i), sums[i - whole]);
        for (var half = Partial / 2; half > 0; half /= 2)
        {
            for (var k = 0; k < half; k++)
                sums[k] += sums[k + half];
        }
        return sums[0];
    }

    [MethodImpl(Kernel)]
    public static void AddScaled<T>(int count, double alpha, ref double x, ref double y)
        where T : struct, IWide<T, double>
    {
        var a = T.Broadcast(alpha);
        var i = 0;
        for (; i + T.Lanes <= count; i += T.Lanes)
            T.Store(T.Fma(a, T.Load(ref x, i), T.Load(ref y, i)), ref y, i);
        if (i < count)
            T.StoreFirst(T.Fma(a, T.LoadFirst(ref x, i, count - i), T.LoadFirst(ref y, i, count - i)), ref y, i, count - i);
    }
}
