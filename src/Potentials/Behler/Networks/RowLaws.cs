using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>
/// Small matrix products on rows of whole vectors: a lane is a column. The matrices are a network's layer and a batch of atoms, tens by hundreds; what
/// they need is one register block, not the packing that large products want.
/// </summary>
static unsafe class RowLaws<W>
    where W : struct, IWide<W, double>
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>
    /// C += A B; A[i, k] = a[i·rowStride + k·innerStride], B and C of <paramref name="columns"/> columns (whole vectors), C as wide as its columns.
    /// </summary>
    internal static void MultiplyAdd(int rows, int inner, int columns, double* a, int rowStride, int innerStride, double* b, int bStride, double* c)
    {
        var i = 0;
        for (; i + 4 <= rows; i += 4)
            Four(inner, columns, a + (long)i * rowStride, rowStride, innerStride, b, bStride, c + (long)i * columns);
        for (; i < rows; i++)
            One(inner, columns, a + (long)i * rowStride, innerStride, b, bStride, c + (long)i * columns);
    }

    [MethodImpl(Law)]
    static void Four(int inner, int columns, double* a, int rowStride, int innerStride, double* b, int bStride, double* c)
    {
        double* a1 = a + rowStride, a2 = a1 + rowStride, a3 = a2 + rowStride;
        double* c1 = c + columns, c2 = c1 + columns, c3 = c2 + columns;
        var o = 0;
        for (; o + W.Lanes < columns; o += 2 * W.Lanes)
        {
            W s00 = W.Load(ref c[o], 0), s01 = W.Load(ref c[o + W.Lanes], 0), s10 = W.Load(ref c1[o], 0), s11 = W.Load(ref c1[o + W.Lanes], 0);
            W s20 = W.Load(ref c2[o], 0), s21 = W.Load(ref c2[o + W.Lanes], 0), s30 = W.Load(ref c3[o], 0), s31 = W.Load(ref c3[o + W.Lanes], 0);
            var p = b + o;
            for (long k = 0, at = 0; k < inner; k++, at += innerStride, p += bStride)
            {
                W b0 = W.Load(ref p[0], 0), b1 = W.Load(ref p[W.Lanes], 0);
                var x = W.Broadcast(a[at]);
                s00 = W.Fma(x, b0, s00);
                s01 = W.Fma(x, b1, s01);
                x = W.Broadcast(a1[at]);
                s10 = W.Fma(x, b0, s10);
                s11 = W.Fma(x, b1, s11);
                x = W.Broadcast(a2[at]);
                s20 = W.Fma(x, b0, s20);
                s21 = W.Fma(x, b1, s21);
                x = W.Broadcast(a3[at]);
                s30 = W.Fma(x, b0, s30);
                s31 = W.Fma(x, b1, s31);
            }
            W.Store(s00, ref c[o], 0);
            W.Store(s01, ref c[o + W.Lanes], 0);
            W.Store(s10, ref c1[o], 0);
            W.Store(s11, ref c1[o + W.Lanes], 0);
            W.Store(s20, ref c2[o], 0);
            W.Store(s21, ref c2[o + W.Lanes], 0);
            W.Store(s30, ref c3[o], 0);
            W.Store(s31, ref c3[o + W.Lanes], 0);
        }
        if (o < columns)
        {
            W s0 = W.Load(ref c[o], 0), s1 = W.Load(ref c1[o], 0), s2 = W.Load(ref c2[o], 0), s3 = W.Load(ref c3[o], 0);
            var p = b + o;
            for (long k = 0, at = 0; k < inner; k++, at += innerStride, p += bStride)
            {
                var b0 = W.Load(ref p[0], 0);
                s0 = W.Fma(W.Broadcast(a[at]), b0, s0);
                s1 = W.Fma(W.Broadcast(a1[at]), b0, s1);
                s2 = W.Fma(W.Broadcast(a2[at]), b0, s2);
                s3 = W.Fma(W.Broadcast(a3[at]), b0, s3);
            }
            W.Store(s0, ref c[o], 0);
            W.Store(s1, ref c1[o], 0);
            W.Store(s2, ref c2[o], 0);
            W.Store(s3, ref c3[o], 0);
        }
    }

    [MethodImpl(Law)]
    static void One(int inner, int columns, double* a, int innerStride, double* b, int bStride, double* c)
    {
        for (var o = 0; o < columns; o += W.Lanes)
        {
            var s = W.Load(ref c[o], 0);
            var p = b + o;
            for (long k = 0, at = 0; k < inner; k++, at += innerStride, p += bStride)
                s = W.Fma(W.Broadcast(a[at]), W.Load(ref p[0], 0), s);
            W.Store(s, ref c[o], 0);
        }
    }

    /// <summary>sum += Σ over rows.</summary>
    [MethodImpl(Law)]
    internal static void SumRows(int rows, int columns, double* x, double* sum)
    {
        for (var o = 0; o < columns; o += W.Lanes)
        {
            var s = W.Load(ref sum[o], 0);
            for (var i = 0; i < rows; i++)
                s += W.Load(ref x[(long)i * columns + o], 0);
            W.Store(s, ref sum[o], 0);
        }
    }

    /// <summary>x ← x y.</summary>
    [MethodImpl(Law)]
    internal static void Multiply(int count, double* x, double* y)
    {
        for (var k = 0; k < count; k += W.Lanes)
            W.Store(W.Load(ref x[k], 0) * W.Load(ref y[k], 0), ref x[k], 0);
    }

    /// <summary>ᾱ ← ᾱ φ′ + β̄ (φ′)˙, β̄ ← β̄ φ′.</summary>
    [MethodImpl(Law)]
    internal static void ThroughActivation(int count, double* byValue, double* byTangent, double* slope, double* slopeTangent)
    {
        for (var k = 0; k < count; k += W.Lanes)
        {
            W alpha = W.Load(ref byValue[k], 0), beta = W.Load(ref byTangent[k], 0), s = W.Load(ref slope[k], 0);
            W.Store(W.Fma(alpha, s, beta * W.Load(ref slopeTangent[k], 0)), ref byValue[k], 0);
            W.Store(beta * s, ref byTangent[k], 0);
        }
    }
}
