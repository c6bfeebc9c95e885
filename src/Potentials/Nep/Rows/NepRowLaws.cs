using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>Elementwise steps of the rows. A lane is an edge, or a channel, as each says.</summary>
static unsafe class NepRowLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>to[plane] += factor · from[plane]; a lane is a channel.</summary>
    [MethodImpl(Law)]
    internal static void AddPlanes(int planes, int row, S* factor, S* from, S* to)
    {
        for (var n = 0; n < row; n += W.Lanes)
        {
            var f = W.Load(ref factor[n], 0);
            for (var p = n; p < planes * row; p += row)
                W.Store(W.Fma(f, W.Load(ref from[p], 0), W.Load(ref to[p], 0)), ref to[p], 0);
        }
    }

    /// <summary>to[plane] *= factor; a lane is a channel.</summary>
    [MethodImpl(Law)]
    internal static void ScalePlanes(int planes, int row, S* factor, S* to)
    {
        for (var n = 0; n < row; n += W.Lanes)
        {
            var f = W.Load(ref factor[n], 0);
            for (var p = n; p < planes * row; p += row)
                W.Store(f * W.Load(ref to[p], 0), ref to[p], 0);
        }
    }

    /// <summary>∂U/∂r = (along + Σ_n g_n′ P_n) û + Σ_n g_n ∇P_n; a lane is an edge, planes <paramref name="count"/> apart.</summary>
    [MethodImpl(Law)]
    internal static void Gradient(int count, int channels, S* g, S* gSlope, S* pulls, S* gradients, S* along, S* x, S* to)
    {
        for (var e = 0; e < count; e += W.Lanes)
        {
            W a = W.Load(ref along[e], 0), vx = W.Zero, vy = W.Zero, vz = W.Zero;
            S* p = gradients + e;
            for (int n = 0, at = e; n < channels; n++, at += count, p += 3 * count)
            {
                var value = W.Load(ref g[at], 0);
                a = W.Fma(W.Load(ref gSlope[at], 0), W.Load(ref pulls[at], 0), a);
                vx = W.Fma(value, W.Load(ref p[0], 0), vx);
                vy = W.Fma(value, W.Load(ref p[count], 0), vy);
                vz = W.Fma(value, W.Load(ref p[2 * count], 0), vz);
            }
            W.Store(W.Fma(a, W.Load(ref x[e], 0), vx), ref to[e], 0);
            W.Store(W.Fma(a, W.Load(ref x[e + count], 0), vy), ref to[e + count], 0);
            W.Store(W.Fma(a, W.Load(ref x[e + 2 * count], 0), vz), ref to[e + 2 * count], 0);
        }
    }

    /// <summary>∂A/∂r of one channel by each edge and axis: g′ û Y + g ∇Y. A lane is an edge; planes of edges to an axis, three to a tangent plane of <paramref name="stride"/>.</summary>
    [MethodImpl(Law)]
    internal static void Tangents(int count, int functions, int stride, S* g, S* gSlope, S* x, S* harmonics, S* gradients, S* to)
    {
        for (var e = 0; e < count; e += W.Lanes)
        {
            W value = W.Load(ref g[e], 0), slope = W.Load(ref gSlope[e], 0);
            W ux = slope * W.Load(ref x[e], 0), uy = slope * W.Load(ref x[e + count], 0), uz = slope * W.Load(ref x[e + 2 * count], 0);
            S* h = harmonics + e, v = gradients + e, t = to + e;
            for (var f = 0; f < functions; f++, h += count, v += 3 * count, t += stride)
            {
                var y = W.Load(ref h[0], 0);
                W.Store(W.Fma(ux, y, value * W.Load(ref v[0], 0)), ref t[0], 0);
                W.Store(W.Fma(uy, y, value * W.Load(ref v[count], 0)), ref t[count], 0);
                W.Store(W.Fma(uz, y, value * W.Load(ref v[2 * count], 0)), ref t[2 * count], 0);
            }
        }
    }

    /// <summary>Tangents of one radial channel: scale · g′ û.</summary>
    [MethodImpl(Law)]
    internal static void RadialTangents(int count, S scale, S* slope, S* x, S* to)
    {
        for (var e = 0; e < count; e += W.Lanes)
        {
            var s = W.Broadcast(scale) * W.Load(ref slope[e], 0);
            W.Store(s * W.Load(ref x[e], 0), ref to[e], 0);
            W.Store(s * W.Load(ref x[e + count], 0), ref to[e + count], 0);
            W.Store(s * W.Load(ref x[e + 2 * count], 0), ref to[e + 2 * count], 0);
        }
    }
}
