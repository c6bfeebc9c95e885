using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>Vectors times small matrices, and the hidden layer. A lane is a component of the result: a neuron, a channel, a Chebyshev function.</summary>
static unsafe class NepMatrixLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>y += xᵀ M; rows of M have <paramref name="columns"/> entries, a multiple of the lanes. Four vectors of the result at a time where there are four.</summary>
    [MethodImpl(Law)]
    internal static void AddProduct(int rows, int columns, S* x, S* matrix, S* y)
    {
        var c = 0;
        for (; c + 3 * W.Lanes < columns; c += 4 * W.Lanes)
        {
            W y0 = W.Load(ref y[c], 0), y1 = W.Load(ref y[c + W.Lanes], 0), y2 = W.Load(ref y[c + 2 * W.Lanes], 0), y3 = W.Load(ref y[c + 3 * W.Lanes], 0);
            var m = matrix + c;
            for (var r = 0; r < rows; r++, m += columns)
            {
                var a = W.Broadcast(x[r]);
                y0 = W.Fma(a, W.Load(ref m[0], 0), y0);
                y1 = W.Fma(a, W.Load(ref m[W.Lanes], 0), y1);
                y2 = W.Fma(a, W.Load(ref m[2 * W.Lanes], 0), y2);
                y3 = W.Fma(a, W.Load(ref m[3 * W.Lanes], 0), y3);
            }
            W.Store(y0, ref y[c], 0);
            W.Store(y1, ref y[c + W.Lanes], 0);
            W.Store(y2, ref y[c + 2 * W.Lanes], 0);
            W.Store(y3, ref y[c + 3 * W.Lanes], 0);
        }
        for (; c < columns; c += W.Lanes)
        {
            var y0 = W.Load(ref y[c], 0);
            var m = matrix + c;
            for (var r = 0; r < rows; r++, m += columns)
                y0 = W.Fma(W.Broadcast(x[r]), W.Load(ref m[0], 0), y0);
            W.Store(y0, ref y[c], 0);
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
