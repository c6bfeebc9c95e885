using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// Stillinger–Weber on a block. A lane is an atom: the few neighbours within the cutoff are first gathered into slots, slot by slot across the lanes of a
/// group; a lane with fewer neighbours than the fullest has its other slots beyond the cutoff.
/// </summary>
sealed unsafe class StillingerWeberKernel<T, W> : BlockKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where W : struct, IWide<W, T>
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    // Planes of one slot. X, Y, Z hold the edge and then its direction; VX … the gradient's part along other directions and then the whole gradient.
    const int X = 0, Y = 1, Z = 2, Inverse = 3, H = 4, Descent = 5, VX = 6, VY = 7, VZ = 8, Along = 9, Turn = 10, Planes = 11;

    readonly Radial _radial;
    readonly AlignedBuffer<T> _slots = new();
    readonly AlignedBuffer<T> _edge = new();
    readonly AlignedBuffer<T> _energy = new();
    readonly AlignedBuffer<ushort> _target = new();
    readonly AlignedBuffer<int> _filled = new();

    internal StillingerWeberKernel(StillingerWeber p)
    {
        _radial = new Radial(p.Range, p.Sigma, p.Gamma * p.Sigma, p.A * p.Epsilon, p.B * Math.Pow(p.Sigma, 4), p.Lambda * p.Epsilon, p.Cosine);
        _edge.Require(3 * W.Lanes);
        _energy.Require(W.Lanes);
        _filled.Require(W.Lanes);
    }

    readonly record struct Radial(double Cutoff, double Sigma, double GammaSigma, double Pair, double BSigma4, double Triplet, double Cosine);

    public override bool ScattersForces => true;

    public override void Evaluate(in AtomBlock<T> block)
    {
        for (var first = 0; first < block.OwnCount; first += W.Lanes)
        {
            var lanes = Math.Min(W.Lanes, block.OwnCount - first);
            var slots = Fill(block, first, lanes);
            ref var slot = ref Unsafe.AsRef<W>(_slots.Pointer);
            ref var energy = ref Unsafe.AsRef<W>(_energy.Pointer);
            energy = W.Zero;
            Pairs(slots, ref slot, ref energy, _radial);
            Triplets(slots, ref slot, ref energy, _radial);
            Gradients(slots, ref slot);
            Scatter(block, first, lanes, slots);
        }
    }

    /// <summary>Writes each lane's close neighbours into its slots; returns how many slots the fullest lane has.</summary>
    [MethodImpl(Law)]
    int Fill(in AtomBlock<T> block, int first, int lanes)
    {
        var longest = 0;
        for (var lane = 0; lane < lanes; lane++)
            longest = Math.Max(longest, block.EdgeCount[first + lane]);
        var slots = _slots.Require((longest + 1) * Planes * W.Lanes);
        var target = _target.Require((longest + 1) * W.Lanes);
        T* x = _edge.Pointer, y = x + W.Lanes, z = y + W.Lanes;
        var limit = W.Const(_radial.Cutoff * _radial.Cutoff);
        var most = 0;
        for (var lane = 0; lane < W.Lanes; lane++)
        {
            var n = 0;
            if (lane < lanes)
            {
                var own = block.Positions + 4 * (first + lane);
                W x0 = W.Broadcast(own[0]), y0 = W.Broadcast(own[1]), z0 = W.Broadcast(own[2]);
                var edges = block.Edges + block.EdgeStart[first + lane];
                var count = block.EdgeCount[first + lane];
                for (var k = 0; k < count; k += W.Lanes)
                {
                    Points.Load<T, W>(block.Positions, edges + k, out var dx, out var dy, out var dz);
                    dx -= x0;
                    dy -= y0;
                    dz -= z0;
                    var bits = W.Bits(W.Less(W.Fma(dx, dx, W.Fma(dy, dy, dz * dz)), limit));
                    if (bits == 0)
                        continue;
                    W.Store(dx, ref *x, 0);
                    W.Store(dy, ref *y, 0);
                    W.Store(dz, ref *z, 0);
                    for (; bits != 0; bits &= bits - 1)
                    {
                        var e = BitOperations.TrailingZeroCount(bits);
                        var slot = slots + n * Planes * W.Lanes + lane;
                        slot[X * W.Lanes] = x[e];
                        slot[Y * W.Lanes] = y[e];
                        slot[Z * W.Lanes] = z[e];
                        target[n * W.Lanes + lane] = edges[k + e];
                        n++;
                    }
                }
            }
            _filled.Pointer[lane] = n;
            most = Math.Max(most, n);
        }
        var beyond = T.CreateChecked(2 * _radial.Cutoff);
        for (var lane = 0; lane < W.Lanes; lane++)
        {
            for (var n = _filled.Pointer[lane]; n < most; n++)
            {
                var slot = slots + n * Planes * W.Lanes + lane;
                slot[X * W.Lanes] = beyond;
                slot[Y * W.Lanes] = T.Zero;
                slot[Z * W.Lanes] = T.Zero;
                target[n * W.Lanes + lane] = (ushort)block.LocalCount;
            }
        }
        return most;
    }

    /// <summary>Directions, the radial functions of the triplets, and the pair energies with their slope.</summary>
    [MethodImpl(Law)]
    static void Pairs(int slots, ref W slot, ref W energy, in Radial p)
    {
        W cutoff = W.Const(p.Cutoff), sigma = W.Const(p.Sigma), gammaSigma = W.Const(p.GammaSigma), half = W.Const(0.5 * p.Pair), b = W.Const(p.BSigma4);
        var sum = energy;
        for (var n = 0; n < slots; n++)
        {
            ref var s = ref Unsafe.Add(ref slot, n * Planes);
            W x = Unsafe.Add(ref s, X), y = Unsafe.Add(ref s, Y), z = Unsafe.Add(ref s, Z);
            var r = W.Sqrt(W.Fma(x, x, W.Fma(y, y, z * z)));
            var inverse = W.Inverse(r);
            Unsafe.Add(ref s, X) = x * inverse;
            Unsafe.Add(ref s, Y) = y * inverse;
            Unsafe.Add(ref s, Z) = z * inverse;
            Unsafe.Add(ref s, Inverse) = inverse;
            var within = W.Less(r, cutoff);
            var q = W.Inverse(r - cutoff);
            var h = W.Select(within, W.Exp(gammaSigma * q), W.Zero);
            Unsafe.Add(ref s, H) = h;
            Unsafe.Add(ref s, Descent) = W.Select(within, -(gammaSigma * q * q * h), W.Zero);
            var e = half * W.Select(within, W.Exp(sigma * q), W.Zero);
            var r2 = inverse * inverse;
            var power = b * (r2 * r2);
            sum = W.Fma(power - 1, e, sum);
            // d/dr of (B σ⁴/r⁴ − 1) e^(σ/(r − aσ))
            var slope = W.Fma(power * -4, inverse, -((power - 1) * sigma * q * q));
            Unsafe.Add(ref s, Along) = W.Select(within, slope * e, W.Zero);
            Unsafe.Add(ref s, VX) = W.Zero;
            Unsafe.Add(ref s, VY) = W.Zero;
            Unsafe.Add(ref s, VZ) = W.Zero;
            Unsafe.Add(ref s, Turn) = W.Zero;
        }
        energy = sum;
    }

    /// <summary>
    /// For every two slots λε (cos θ − cos θ₀)² h h'. Gathers of ∂E/∂r_ij what is along the edge (Along), and of ∂E/∂cos θ the sums of q u_k (V) and q cos θ
    /// (Turn), from which the part across it follows: (V − Turn u)/r.
    /// </summary>
    [MethodImpl(Law)]
    static void Triplets(int slots, ref W slot, ref W energy, in Radial p)
    {
        W cosine = W.Const(p.Cosine), strength = W.Const(p.Triplet);
        var sum = energy;
        for (var j = 1; j < slots; j++)
        {
            ref var a = ref Unsafe.Add(ref slot, j * Planes);
            W x = Unsafe.Add(ref a, X), y = Unsafe.Add(ref a, Y), z = Unsafe.Add(ref a, Z);
            W h = strength * Unsafe.Add(ref a, H), descent = strength * Unsafe.Add(ref a, Descent);
            W vx = Unsafe.Add(ref a, VX), vy = Unsafe.Add(ref a, VY), vz = Unsafe.Add(ref a, VZ), along = Unsafe.Add(ref a, Along), turn = Unsafe.Add(ref a, Turn);
            for (var k = 0; k < j; k++)
            {
                ref var b = ref Unsafe.Add(ref slot, k * Planes);
                W bx = Unsafe.Add(ref b, X), by = Unsafe.Add(ref b, Y), bz = Unsafe.Add(ref b, Z), bh = Unsafe.Add(ref b, H);
                var c = W.Fma(x, bx, W.Fma(y, by, z * bz));
                var d = c - cosine;
                var dd = d * d;
                var both = h * bh;
                sum = W.Fma(dd, both, sum);
                along = W.Fma(dd, descent * bh, along);
                Unsafe.Add(ref b, Along) = W.Fma(dd, h * Unsafe.Add(ref b, Descent), Unsafe.Add(ref b, Along));
                var q = (d + d) * both;
                turn = W.Fma(q, c, turn);
                Unsafe.Add(ref b, Turn) = W.Fma(q, c, Unsafe.Add(ref b, Turn));
                vx = W.Fma(q, bx, vx);
                vy = W.Fma(q, by, vy);
                vz = W.Fma(q, bz, vz);
                Unsafe.Add(ref b, VX) = W.Fma(q, x, Unsafe.Add(ref b, VX));
                Unsafe.Add(ref b, VY) = W.Fma(q, y, Unsafe.Add(ref b, VY));
                Unsafe.Add(ref b, VZ) = W.Fma(q, z, Unsafe.Add(ref b, VZ));
            }
            Unsafe.Add(ref a, VX) = vx;
            Unsafe.Add(ref a, VY) = vy;
            Unsafe.Add(ref a, VZ) = vz;
            Unsafe.Add(ref a, Along) = along;
            Unsafe.Add(ref a, Turn) = turn;
        }
        energy = sum;
    }

    /// <summary>g_ij = Along u + (V − Turn u)/r, in place of V.</summary>
    [MethodImpl(Law)]
    static void Gradients(int slots, ref W slot)
    {
        for (var n = 0; n < slots; n++)
        {
            ref var s = ref Unsafe.Add(ref slot, n * Planes);
            var inverse = Unsafe.Add(ref s, Inverse);
            var along = W.Fnma(Unsafe.Add(ref s, Turn), inverse, Unsafe.Add(ref s, Along));
            Unsafe.Add(ref s, VX) = W.Fma(Unsafe.Add(ref s, VX), inverse, along * Unsafe.Add(ref s, X));
            Unsafe.Add(ref s, VY) = W.Fma(Unsafe.Add(ref s, VY), inverse, along * Unsafe.Add(ref s, Y));
            Unsafe.Add(ref s, VZ) = W.Fma(Unsafe.Add(ref s, VZ), inverse, along * Unsafe.Add(ref s, Z));
        }
    }

    /// <summary>F_i += Σ g_ij, F_j −= g_ij, and the energies.</summary>
    [MethodImpl(Law)]
    void Scatter(in AtomBlock<T> block, int first, int lanes, int slots)
    {
        var target = _target.Pointer;
        for (var lane = 0; lane < lanes; lane++)
        {
            T fx = T.Zero, fy = T.Zero, fz = T.Zero;
            for (var n = 0; n < _filled.Pointer[lane]; n++)
            {
                var slot = _slots.Pointer + n * Planes * W.Lanes + lane;
                T gx = slot[VX * W.Lanes], gy = slot[VY * W.Lanes], gz = slot[VZ * W.Lanes];
                fx += gx;
                fy += gy;
                fz += gz;
                var f = block.Forces + 4 * target[n * W.Lanes + lane];
                f[0] -= gx;
                f[1] -= gy;
                f[2] -= gz;
            }
            var own = block.Forces + 4 * (first + lane);
            own[0] += fx;
            own[1] += fy;
            own[2] += fz;
            own[3] += _energy.Pointer[lane];
        }
    }

    public override void Dispose()
    {
        _slots.Dispose();
        _edge.Dispose();
        _energy.Dispose();
        _target.Dispose();
        _filled.Dispose();
        base.Dispose();
    }
}
