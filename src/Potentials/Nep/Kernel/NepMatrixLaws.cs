using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>Vectors times small matrices, and the hidden layer. A lane is a component of the result: a neuron, a channel, a Chebyshev function.</summary>
static unsafe class NepMatrixLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>
    /// y += xᵀ M; rows of M have <paramref name="columns"/> entries, a multiple of the lanes. Four vectors of the result and two rows at a time, then single vectors and four
    /// rows: a sum that waits for itself takes four times as long.
    /// </summary>
    internal static void AddProduct(int rows, int columns, S* x, S* matrix, S* y)
    {
        var wide = columns / (4 * W.Lanes) * (4 * W.Lanes);
        if (wide > 0)
            AddWide(rows, columns, wide, x, matrix, y);
        if (wide < columns)
            AddNarrow(rows, columns, wide, x, matrix, y);
    }

    [MethodImpl(Law)]
    static void AddWide(int rows, int columns, int wide, S* x, S* matrix, S* y)
    {
        for (var c = 0; c < wide; c += 4 * W.Lanes)
        {
            W y0 = W.Load(ref y[c], 0), y1 = W.Load(ref y[c + W.Lanes], 0), y2 = W.Load(ref y[c + 2 * W.Lanes], 0), y3 = W.Load(ref y[c + 3 * W.Lanes], 0);
            W z0 = W.Zero, z1 = W.Zero, z2 = W.Zero, z3 = W.Zero;
            var m = matrix + c;
            var r = 0;
            for (; r + 1 < rows; r += 2, m += 2 * columns)
            {
                W a = W.Broadcast(x[r]), b = W.Broadcast(x[r + 1]);
                var next = m + columns;
                y0 = W.Fma(a, W.Load(ref m[0], 0), y0);
                y1 = W.Fma(a, W.Load(ref m[W.Lanes], 0), y1);
                y2 = W.Fma(a, W.Load(ref m[2 * W.Lanes], 0), y2);
                y3 = W.Fma(a, W.Load(ref m[3 * W.Lanes], 0), y3);
                z0 = W.Fma(b, W.Load(ref next[0], 0), z0);
                z1 = W.Fma(b, W.Load(ref next[W.Lanes], 0), z1);
                z2 = W.Fma(b, W.Load(ref next[2 * W.Lanes], 0), z2);
                z3 = W.Fma(b, W.Load(ref next[3 * W.Lanes], 0), z3);
            }
            if (r < rows)
            {
                var a = W.Broadcast(x[r]);
                y0 = W.Fma(a, W.Load(ref m[0], 0), y0);
                y1 = W.Fma(a, W.Load(ref m[W.Lanes], 0), y1);
                y2 = W.Fma(a, W.Load(ref m[2 * W.Lanes], 0), y2);
                y3 = W.Fma(a, W.Load(ref m[3 * W.Lanes], 0), y3);
            }
            W.Store(y0 + z0, ref y[c], 0);
            W.Store(y1 + z1, ref y[c + W.Lanes], 0);
            W.Store(y2 + z2, ref y[c + 2 * W.Lanes], 0);
            W.Store(y3 + z3, ref y[c + 3 * W.Lanes], 0);
        }
    }

    [MethodImpl(Law)]
    static void AddNarrow(int rows, int columns, int from, S* x, S* matrix, S* y)
    {
        for (var c = from; c < columns; c += W.Lanes)
        {
            W y0 = W.Load(ref y[c], 0), y1 = W.Zero, y2 = W.Zero, y3 = W.Zero;
            var m = matrix + c;
            var r = 0;
            for (; r + 3 < rows; r += 4, m += 4 * columns)
            {
                y0 = W.Fma(W.Broadcast(x[r]), W.Load(ref m[0], 0), y0);
                y1 = W.Fma(W.Broadcast(x[r + 1]), W.Load(ref m[columns], 0), y1);
                y2 = W.Fma(W.Broadcast(x[r + 2]), W.Load(ref m[2 * columns], 0), y2);
                y3 = W.Fma(W.Broadcast(x[r + 3]), W.Load(ref m[3 * columns], 0), y3);
            }
            for (; r < rows; r++, m += columns)
                y0 = W.Fma(W.Broadcast(x[r]), W.Load(ref m[0], 0), y0);
            W.Store(y0 + y1 + (y2 + y3), ref y[c], 0);
        }
    }

    /// <summary>In place: neurons' sums to tanh.</summary>
    [MethodImpl(Law)]
    internal static void Tanh(int neurons, S* sums)
    {
        for (var h = 0; h < neurons; h += W.Lanes)
            W.Store(W.Tanh(W.Load(ref sums[h], 0)), ref sums[h], 0);
    }

    /// <summary>Σ_h w_h t_h, and slope = w (1 − t²).</summary>
    [MethodImpl(Law)]
    internal static S Output(int neurons, S* t, S* weights, S* slope)
    {
        var sum = W.Zero;
        for (var h = 0; h < neurons; h += W.Lanes)
        {
            W value = W.Load(ref t[h], 0), w = W.Load(ref weights[h], 0);
            sum = W.Fma(w, value, sum);
            W.Store(W.Fnma(w * value, value, w), ref slope[h], 0);
        }
        return W.Sum(sum);
    }

    /// <summary>slope += factor · w (1 − t²).</summary>
    [MethodImpl(Law)]
    internal static void AddSlopes(int neurons, S* t, S* weights, S factor, S* slope)
    {
        var f = W.Broadcast(factor);
        for (var h = 0; h < neurons; h += W.Lanes)
        {
            W value = W.Load(ref t[h], 0), w = W.Load(ref weights[h], 0) * f;
            W.Store(W.Load(ref slope[h], 0) + W.Fnma(w * value, value, w), ref slope[h], 0);
        }
    }
}
