using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>½ Σ_ef ⟨ab‖ef⟩ τ_ij^ef for both spins. Of like spins only i &gt; j, a &gt; b and e &gt; f are kept and multiplied.</summary>
internal sealed class SpinLadder(SpinSpace space)
{
    // [ab, ef]; of unlike spins [a, b, e, f].
    readonly Dictionary<string, double[]> _blocks = [];

    /// <summary>Bytes held.</summary>
    public static double Bytes(SpinSpace s)
    {
        double a = s.VirtualAlpha, b = s.VirtualBeta;
        return sizeof(double) * (a * a * a * a / 4 + b * b * b * b / 4 + a * a * b * b);
    }

    /// <summary>Takes a block from integrals (pq|rs).</summary>
    /// <param name="integrals">(pq|rs) for orbitals counted among all of a spin.</param>
    public void Fill(char one, char two, PairIntegrals integrals)
    {
        int o1 = space.Size('o', one), o2 = space.Size('o', two), v1 = space.Size('v', one), v2 = space.Size('v', two);
        _blocks[$"{one}{two}"] = one == two ? Like(integrals, o1, v1) : Unlike(integrals, o1, v1, o2, v2);
    }

    /// <summary>Adds the sum to [i, j, a, b].</summary>
    public void Add(SpinTensor tau, SpinTensor sum, Workspace work)
    {
        foreach (var (spins, to) in sum.Blocks)
        {
            var (from, block) = (tau[spins], _blocks[spins[..2]]);
            if (from.Data.Length == 0)
                continue;
            int[] n = from.Shape;
            if (spins[0] != spins[1])
            {
                var size = n[2] * n[3];
                Gemm.Multiply(from.Data.AsMatrix(n[0] * n[1], size), block.AsMatrix(size, size).Transposed, to.Data.AsMatrix(n[0] * n[1], size), 1, 1, work.Team);
                continue;
            }
            int holes = n[0] * (n[0] - 1) / 2, particles = n[2] * (n[2] - 1) / 2;
            if (holes * particles == 0)
                continue;
            double[] packed = work.Tensor(holes, particles).Data, product = work.Tensor(holes, particles).Data;
            Pack(from.Data, n[0], n[2], packed);
            Gemm.Multiply(packed.AsMatrix(holes, particles), block.AsMatrix(particles, particles).Transposed, product.AsMatrix(holes, particles), 1, 0, work.Team);
            Spread(product, n[0], n[2], to.Data);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double[] Like(PairIntegrals x, int o, int v)
    {
        var block = new double[v * (v - 1) / 2 * (v * (v - 1) / 2)];
        var at = 0;
        for (var a = o; a < o + v; a++)
        {
            for (var b = o; b < a; b++)
            {
                for (var e = o; e < o + v; e++)
                {
                    for (var f = o; f < e; f++)
                        block[at++] = x[a, e, b, f] - x[a, f, b, e];
                }
            }
        }
        return block;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double[] Unlike(PairIntegrals x, int o1, int v1, int o2, int v2)
    {
        var block = new double[v1 * v2 * v1 * v2];
        var at = 0;
        for (var a = o1; a < o1 + v1; a++)
        {
            for (var b = o2; b < o2 + v2; b++)
            {
                for (var e = o1; e < o1 + v1; e++)
                {
                    for (var f = o2; f < o2 + v2; f++)
                        block[at++] = x[a, e, b, f];
                }
            }
        }
        return block;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Pack(double[] full, int o, int v, double[] packed)
    {
        var at = 0;
        for (var i = 0; i < o; i++)
        {
            for (var j = 0; j < i; j++)
            {
                for (var a = 0; a < v; a++, at += a - 1)
                    full.AsSpan(((i * o + j) * v + a) * v, a).CopyTo(packed.AsSpan(at));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Spread(double[] packed, int o, int v, double[] full)
    {
        var at = 0;
        for (var i = 0; i < o; i++)
        {
            for (var j = 0; j < i; j++)
            {
                for (var a = 0; a < v; a++)
                {
                    for (var b = 0; b < a; b++)
                    {
                        var x = packed[at++];
                        int ij = (i * o + j) * v * v, ji = (j * o + i) * v * v, ab = a * v + b, ba = b * v + a;
                        full[ij + ab] += x;
                        full[ji + ba] += x;
                        full[ij + ba] -= x;
                        full[ji + ab] -= x;
                    }
                }
            }
        }
    }
}
