using System.Runtime.CompilerServices;

namespace Athanor.Potentials;

/// <summary>
/// Virials of single atoms, from the edges of a centre that has been differentiated: W_j −= r_ij ⊗ g_ij, the edge's to the neighbour that is seen, not to the centre that sees it. Then Σ_j W_j v_j is
/// the potential part of the heat flux, which no other share of many-body potentials gives (Fan et al., Phys. Rev. B 92, 094301 (2015); Surblys et al., Phys. Rev. E 99, 051301 (2019)).
/// </summary>
static unsafe class EdgeVirials
{
    /// <summary>Adds the edges of one centre to the block's <see cref="AtomBlock{T}.AtomVirials"/>.</summary>
    /// <param name="gx">∂E/∂r_ij of each edge, eV/Å; likewise <paramref name="gy"/> and <paramref name="gz"/>.</param>
    /// <param name="target">Local index of each neighbour, <paramref name="step"/> apart.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Add<S>(in AtomBlock<S> block, int centre, S* gx, S* gy, S* gz, int* target, int step, int count)
        where S : unmanaged
    {
        for (var k = 0; k < count; k++)
            AddOne(block, centre, target[k * step], gx[k], gy[k], gz[k]);
    }

    /// <summary>Adds one edge.</summary>
    internal static void AddOne<S>(in AtomBlock<S> block, int centre, int neighbour, S gx, S gy, S gz)
        where S : unmanaged
    {
        var w = block.AtomVirials + 9 * neighbour;
        S* from = block.Positions + 4 * centre, to = block.Positions + 4 * neighbour;
        double x = Number(gx), y = Number(gy), z = Number(gz);
        for (var d = 0; d < 3; d++, w += 3)
        {
            var r = Number(to[d]) - Number(from[d]);
            w[0] -= r * x;
            w[1] -= r * y;
            w[2] -= r * z;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double Number<S>(S value)
        where S : unmanaged => typeof(S) == typeof(float) ? Unsafe.BitCast<S, float>(value)
            : typeof(S) == typeof(double) ? Unsafe.BitCast<S, double>(value)
            : throw new NotSupportedException();
}
