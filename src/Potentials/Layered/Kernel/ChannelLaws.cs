using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Layered;

/// <summary>Products channel by channel: of radial functions with features, of path weights with products. A lane is a channel.</summary>
static unsafe class ChannelLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Y[m] = a X[m], or more by that, of some rows.</summary>
    [MethodImpl(Law)]
    internal static void Spread(bool more, int rows, int width, S* a, S* x, nint xs, S* y, nint ys)
    {
        for (var m = 0; m < rows; m++, x += xs, y += ys)
        {
            for (var k = 0; k < width; k += W.Lanes)
            {
                W f = W.Load(ref a[k], 0), g = W.Load(ref x[k], 0);
                W.Store(more ? W.Fma(f, g, W.Load(ref y[k], 0)) : f * g, ref y[k], 0);
            }
        }
    }

    /// <summary>Y[m] = a V[m] + b X[m], or more by that.</summary>
    [MethodImpl(Law)]
    internal static void Spread(bool more, int rows, int width, S* a, S* v, nint vs, S* b, S* x, nint xs, S* y, nint ys)
    {
        for (var m = 0; m < rows; m++, v += vs, x += xs, y += ys)
        {
            for (var k = 0; k < width; k += W.Lanes)
            {
                var sum = W.Load(ref a[k], 0) * W.Load(ref v[k], 0);
                sum = W.Fma(W.Load(ref b[k], 0), W.Load(ref x[k], 0), sum);
                W.Store(more ? sum + W.Load(ref y[k], 0) : sum, ref y[k], 0);
            }
        }
    }

    /// <summary>y = Σ_m U[m] X[m], or more by that.</summary>
    [MethodImpl(Law)]
    internal static void Gather(bool more, int rows, int width, S* u, nint us, S* x, nint xs, S* y)
    {
        for (var k = 0; k < width; k += W.Lanes)
        {
            var sum = more ? W.Load(ref y[k], 0) : W.Zero;
            S* f = u + k, g = x + k;
            for (var m = 0; m < rows; m++, f += us, g += xs)
                sum = W.Fma(W.Load(ref f[0], 0), W.Load(ref g[0], 0), sum);
            W.Store(sum, ref y[k], 0);
        }
    }

    /// <summary>y = Σ_m (U[m] X[m] + V[m] Z[m]), or more by that.</summary>
    [MethodImpl(Law)]
    internal static void Gather(bool more, int rows, int width, S* u, nint us, S* x, nint xs, S* v, nint vs, S* z, nint zs, S* y)
    {
        for (var k = 0; k < width; k += W.Lanes)
        {
            var sum = more ? W.Load(ref y[k], 0) : W.Zero;
            S* f = u + k, g = x + k, h = v + k, i = z + k;
            for (var m = 0; m < rows; m++, f += us, g += xs, h += vs, i += zs)
                sum = W.Fma(W.Load(ref h[0], 0), W.Load(ref i[0], 0), W.Fma(W.Load(ref f[0], 0), W.Load(ref g[0], 0), sum));
            W.Store(sum, ref y[k], 0);
        }
    }
}
