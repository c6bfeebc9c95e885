using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>Parameters of <see cref="StillingerWeber"/> in the combinations that its laws use.</summary>
readonly record struct StillingerWeberNumbers(double Cutoff, double Sigma, double GammaSigma, double Pair, double BSigma4, double Triplet, double Cosine)
{
    internal static StillingerWeberNumbers Of(StillingerWeber p) =>
        new(p.Range, p.Sigma, p.Gamma * p.Sigma, p.A * p.Epsilon, p.B * Math.Pow(p.Sigma, 4), p.Lambda * p.Epsilon, p.Cosine);
}

/// <summary>
/// Energies and edge gradients of Stillinger and Weber's potential over slots, the neighbours within the cutoff. A lane is an atom. Over (value, tangent) numbers the
/// gradients carry their derivatives.
/// </summary>
static class StillingerWeberLaws
{
    // Planes of one slot. X, Y, Z hold the edge and then its direction; VX … the gradient's part along other directions and then the whole gradient.
    internal const int X = 0, Y = 1, Z = 2, Inverse = 3, H = 4, Descent = 5, VX = 6, VY = 7, VZ = 8, Along = 9, Turn = 10, Planes = 11;

    /// <summary>Directions, the radial functions of the triplets, and the pair energies with their slope.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Pairs<R>(int slots, ref R slot, ref R energy, in StillingerWeberNumbers p)
        where R : struct, IReal<R>
    {
        R cutoff = R.Const(p.Cutoff), sigma = R.Const(p.Sigma), gammaSigma = R.Const(p.GammaSigma), half = R.Const(0.5 * p.Pair), b = R.Const(p.BSigma4);
        var sum = energy;
        for (var n = 0; n < slots; n++)
        {
            ref var s = ref Unsafe.Add(ref slot, n * Planes);
            R x = Unsafe.Add(ref s, X), y = Unsafe.Add(ref s, Y), z = Unsafe.Add(ref s, Z);
            var r = R.Sqrt(R.Fma(x, x, R.Fma(y, y, z * z)));
            var inverse = R.Inverse(r);
            Unsafe.Add(ref s, X) = x * inverse;
            Unsafe.Add(ref s, Y) = y * inverse;
            Unsafe.Add(ref s, Z) = z * inverse;
            Unsafe.Add(ref s, Inverse) = inverse;
            var within = R.Less(r, cutoff);
            var q = R.Inverse(r - cutoff);
            var h = R.Select(within, R.Exp(gammaSigma * q), R.Zero);
            Unsafe.Add(ref s, H) = h;
            Unsafe.Add(ref s, Descent) = R.Select(within, -(gammaSigma * q * q * h), R.Zero);
            var e = half * R.Select(within, R.Exp(sigma * q), R.Zero);
            var r2 = inverse * inverse;
            var power = b * (r2 * r2);
            sum = R.Fma(power - 1, e, sum);
            // d/dr of (B σ⁴/r⁴ − 1) e^(σ/(r − aσ))
            var slope = R.Fma(power * -4, inverse, -((power - 1) * sigma * q * q));
            Unsafe.Add(ref s, Along) = R.Select(within, slope * e, R.Zero);
            Unsafe.Add(ref s, VX) = R.Zero;
            Unsafe.Add(ref s, VY) = R.Zero;
            Unsafe.Add(ref s, VZ) = R.Zero;
            Unsafe.Add(ref s, Turn) = R.Zero;
        }
        energy = sum;
    }

    /// <summary>
    /// For every two slots λε (cos θ − cos θ₀)² h h'. Gathers of ∂E/∂r_ij what is along the edge (Along), and of ∂E/∂cos θ the sums of q u_k (V) and q cos θ
    /// (Turn), from which the part across it follows: (V − Turn u)/r.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Triplets<R>(int slots, ref R slot, ref R energy, in StillingerWeberNumbers p)
        where R : struct, IReal<R>
    {
        R cosine = R.Const(p.Cosine), strength = R.Const(p.Triplet);
        var sum = energy;
        for (var j = 1; j < slots; j++)
        {
            ref var a = ref Unsafe.Add(ref slot, j * Planes);
            R x = Unsafe.Add(ref a, X), y = Unsafe.Add(ref a, Y), z = Unsafe.Add(ref a, Z);
            R h = strength * Unsafe.Add(ref a, H), descent = strength * Unsafe.Add(ref a, Descent);
            R vx = Unsafe.Add(ref a, VX), vy = Unsafe.Add(ref a, VY), vz = Unsafe.Add(ref a, VZ), along = Unsafe.Add(ref a, Along), turn = Unsafe.Add(ref a, Turn);
            for (var k = 0; k < j; k++)
            {
                ref var b = ref Unsafe.Add(ref slot, k * Planes);
                R bx = Unsafe.Add(ref b, X), by = Unsafe.Add(ref b, Y), bz = Unsafe.Add(ref b, Z), bh = Unsafe.Add(ref b, H);
                var c = R.Fma(x, bx, R.Fma(y, by, z * bz));
                var d = c - cosine;
                var dd = d * d;
                var both = h * bh;
                sum = R.Fma(dd, both, sum);
                along = R.Fma(dd, descent * bh, along);
                Unsafe.Add(ref b, Along) = R.Fma(dd, h * Unsafe.Add(ref b, Descent), Unsafe.Add(ref b, Along));
                var q = (d + d) * both;
                turn = R.Fma(q, c, turn);
                Unsafe.Add(ref b, Turn) = R.Fma(q, c, Unsafe.Add(ref b, Turn));
                vx = R.Fma(q, bx, vx);
                vy = R.Fma(q, by, vy);
                vz = R.Fma(q, bz, vz);
                Unsafe.Add(ref b, VX) = R.Fma(q, x, Unsafe.Add(ref b, VX));
                Unsafe.Add(ref b, VY) = R.Fma(q, y, Unsafe.Add(ref b, VY));
                Unsafe.Add(ref b, VZ) = R.Fma(q, z, Unsafe.Add(ref b, VZ));
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
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Gradients<R>(int slots, ref R slot)
        where R : struct, IReal<R>
    {
        for (var n = 0; n < slots; n++)
        {
            ref var s = ref Unsafe.Add(ref slot, n * Planes);
            var inverse = Unsafe.Add(ref s, Inverse);
            var along = R.Fnma(Unsafe.Add(ref s, Turn), inverse, Unsafe.Add(ref s, Along));
            Unsafe.Add(ref s, VX) = R.Fma(Unsafe.Add(ref s, VX), inverse, along * Unsafe.Add(ref s, X));
            Unsafe.Add(ref s, VY) = R.Fma(Unsafe.Add(ref s, VY), inverse, along * Unsafe.Add(ref s, Y));
            Unsafe.Add(ref s, VZ) = R.Fma(Unsafe.Add(ref s, VZ), inverse, along * Unsafe.Add(ref s, Z));
        }
    }
}
