using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>Radial functions of edges. A lane is an edge of one centre atom; planes of <c>stride</c> entries, one for each function.</summary>
static unsafe class AceRadialLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>r and 1/r from r², in place of it and of the coordinates, which become a direction.</summary>
    [MethodImpl(Law)]
    internal static void Directions(int count, S* x, S* y, S* z, S* r, S* inverse)
    {
        for (var e = 0; e < count; e += W.Lanes)
        {
            var length = W.Sqrt(W.Load(ref r[e], 0));
            var i = W.Inverse(length);
            W.Store(W.Load(ref x[e], 0) * i, ref x[e], 0);
            W.Store(W.Load(ref y[e], 0) * i, ref y[e], 0);
            W.Store(W.Load(ref z[e], 0) * i, ref z[e], 0);
            W.Store(length, ref r[e], 0);
            W.Store(i, ref inverse[e], 0);
        }
    }

    /// <summary>φ_b and dφ_b/dr, Å⁻¹, of distances r.</summary>
    [MethodImpl(Law)]
    internal static void Basis(int count, int stride, RadialBasis basis, S* r, S* values, S* slopes)
    {
        var functions = basis.Count;
        double reach = 1 / basis.Cutoff, scale = 1 / basis.Scale, stretch = basis.Slope, shift = basis.Shift;
        for (var e = 0; e < count; e += W.Lanes)
        {
            var distance = W.Load(ref r[e], 0);
            var u = distance * reach;
            var w = W.Max(W.Fnma(u, u, W.One), W.Zero);
            var w2 = w * w;
            var f = w2 * w;
            var df = w2 * u * (-6 * reach);
            var s = W.Inverse(W.FmaS(distance, scale, W.One));
            var x = W.FmaS(s, stretch, W.Const(shift));
            var dx = s * s * (-stretch * scale);
            W before = W.One, now = x, dBefore = W.Zero, dNow = W.One;
            S* v = values + e, d = slopes + e;
            for (var b = 0; b < functions; b++, v += stride, d += stride)
            {
                W.Store(before * f, ref v[0], 0);
                W.Store(W.Fma(before, df, dBefore * dx * f), ref d[0], 0);
                // T_{b+1} = 2 x T_b − T_{b−1}, and its derivative.
                var twice = now + now;
                var next = W.Fma(twice, x, -before);
                var dNext = W.Fma(dNow + dNow, x, twice - dBefore);
                (before, now, dBefore, dNow) = (now, next, dNow, dNext);
            }
        }
    }
}
