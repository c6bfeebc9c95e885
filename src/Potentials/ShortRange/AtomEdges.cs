using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// The edges of one atom that are really within the cutoff, as separate arrays grouped by the neighbour's species; and the way home for their
/// gradients. The gather and the scatter that every edge-wise kernel shares.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class AtomEdges<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly AlignedBuffer<T> _x = new(), _y = new(), _z = new(), _squared = new(), _gx = new(), _gy = new(), _gz = new();
    readonly AlignedBuffer<ushort> _target = new();
    readonly int[] _speciesStart;

    /// <param name="species">Number of species of the model.</param>
    public AtomEdges(int species) => _speciesStart = new int[species + 1];

    /// <summary>Edges within the cutoff.</summary>
    public int Count { get; private set; }

    /// <summary>Components of r_ij = r_j − r_i, Å. Arrays are readable (not meaningful) up to the next multiple of <see cref="NeighbourBlock.Padding"/>.</summary>
    public T* X => _x.Pointer;

    /// <inheritdoc cref="X"/>
    public T* Y => _y.Pointer;

    /// <inheritdoc cref="X"/>
    public T* Z => _z.Pointer;

    /// <summary>|r_ij|², Å².</summary>
    public T* Squared => _squared.Pointer;

    /// <summary>Local index of each neighbour.</summary>
    public ushort* Target => _target.Pointer;

    /// <summary>Edges to species s are SpeciesStart[s] … SpeciesStart[s + 1].</summary>
    public ReadOnlySpan<int> SpeciesStart => _speciesStart;

    /// <summary>In: components of g_ij = ∂E/∂r_ij, eV/Å, for <see cref="Scatter"/>.</summary>
    public T* GradientX => _gx.Pointer;

    /// <inheritdoc cref="GradientX"/>
    public T* GradientY => _gy.Pointer;

    /// <inheritdoc cref="GradientX"/>
    public T* GradientZ => _gz.Pointer;

    /// <summary>Takes the edges of own atom <paramref name="atom"/> shorter than the cutoff, by species and then in list order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather(in AtomBlock<T> block, int atom, T cutoffSquared)
    {
        int start = block.EdgeStart[atom], listed = block.EdgeCount[atom];
        Require(listed + NeighbourBlock.Padding);
        T* x = _x.Pointer, y = _y.Pointer, z = _z.Pointer, squared = _squared.Pointer;
        var target = _target.Pointer;
        T x0 = block.Positions[4 * atom], y0 = block.Positions[4 * atom + 1], z0 = block.Positions[4 * atom + 2];
        var n = 0;
        for (var s = 0; s + 1 < _speciesStart.Length; s++)
        {
            _speciesStart[s] = n;
            for (var e = start; e < start + listed; e++)
            {
                var j = block.Edges[e];
                var p = block.Positions + 4 * j;
                T dx = p[0] - x0, dy = p[1] - y0, dz = p[2] - z0;
                var d2 = dx * dx + dy * dy + dz * dz;
                // Written always, kept only if near: no branch to mispredict.
                (x[n], y[n], z[n], squared[n], target[n]) = (dx, dy, dz, d2, j);
                n += d2 < cutoffSquared & block.Species[j] == s ? 1 : 0;
            }
        }
        _speciesStart[^1] = n;
        Count = n;
        for (var k = n; k < n + NeighbourBlock.Padding; k++)
            (x[k], y[k], z[k], squared[k], target[k]) = (T.Zero, T.Zero, T.Zero, T.One, (ushort)block.LocalCount);
    }

    /// <summary>F_i += Σ_j g_ij and F_j −= g_ij, and the atom's energy (eV) into its fourth place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Scatter(in AtomBlock<T> block, int atom, T energy)
    {
        T fx = T.Zero, fy = T.Zero, fz = T.Zero;
        for (var k = 0; k < Count; k++)
        {
            T gx = _gx.Pointer[k], gy = _gy.Pointer[k], gz = _gz.Pointer[k];
            fx += gx;
            fy += gy;
            fz += gz;
            var f = block.Forces + 4 * _target.Pointer[k];
            f[0] -= gx;
            f[1] -= gy;
            f[2] -= gz;
        }
        var own = block.Forces + 4 * atom;
        own[0] += fx;
        own[1] += fy;
        own[2] += fz;
        own[3] += energy;
    }

    void Require(int count)
    {
        _x.Require(count);
        _y.Require(count);
        _z.Require(count);
        _squared.Require(count);
        _target.Require(count);
        _gx.Require(count);
        _gy.Require(count);
        _gz.Require(count);
    }

    public void Dispose()
    {
        _x.Dispose();
        _y.Dispose();
        _z.Dispose();
        _squared.Dispose();
        _target.Dispose();
        _gx.Dispose();
        _gy.Dispose();
        _gz.Dispose();
    }
}
