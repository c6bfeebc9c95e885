using System.Runtime.CompilerServices;

namespace Athanor.Numerics;

/// <summary>One Jacobi rotation of eight Hermitian matrices. A lane is a matrix. Rows turn as row_p ← c row_p − s u row_q, row_q ← s row_p + c u row_q, u being the phase of entry (p, q).</summary>
static class JacobiKernels
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    const int Count = HermitianBatch.Count;

    /// <summary>Rows of eight that <see cref="Angles"/> writes: c, s, Re u, Im u.</summary>
    public const int AngleRows = 4;

    /// <summary>Finds the angles that make entry (p, q) vanish, and changes both diagonal entries and that entry. A matrix whose entry is negligible is left alone.</summary>
    /// <returns>Whether any matrix turns.</returns>
    [MethodImpl(Kernel)]
    public static bool Angles<T>(ref double re, ref double im, ref double tolerance, ref double angles, int p, int q, int n)
        where T : struct, IWide<T, double>
    {
        nint pq = ((nint)p * n + q) * Count, qp = ((nint)q * n + p) * Count, pp = ((nint)p * n + p) * Count, qq = ((nint)q * n + q) * Count;
        uint turned = 0;
        for (nint c = 0; c < Count; c += T.Lanes)
        {
            T x = T.Load(ref re, pq + c), y = T.Load(ref im, pq + c);
            var square = T.Fma(x, x, y * y);
            var turns = T.Less(T.Load(ref tolerance, c), square);
            turned |= T.Bits(turns);
            var size = T.Sqrt(T.Select(turns, square, T.One));
            T low = T.Load(ref re, pp + c), high = T.Load(ref re, qq + c);
            // tan of the smaller of both angles: 2β / (|δ| + √(δ² + 4β²)) with the sign of δ = a_qq − a_pp.
            var gap = high - low;
            var twice = size + size;
            var tangent = twice / (T.Abs(gap) + T.Sqrt(T.Fma(gap, gap, twice * twice)));
            tangent = T.Select(turns, T.Select(T.Less(gap, T.Zero), -tangent, tangent), T.Zero);
            var cosine = T.Inverse(T.Sqrt(T.Fma(tangent, tangent, T.One)));
            T.Store(cosine, ref angles, c);
            T.Store(tangent * cosine, ref angles, Count + c);
            T.Store(T.Select(turns, x / size, T.One), ref angles, 2 * Count + c);
            T.Store(T.Select(turns, y / size, T.Zero), ref angles, 3 * Count + c);
            T.Store(T.Fnma(tangent, size, low), ref re, pp + c);
            T.Store(T.Fma(tangent, size, high), ref re, qq + c);
            x = T.Select(turns, T.Zero, x);
            y = T.Select(turns, T.Zero, y);
            T.Store(x, ref re, pq + c);
            T.Store(y, ref im, pq + c);
            T.Store(x, ref re, qp + c);
            T.Store(-y, ref im, qp + c);
        }
        return turned != 0;
    }

    /// <summary>Turns rows p and q of the matrices, and columns p and q with them, but for the entries that <see cref="Angles"/> has changed.</summary>
    [MethodImpl(Kernel)]
    public static void TurnMatrix<T>(ref double re, ref double im, ref double angles, int p, int q, int n)
        where T : struct, IWide<T, double>
    {
        for (nint c = 0; c < Count; c += T.Lanes)
        {
            T cosine = T.Load(ref angles, c), sine = T.Load(ref angles, Count + c), ur = T.Load(ref angles, 2 * Count + c), ui = T.Load(ref angles, 3 * Count + c);
            for (nint k = 0; k < n; k++)
            {
                if (k == p || k == q)
                    continue;
                nint pk = (p * n + k) * Count + c, qk = (q * n + k) * Count + c, kp = (k * n + p) * Count + c, kq = (k * n + q) * Count + c;
                T qr = T.Load(ref re, qk), qi = T.Load(ref im, qk), xr = T.Load(ref re, pk), xi = T.Load(ref im, pk);
                T yr = T.Fnma(ui, qi, ur * qr), yi = T.Fma(ui, qr, ur * qi);
                T ar = T.Fnma(sine, yr, cosine * xr), ai = T.Fnma(sine, yi, cosine * xi);
                T.Store(ar, ref re, pk);
                T.Store(ai, ref im, pk);
                T.Store(ar, ref re, kp);
                T.Store(-ai, ref im, kp);
                ar = T.Fma(sine, xr, cosine * yr);
                ai = T.Fma(sine, xi, cosine * yi);
                T.Store(ar, ref re, qk);
                T.Store(ai, ref im, qk);
                T.Store(ar, ref re, kq);
                T.Store(-ai, ref im, kq);
            }
        }
    }

    /// <summary>Turns rows p and q alone.</summary>
    [MethodImpl(Kernel)]
    public static void TurnRows<T>(ref double re, ref double im, ref double angles, int p, int q, int n)
        where T : struct, IWide<T, double>
    {
        for (nint c = 0; c < Count; c += T.Lanes)
        {
            T cosine = T.Load(ref angles, c), sine = T.Load(ref angles, Count + c), ur = T.Load(ref angles, 2 * Count + c), ui = T.Load(ref angles, 3 * Count + c);
            for (nint k = 0; k < n; k++)
            {
                nint pk = (p * n + k) * Count + c, qk = (q * n + k) * Count + c;
                T qr = T.Load(ref re, qk), qi = T.Load(ref im, qk), xr = T.Load(ref re, pk), xi = T.Load(ref im, pk);
                T yr = T.Fnma(ui, qi, ur * qr), yi = T.Fma(ui, qr, ur * qi);
                T.Store(T.Fnma(sine, yr, cosine * xr), ref re, pk);
                T.Store(T.Fnma(sine, yi, cosine * xi), ref im, pk);
                T.Store(T.Fma(sine, xr, cosine * yr), ref re, qk);
                T.Store(T.Fma(sine, xi, cosine * yi), ref im, qk);
            }
        }
    }
}
