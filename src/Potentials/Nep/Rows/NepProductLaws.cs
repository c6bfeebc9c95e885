using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>Small matrix products of the rows: too small to be packed, too many to be left to loops. A lane is a column: an edge, a tangent, a channel or a function.</summary>
static unsafe class NepProductLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>C = A B, or C += A B: four rows of two vectors at a time.</summary>
    /// <param name="count">Columns, whole vectors.</param>
    /// <param name="a">Its rows lie <paramref name="aRow"/> apart, entries of a row <paramref name="aStep"/>.</param>
    [MethodImpl(Law)]
    internal static void Product(int rows, int inner, int count, S* a, int aRow, int aStep, S* b, int bRow, S* c, int cRow, bool add)
    {
        for (var t = 0; t < count; t += 2 * W.Lanes)
        {
            // Where nothing is left for the second vector, or for later rows, the last are computed twice.
            var next = t + W.Lanes < count ? W.Lanes : 0;
            for (var i = 0; i < rows; i += 4)
            {
                S* a0 = a + i * aRow, a1 = a + Math.Min(i + 1, rows - 1) * aRow, a2 = a + Math.Min(i + 2, rows - 1) * aRow, a3 = a + Math.Min(i + 3, rows - 1) * aRow;
                S* c0 = c + i * cRow + t, c1 = c + Math.Min(i + 1, rows - 1) * cRow + t, c2 = c + Math.Min(i + 2, rows - 1) * cRow + t, c3 = c + Math.Min(i + 3, rows - 1) * cRow + t;
                W x0 = W.Zero, x1 = W.Zero, x2 = W.Zero, x3 = W.Zero, y0 = W.Zero, y1 = W.Zero, y2 = W.Zero, y3 = W.Zero;
                if (add)
                {
                    (x0, x1, x2, x3) = (W.Load(ref c0[0], 0), W.Load(ref c1[0], 0), W.Load(ref c2[0], 0), W.Load(ref c3[0], 0));
                    (y0, y1, y2, y3) = (W.Load(ref c0[next], 0), W.Load(ref c1[next], 0), W.Load(ref c2[next], 0), W.Load(ref c3[next], 0));
                }
                var bk = b + t;
                for (var k = 0; k < inner; k++, bk += bRow)
                {
                    W u = W.Load(ref bk[0], 0), v = W.Load(ref bk[next], 0);
                    W p0 = W.Broadcast(*a0), p1 = W.Broadcast(*a1), p2 = W.Broadcast(*a2), p3 = W.Broadcast(*a3);
                    x0 = W.Fma(p0, u, x0);
                    y0 = W.Fma(p0, v, y0);
                    x1 = W.Fma(p1, u, x1);
                    y1 = W.Fma(p1, v, y1);
                    x2 = W.Fma(p2, u, x2);
                    y2 = W.Fma(p2, v, y2);
                    x3 = W.Fma(p3, u, x3);
                    y3 = W.Fma(p3, v, y3);
                    a0 += aStep;
                    a1 += aStep;
                    a2 += aStep;
                    a3 += aStep;
                }
                W.Store(x0, ref c0[0], 0);
                W.Store(y0, ref c0[next], 0);
                W.Store(x1, ref c1[0], 0);
                W.Store(y1, ref c1[next], 0);
                W.Store(x2, ref c2[0], 0);
                W.Store(y2, ref c2[next], 0);
                W.Store(x3, ref c3[0], 0);
                W.Store(y3, ref c3[next], 0);
            }
        }
    }

    /// <summary>to += scale · from, <paramref name="count"/> entries and no more.</summary>
    [MethodImpl(Law)]
    internal static void AddScaled(int count, S scale, S* from, S* to)
    {
        var by = W.Broadcast(scale);
        var k = 0;
        for (; k + W.Lanes <= count; k += W.Lanes)
            W.Store(W.Fma(by, W.Load(ref from[k], 0), W.Load(ref to[k], 0)), ref to[k], 0);
        if (k < count)
            W.StoreFirst(W.Fma(by, W.LoadFirst(ref from[k], 0, count - k), W.LoadFirst(ref to[k], 0, count - k)), ref to[k], 0, count - k);
    }

    /// <summary>to = a · x + b · y, whole vectors.</summary>
    [MethodImpl(Law)]
    internal static void Combine(int count, S a, S* x, S b, S* y, S* to)
    {
        W p = W.Broadcast(a), q = W.Broadcast(b);
        for (var k = 0; k < count; k += W.Lanes)
            W.Store(W.Fma(p, W.Load(ref x[k], 0), q * W.Load(ref y[k], 0)), ref to[k], 0);
    }

    /// <summary>
    /// Rows of a network's weights, [neuron, input]: Σ over pairs of z_h y_d + u_h ẏ_d, four neurons of two vectors of inputs at a time. A pair is an atom (its y and u) and one of its tangents (its z and ẏ).
    /// </summary>
    /// <param name="atoms">By pair: the atom.</param>
    /// <param name="tangents">By pair: the tangent.</param>
    /// <param name="neurons">Of which there are; rows of u and z are filled up to a multiple of four.</param>
    [MethodImpl(Law)]
    internal static void Weights(int pairs, int* atoms, int* tangents, S* y, S* yTangent, int yRow, S* u, S* z, int uRow, int neurons, int inputs, S* to)
    {
        for (var d = 0; d < inputs; d += 2 * W.Lanes)
        {
            int first = Math.Min(W.Lanes, inputs - d), second = Math.Clamp(inputs - d - W.Lanes, 0, W.Lanes), next = second > 0 ? W.Lanes : 0;
            for (var h = 0; h < neurons; h += 4)
            {
                W x0 = W.Zero, x1 = W.Zero, x2 = W.Zero, x3 = W.Zero, v0 = W.Zero, v1 = W.Zero, v2 = W.Zero, v3 = W.Zero;
                for (var p = 0; p < pairs; p++)
                {
                    S* ya = y + atoms[p] * yRow + d, yt = yTangent + (nint)tangents[p] * yRow + d, ua = u + atoms[p] * uRow + h, zt = z + (nint)tangents[p] * uRow + h;
                    W a = W.Load(ref ya[0], 0), b = W.Load(ref ya[next], 0), c = W.Load(ref yt[0], 0), e = W.Load(ref yt[next], 0);
                    W s = W.Broadcast(zt[0]), t = W.Broadcast(ua[0]);
                    x0 = W.Fma(s, a, W.Fma(t, c, x0));
                    v0 = W.Fma(s, b, W.Fma(t, e, v0));
                    (s, t) = (W.Broadcast(zt[1]), W.Broadcast(ua[1]));
                    x1 = W.Fma(s, a, W.Fma(t, c, x1));
                    v1 = W.Fma(s, b, W.Fma(t, e, v1));
                    (s, t) = (W.Broadcast(zt[2]), W.Broadcast(ua[2]));
                    x2 = W.Fma(s, a, W.Fma(t, c, x2));
                    v2 = W.Fma(s, b, W.Fma(t, e, v2));
                    (s, t) = (W.Broadcast(zt[3]), W.Broadcast(ua[3]));
                    x3 = W.Fma(s, a, W.Fma(t, c, x3));
                    v3 = W.Fma(s, b, W.Fma(t, e, v3));
                }
                var row = to + h * inputs + d;
                W.StoreFirst(x0, ref row[0], 0, first);
                W.StoreFirst(v0, ref row[next], 0, next > 0 ? second : 0);
                if (h + 1 < neurons)
                {
                    W.StoreFirst(x1, ref row[inputs], 0, first);
                    W.StoreFirst(v1, ref row[inputs + next], 0, second);
                }
                if (h + 2 < neurons)
                {
                    W.StoreFirst(x2, ref row[2 * inputs], 0, first);
                    W.StoreFirst(v2, ref row[2 * inputs + next], 0, second);
                }
                if (h + 3 < neurons)
                {
                    W.StoreFirst(x3, ref row[3 * inputs], 0, first);
                    W.StoreFirst(v3, ref row[3 * inputs + next], 0, second);
                }
            }
        }
    }
}
