using System.Runtime.CompilerServices;

namespace Athanor.Numerics;

/// <summary>The loops of <see cref="SymmetricEigen"/> over rows of a padded matrix. A lane is a column; no sum runs over lanes.</summary>
static class EigenKernels
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    // Columns begin at a multiple of this, the lanes of the widest.
    const int Whole = 8;

    /// <summary>Rows from <paramref name="first"/> on: A −= v wᵀ + w vᵀ, and at once product += A x. Columns before the first are left as they are by zeros of v and w, but for those of the first few lanes, which nobody reads again.</summary>
    [MethodImpl(Kernel)]
    public static void Sweep<T>(ref double a, ref double v, ref double w, ref double x, ref double product, int first, int n, int stride)
        where T : struct, IWide<T, double>
    {
        var begin = first / Whole * Whole;
        nint j = first;
        for (; j + 2 <= n; j += 2)
        {
            ref var row0 = ref Unsafe.Add(ref a, j * stride);
            ref var row1 = ref Unsafe.Add(ref row0, stride);
            T v0 = T.Broadcast(Unsafe.Add(ref v, j)), w0 = T.Broadcast(Unsafe.Add(ref w, j)), x0 = T.Broadcast(Unsafe.Add(ref x, j));
            T v1 = T.Broadcast(Unsafe.Add(ref v, j + 1)), w1 = T.Broadcast(Unsafe.Add(ref w, j + 1)), x1 = T.Broadcast(Unsafe.Add(ref x, j + 1));
            for (nint c = begin; c < stride; c += T.Lanes)
            {
                var wc = T.Load(ref w, c);
                var vc = T.Load(ref v, c);
                var r0 = T.Fnma(v0, wc, T.Fnma(w0, vc, T.Load(ref row0, c)));
                var r1 = T.Fnma(v1, wc, T.Fnma(w1, vc, T.Load(ref row1, c)));
                T.Store(r0, ref row0, c);
                T.Store(r1, ref row1, c);
                T.Store(T.Fma(x1, r1, T.Fma(x0, r0, T.Load(ref product, c))), ref product, c);
            }
        }
        if (j < n)
        {
            ref var row0 = ref Unsafe.Add(ref a, j * stride);
            T v0 = T.Broadcast(Unsafe.Add(ref v, j)), w0 = T.Broadcast(Unsafe.Add(ref w, j)), x0 = T.Broadcast(Unsafe.Add(ref x, j));
            for (nint c = begin; c < stride; c += T.Lanes)
            {
                var r0 = T.Fnma(v0, T.Load(ref w, c), T.Fnma(w0, T.Load(ref v, c), T.Load(ref row0, c)));
                T.Store(r0, ref row0, c);
                T.Store(T.Fma(x0, r0, T.Load(ref product, c)), ref product, c);
            }
        }
    }

    /// <summary>sum += Σ_j v_j row_j over rows from <paramref name="first"/> on.</summary>
    [MethodImpl(Kernel)]
    public static void Combine<T>(ref double rows, ref double v, ref double sum, int first, int n, int stride)
        where T : struct, IWide<T, double>
    {
        for (nint c = first / Whole * Whole; c < stride; c += T.Lanes)
        {
            var s = T.Load(ref sum, c);
            for (nint j = first; j < n; j++)
                s = T.Fma(T.Broadcast(Unsafe.Add(ref v, j)), T.Load(ref rows, j * stride + c), s);
            T.Store(s, ref sum, c);
        }
    }

    /// <summary>row_j −= τ v_j x, rows from <paramref name="first"/> on.</summary>
    [MethodImpl(Kernel)]
    public static void Subtract<T>(ref double rows, double tau, ref double v, ref double x, int first, int n, int stride)
        where T : struct, IWide<T, double>
    {
        for (nint j = first; j < n; j++)
        {
            var factor = T.Broadcast(tau * Unsafe.Add(ref v, j));
            for (nint c = first / Whole * Whole; c < stride; c += T.Lanes)
                T.Store(T.Fnma(factor, T.Load(ref x, c), T.Load(ref rows, j * stride + c)), ref rows, j * stride + c);
        }
    }

    /// <summary>Rotations of neighbouring rows, (i, i + 1) from i = <paramref name="end"/> − 1 down to <paramref name="first"/>: row_{i+1} = s row_i + c row_{i+1}, row_i = c row_i − s row_{i+1}. A row waits in registers for the next.</summary>
    [MethodImpl(Kernel)]
    public static void Rotate<T>(ref double rows, ref double cosines, ref double sines, int first, int end, int stride)
        where T : struct, IWide<T, double>
    {
        nint column = 0;
        nint wide = 4 * T.Lanes;
        for (; column + wide <= stride; column += wide)
        {
            ref var at = ref Unsafe.Add(ref rows, (nint)end * stride + column);
            T h0 = T.Load(ref at, 0), h1 = T.Load(ref at, T.Lanes), h2 = T.Load(ref at, 2 * T.Lanes), h3 = T.Load(ref at, 3 * T.Lanes);
            for (nint i = end - 1; i >= first; i--)
            {
                T c = T.Broadcast(Unsafe.Add(ref cosines, i)), s = T.Broadcast(Unsafe.Add(ref sines, i));
                ref var below = ref at;
                at = ref Unsafe.Subtract(ref at, stride);
                T z0 = T.Load(ref at, 0), z1 = T.Load(ref at, T.Lanes), z2 = T.Load(ref at, 2 * T.Lanes), z3 = T.Load(ref at, 3 * T.Lanes);
                T.Store(T.Fma(s, z0, c * h0), ref below, 0);
                T.Store(T.Fma(s, z1, c * h1), ref below, T.Lanes);
                T.Store(T.Fma(s, z2, c * h2), ref below, 2 * T.Lanes);
                T.Store(T.Fma(s, z3, c * h3), ref below, 3 * T.Lanes);
                h0 = T.Fnma(s, h0, c * z0);
                h1 = T.Fnma(s, h1, c * z1);
                h2 = T.Fnma(s, h2, c * z2);
                h3 = T.Fnma(s, h3, c * z3);
            }
            T.Store(h0, ref at, 0);
            T.Store(h1, ref at, T.Lanes);
            T.Store(h2, ref at, 2 * T.Lanes);
            T.Store(h3, ref at, 3 * T.Lanes);
        }
        for (; column < stride; column += T.Lanes)
        {
            ref var at = ref Unsafe.Add(ref rows, (nint)end * stride + column);
            var h = T.Load(ref at, 0);
            for (nint i = end - 1; i >= first; i--)
            {
                T c = T.Broadcast(Unsafe.Add(ref cosines, i)), s = T.Broadcast(Unsafe.Add(ref sines, i));
                ref var below = ref at;
                at = ref Unsafe.Subtract(ref at, stride);
                var z = T.Load(ref at, 0);
                T.Store(T.Fma(s, z, c * h), ref below, 0);
                h = T.Fnma(s, h, c * z);
            }
            T.Store(h, ref at, 0);
        }
    }
}
