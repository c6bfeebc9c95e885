using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// Σ_cd (ac|bd) τ_ij^cd in its symmetric and antisymmetric halves: with V^± = (ac|bd) ± (ad|bc) and τ^± = τ_ij^cd ± τ_ij^dc for j ≤ i, b ≤ a, d ≤ c the sum is ½ (V⁺τ⁺ + V⁻τ⁻), and ½ (V⁺τ⁺ − V⁻τ⁻) with a and b swapped.
/// A quarter of the products, half the memory.
/// </summary>
internal sealed class ParticleLadder
{
    readonly int _v, _pairs;
    readonly double[] _plus, _minus;

    /// <param name="integrals">Over all orbitals, the occupied first.</param>
    public ParticleLadder(PairIntegrals integrals, int occupied, int @virtual)
    {
        (_v, _pairs) = (@virtual, @virtual * (@virtual + 1) / 2);
        (_plus, _minus) = (new double[_pairs * _pairs], new double[_pairs * _pairs]);
        Fill(integrals, occupied);
    }

    /// <summary>Bytes held.</summary>
    public static double Bytes(double v) => sizeof(double) * v * v * (v + 1) * (v + 1) / 2;

    /// <summary>Adds the sum to [i, j, a, b].</summary>
    /// <param name="tau">τ_ij^ab = τ_ji^ba, [i, j, a, b].</param>
    public void Add(Tensor tau, Tensor sum, Workspace work)
    {
        var o = tau.Shape[0];
        var holes = o * (o + 1) / 2;
        Tensor Halves() => work.Tensor(holes, _pairs);
        Tensor plus = Halves(), minus = Halves(), ofPlus = Halves(), ofMinus = Halves();
        Halve(tau.Data, o, plus.Data, minus.Data);
        Gemm.Multiply(plus.Data.AsMatrix(holes, _pairs), _plus.AsMatrix(_pairs, _pairs).Transposed, ofPlus.Data.AsMatrix(holes, _pairs), 0.5, 0, work.Team);
        Gemm.Multiply(minus.Data.AsMatrix(holes, _pairs), _minus.AsMatrix(_pairs, _pairs).Transposed, ofMinus.Data.AsMatrix(holes, _pairs), 0.5, 0, work.Team);
        Spread(ofPlus.Data, ofMinus.Data, o, sum.Data);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Fill(PairIntegrals integrals, int first)
    {
        var at = 0;
        for (var a = first; a < first + _v; a++)
        {
            for (var b = first; b <= a; b++)
            {
                for (var c = first; c < first + _v; c++)
                {
                    var ac = integrals.Row(a, c);
                    var bc = integrals.Row(b, c);
                    for (var d = first; d <= c; d++)
                    {
                        double direct = ac[PairIntegrals.Pair(b, d)], exchanged = bc[PairIntegrals.Pair(a, d)];
                        _plus[at] = direct + exchanged;
                        _minus[at++] = direct - exchanged;
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Halve(double[] tau, int o, double[] plus, double[] minus)
    {
        var at = 0;
        for (var i = 0; i < o; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var block = tau.AsSpan((i * o + j) * _v * _v, _v * _v);
                for (var c = 0; c < _v; c++)
                {
                    for (var d = 0; d < c; d++)
                    {
                        double direct = block[c * _v + d], exchanged = block[d * _v + c];
                        plus[at] = direct + exchanged;
                        minus[at++] = direct - exchanged;
                    }
                    // Once in the sum over all c and d, not twice.
                    plus[at++] = block[c * _v + c];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Spread(double[] plus, double[] minus, int o, double[] sum)
    {
        var at = 0;
        for (var i = 0; i < o; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                Span<double> ij = sum.AsSpan((i * o + j) * _v * _v, _v * _v), ji = sum.AsSpan((j * o + i) * _v * _v, _v * _v);
                for (var a = 0; a < _v; a++)
                {
                    for (var b = 0; b <= a; b++, at++)
                    {
                        double ab = plus[at] + minus[at], ba = plus[at] - minus[at];
                        ij[a * _v + b] += ab;
                        if (a != b)
                            ij[b * _v + a] += ba;
                        if (i == j)
                            continue;
                        ji[b * _v + a] += ab;
                        if (a != b)
                            ji[a * _v + b] += ba;
                    }
                }
            }
        }
    }
}
