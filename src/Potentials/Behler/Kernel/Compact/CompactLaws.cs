using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>
/// What compact functions are computed from. A lane is an edge in <see cref="Window{TCore}"/> over edges, else a pair of edges (j, k) in some rows of a tile: entry after entry, each row's in
/// whole vectors.
/// </summary>
/// <remarks>
/// Nothing is packed, other than for <see cref="TripletLaws{W,S}"/>: a pair's angle serves all windows in r, which end at different edges. So for a row j the windows of angles A_a(θ_jk) are
/// computed once, and G_wa = Σ_j C_w(j) Σ_k C_w(k) A_a(θ_jk) costs one multiplication for each function and pair.
/// </remarks>
static unsafe class CompactLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>An angle beyond every window.</summary>
    const double Nowhere = 1e3;

    /// <summary>Windows below this are zero: products of three of them must not become denormal numbers, which processors multiply a hundred times slower.</summary>
    static readonly double Floor = typeof(S) == typeof(float) ? 1e-12 : 1e-100;

    /// <summary>sin θ of the smallest angle that can be told from none.</summary>
    static readonly double LeastSine = typeof(S) == typeof(float) ? 2e-4 : 1e-8;

    /// <summary>C and C′/r, times a weight.</summary>
    [MethodImpl(Law)]
    internal static void Window<TCore>(int entries, in CompactWindow window, double weight, S* r, S* inverse, S* value, S* slope)
        where TCore : ICutoffLaw
    {
        double skew = window.Skewed ? 1 : 0;
        W middle = W.Const(window.Middle), perWidth = W.Const(1 / window.HalfWidth), times = W.Const(weight), by = W.Const(weight / window.HalfWidth), bend = W.Const(skew), line = W.Const(1 + skew), one = W.One, floor = W.Const(Floor);
        for (var k = 0; k < entries; k += W.Lanes)
        {
            var d = W.Load(ref r[k], 0) - middle;
            var x = W.Abs(d) * perWidth;
            var inside = W.Less(x, one);
            x = W.Min(x, one);
            // x, or x(2 − x).
            TCore.Evaluate(W.Fnma(bend * x, x, line * x), out var f, out var df);
            inside = W.And(inside, W.Less(floor, f));
            df *= W.Fnma(bend + bend, x, line) * by * W.Load(ref inverse[k], 0);
            W.Store(W.Select(inside, f * times, W.Zero), ref value[k], 0);
            W.Store(W.Select(inside, W.Select(W.Less(d, W.Zero), -df, df), W.Zero), ref slope[k], 0);
        }
    }

    /// <summary>A += w C′/r: the pull of w on Σ C.</summary>
    [MethodImpl(Law)]
    internal static void PullSum(int begin, int end, double w, S* slope, S* a)
    {
        var by = W.Const(w);
        for (var k = begin; k < end; k += W.Lanes)
            W.Store(W.Fma(W.Load(ref slope[k], 0), by, W.Load(ref a[k], 0)), ref a[k], 0);
    }

    /// <summary>cos θ_jk, 2 where k ≤ j in a triangular tile, and, where wanted (not null), r_jk and its inverse. Returns how many entries the rows have.</summary>
    [MethodImpl(Law)]
    internal static int Cosines(in TripletTile rows, in EdgeArrays<S> edges, S* cosine, S* across, S* perAcross)
    {
        var t = rows;
        var e = edges;
        W least = W.Const(1e-12), none = W.Const(2);
        nint n = 0;
        for (var j = t.RowBegin; j < t.RowEnd; j++)
        {
            W xj = W.Broadcast(e.X[j]), yj = W.Broadcast(e.Y[j]), zj = W.Broadcast(e.Z[j]), perJ = W.Broadcast(e.Inverse[j]), row = W.Const(t.Triangular ? j : -1);
            for (var k = t.First(j, W.Lanes); k < t.ColumnEnd; k += W.Lanes, n += W.Lanes)
            {
                W xk = W.Load(ref e.X[k], 0), yk = W.Load(ref e.Y[k], 0), zk = W.Load(ref e.Z[k], 0);
                var dot = W.Fma(xk, xj, W.Fma(yk, yj, zk * zj));
                W.Store(W.Select(W.Less(row, W.Iota + W.Const(k)), dot * perJ * W.Load(ref e.Inverse[k], 0), none), ref cosine[n], 0);
                if (across == null)
                    continue;
                W dx = xk - xj, dy = yk - yj, dz = zk - zj;
                // The row's own edge is among the lanes that are no pairs.
                var length = W.Sqrt(W.Max(W.Fma(dx, dx, W.Fma(dy, dy, dz * dz)), least));
                W.Store(length, ref across[n], 0);
                W.Store(W.Inverse(length), ref perAcross[n], 0);
            }
        }
        return (int)n;
    }

    /// <summary>θ and −1/sin θ from cos θ; what is no pair gets an angle beyond every window.</summary>
    /// <remarks>Straight angles are angles like others: where a window is not zero there it is flat, so that the limit of the derivative is zero.</remarks>
    [MethodImpl(Law)]
    internal static void Angles(int entries, S* cosine, S* theta, S* perSine)
    {
        W one = W.One, least = W.Const(LeastSine), minusOne = W.Const(-1), none = W.Const(1.5);
        for (var k = 0; k < entries; k += W.Lanes)
        {
            var given = W.Load(ref cosine[k], 0);
            var c = W.Max(minusOne, W.Min(one, given));
            var sine = W.Max(W.Sqrt((1 - c) * (c + 1)), least);
            W.Store(minusOne / sine, ref perSine[k], 0);
            W.Store(W.Select(W.Less(given, none), ArcCosine.Of(c), W.Const(Nowhere)), ref theta[k], 0);
        }
    }

    /// <summary>A(θ) and, where wanted (not null), A′(θ).</summary>
    [MethodImpl(Law)]
    internal static void Angle<TCore>(int entries, in AngleWindow window, S* theta, S* value, S* slope)
        where TCore : ICutoffLaw
    {
        W middle = W.Const(window.Middle), perWidth = W.Const(window.PerWidth), one = W.One, floor = W.Const(Floor);
        for (var k = 0; k < entries; k += W.Lanes)
        {
            var d = W.Load(ref theta[k], 0) - middle;
            var x = W.Abs(d) * perWidth;
            var inside = W.Less(x, one);
            TCore.Evaluate(W.Min(x, one), out var f, out var df);
            inside = W.And(inside, W.Less(floor, f));
            W.Store(W.Select(inside, f, W.Zero), ref value[k], 0);
            if (slope == null)
                continue;
            df *= perWidth;
            W.Store(W.Select(inside, W.Select(W.Less(d, W.Zero), -df, df), W.Zero), ref slope[k], 0);
        }
    }

    /// <summary>sums_a += Σ_j C(j) Σ_k C(k) A_a(k), the sums lane by lane, four angles at a time.</summary>
    /// <param name="end">Where the window's columns end; rows of which the window is zero have none.</param>
    /// <param name="across">C(r_jk) in the narrow form, which multiplies this; else null.</param>
    [MethodImpl(Law)]
    internal static void Accumulate(in TripletTile rows, int end, S* window, S* across, S* angles, int stride, int count, S* sums)
    {
        var t = rows;
        for (var a = 0; a < count; a += 4)
        {
            // Past the last angle the last is summed again, to nowhere.
            S* p0 = angles + (long)a * stride, p1 = a + 1 < count ? p0 + stride : p0, p2 = a + 2 < count ? p1 + stride : p1, p3 = a + 3 < count ? p2 + stride : p2;
            W s0 = W.Zero, s1 = W.Zero, s2 = W.Zero, s3 = W.Zero;
            nint row = 0;
            for (var j = t.RowBegin; j < t.RowEnd; j++)
            {
                int first = t.First(j, W.Lanes);
                if (window[j] != S.Zero)
                {
                    var uj = W.Broadcast(window[j]);
                    var n = row;
                    for (var k = first; k < end; k += W.Lanes, n += W.Lanes)
                    {
                        var u = W.Load(ref window[k], 0) * uj;
                        if (across != null)
                            u *= W.Load(ref across[n], 0);
                        s0 = W.Fma(u, W.Load(ref p0[n], 0), s0);
                        s1 = W.Fma(u, W.Load(ref p1[n], 0), s1);
                        s2 = W.Fma(u, W.Load(ref p2[n], 0), s2);
                        s3 = W.Fma(u, W.Load(ref p3[n], 0), s3);
                    }
                }
                row += t.ColumnEnd - first;
            }
            var s = sums + a * W.Lanes;
            W.Store(W.Load(ref s[0], 0) + s0, ref s[0], 0);
            W.Store(W.Load(ref s[W.Lanes], 0) + s1, ref s[W.Lanes], 0);
            W.Store(W.Load(ref s[2 * W.Lanes], 0) + s2, ref s[2 * W.Lanes], 0);
            W.Store(W.Load(ref s[3 * W.Lanes], 0) + s3, ref s[3 * W.Lanes], 0);
        }
    }

    /// <summary>
    /// The pull of weights w_a on one window's functions, with B = Σ w_a A_a and D = Σ w_a A′_a: turn += C(j) C(k) D, onK += C(j) C′(k)/r B, and for each row
    /// onJ += C′(j)/r Σ_k C(k) B.
    /// </summary>
    /// <param name="acrossValue">C(r_jk) in the narrow form, which multiplies all this; else null.</param>
    /// <param name="acrossSlope">Its C′/r; <paramref name="across"/> += C(j) C(k) B C′(r_jk)/r_jk.</param>
    [MethodImpl(Law)]
    internal static void Pull(
        in TripletTile rows, int end, S* weights, int count, S* angles, S* slopes, int stride, S* window, S* windowSlope, S* acrossValue, S* acrossSlope, S* turn, S* onK, S* across, S* onJ)
    {
        var t = rows;
        nint row = 0;
        for (var j = t.RowBegin; j < t.RowEnd; j++)
        {
            int first = t.First(j, W.Lanes);
            if (window[j] != S.Zero)
            {
                W uj = W.Broadcast(window[j]), sum = W.Zero;
                var n = row;
                for (var k = first; k < end; k += W.Lanes, n += W.Lanes)
                {
                    W b = W.Zero, d = W.Zero;
                    S* angle = angles + n, slope = slopes + n;
                    for (var a = 0; a < count; a++, angle += stride, slope += stride)
                    {
                        var w = W.Broadcast(weights[a]);
                        b = W.Fma(w, W.Load(ref *angle, 0), b);
                        d = W.Fma(w, W.Load(ref *slope, 0), d);
                    }
                    var uk = W.Load(ref window[k], 0);
                    if (acrossValue != null)
                    {
                        W.Store(W.Fma(uj * uk * b, W.Load(ref acrossSlope[n], 0), W.Load(ref across[n], 0)), ref across[n], 0);
                        var c = W.Load(ref acrossValue[n], 0);
                        b *= c;
                        d *= c;
                    }
                    W.Store(W.Fma(uj * uk, d, W.Load(ref turn[n], 0)), ref turn[n], 0);
                    W.Store(W.Fma(uj * W.Load(ref windowSlope[k], 0), b, W.Load(ref onK[n], 0)), ref onK[n], 0);
                    sum = W.Fma(uk, b, sum);
                }
                onJ[j - t.RowBegin] += windowSlope[j] * W.Sum(sum);
            }
            row += t.ColumnEnd - first;
        }
    }

    /// <summary>
    /// From pairs to edges. With T = turn · (−1/sin θ) = ∂E/∂c, s = onK and q = across: g_ik += (s + q − T c/r_ik²) r_ik + (T/(r_ij r_ik) − q) r_ij, and the same with
    /// j and k exchanged, whose s is onJ.
    /// </summary>
    [MethodImpl(Law)]
    internal static void Spread(in TripletTile rows, in EdgeArrays<S> edges, S* cosine, S* perSine, S* turn, S* onK, S* across, S* onJ)
    {
        var t = rows;
        var e = edges;
        nint n = 0;
        for (var j = t.RowBegin; j < t.RowEnd; j++)
        {
            W xj = W.Broadcast(e.X[j]), yj = W.Broadcast(e.Y[j]), zj = W.Broadcast(e.Z[j]), perJ = W.Broadcast(e.Inverse[j]);
            W a = W.Zero, gx = W.Zero, gy = W.Zero, gz = W.Zero;
            for (var k = t.First(j, W.Lanes); k < t.ColumnEnd; k += W.Lanes, n += W.Lanes)
            {
                W by = W.Load(ref turn[n], 0) * W.Load(ref perSine[n], 0), perK = W.Load(ref e.Inverse[k], 0), q = across == null ? W.Zero : W.Load(ref across[n], 0);
                var turned = by * W.Load(ref cosine[n], 0);
                var x = W.Fma(by * perJ, perK, -q);
                a += W.Fnma(turned * perJ, perJ, q);
                W.Store(W.Load(ref e.A[k], 0) + W.Fnma(turned * perK, perK, W.Load(ref onK[n], 0) + q), ref e.A[k], 0);
                gx = W.Fma(x, W.Load(ref e.X[k], 0), gx);
                gy = W.Fma(x, W.Load(ref e.Y[k], 0), gy);
                gz = W.Fma(x, W.Load(ref e.Z[k], 0), gz);
                W.Store(W.Fma(x, xj, W.Load(ref e.Gx[k], 0)), ref e.Gx[k], 0);
                W.Store(W.Fma(x, yj, W.Load(ref e.Gy[k], 0)), ref e.Gy[k], 0);
                W.Store(W.Fma(x, zj, W.Load(ref e.Gz[k], 0)), ref e.Gz[k], 0);
            }
            e.A[j] += W.Sum(a) + onJ[j - t.RowBegin];
            e.Gx[j] += W.Sum(gx);
            e.Gy[j] += W.Sum(gy);
            e.Gz[j] += W.Sum(gz);
        }
    }
}
