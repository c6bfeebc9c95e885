using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;
using static Athanor.Potentials.EmbeddedPlanes;

namespace Athanor.Potentials;

/// <summary>
/// Energies of atoms embedded in the density of their neighbours on a block: E_i = F(ρ_i) + Σ_j p(r_ij) with ρ_i = Σ_j f(r_ij), functions of the species of both ends. Every edge is seen from both of its ends, so that
/// an atom's gradient wants its own density alone: g_ij = (F' f' + p') r_ij/r. A lane is an edge, and for the embedding an atom.
/// </summary>
sealed unsafe class EmbeddedKernel<T, W> : BlockKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where W : struct, IWide<W, T>
{
    const MethodImplOptions Loop = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    readonly IEmbeddedTerms<T, W> _terms;
    readonly T _squared;
    readonly AlignedBuffer<T> _planes = new();
    readonly AlignedBuffer<T> _atoms = new();
    readonly AlignedBuffer<int> _species = new();
    readonly AlignedBuffer<int> _centres = new();
    readonly int[] _start = new int[W.Lanes + 1], _count = new int[W.Lanes];
    int _stride;

    internal EmbeddedKernel(IEmbeddedTerms<T, W> terms, double range)
    {
        _terms = terms;
        _squared = T.CreateChecked(range * range);
        _atoms.Require(6 * W.Lanes);
        _centres.Require(W.Lanes);
    }

    public override bool ScattersForces => true;

    public override bool HasAtomVirials => true;

    public override bool HasTangent => true;

    // Numbers of the atoms of a group, one lane each.
    ref W Atoms(int plane) => ref Unsafe.Add(ref Unsafe.AsRef<W>(_atoms.Pointer), plane);

    public override void Evaluate(in AtomBlock<T> block)
    {
        for (var first = 0; first < block.OwnCount; first += W.Lanes)
        {
            var lanes = Math.Min(W.Lanes, block.OwnCount - first);
            Embed(block, first, lanes, curvature: false);
            T* energy = _atoms.Pointer + 2 * W.Lanes, pair = _atoms.Pointer + W.Lanes, slope = _atoms.Pointer + 3 * W.Lanes;
            for (var lane = 0; lane < lanes; lane++)
            {
                Gradients(block, first + lane, lane, slope[lane]);
                Scatter(block, first + lane, lane, block.AtomVirials is not null);
                block.Forces[4 * (first + lane) + 3] += energy[lane] + pair[lane];
            }
        }
    }

    public override void Tangent(in AtomBlock<T> block)
    {
        for (var first = 0; first < block.OwnCount; first += W.Lanes)
        {
            var lanes = Math.Min(W.Lanes, block.OwnCount - first);
            Embed(block, first, lanes, curvature: true);
            T* slope = _atoms.Pointer + 3 * W.Lanes, curvature = _atoms.Pointer + 4 * W.Lanes;
            for (var lane = 0; lane < lanes; lane++)
            {
                GradientTangents(block, first + lane, lane, slope[lane], curvature[lane]);
                Scatter(block, first + lane, lane, atomVirials: false);
            }
        }
    }

    /// <summary>Edges of a group of atoms, their functions, and the embedding: by lane density, pair energy, embedding energy and its derivatives.</summary>
    void Embed(in AtomBlock<T> block, int first, int lanes, bool curvature)
    {
        var listed = 0;
        for (var lane = 0; lane < lanes; lane++)
            listed += (block.EdgeCount[first + lane] / W.Lanes + 2) * W.Lanes;
        if (listed > _stride)
            _stride = (listed + listed / 4) / W.Lanes * W.Lanes + W.Lanes;
        _planes.Require((curvature ? TangentPlanes : Planes) * _stride);
        _species.Require(_stride);
        _start[0] = 0;
        Atoms(0) = Atoms(1) = W.Zero;
        for (var lane = 0; lane < W.Lanes; lane++)
            _centres.Pointer[lane] = lane < lanes ? block.Species[first + lane] : block.Species[first];
        for (var lane = 0; lane < lanes; lane++)
        {
            Take(block, first + lane, lane);
            var registers = (_count[lane] + W.Lanes - 1) / W.Lanes;
            _start[lane + 1] = _start[lane] + registers * W.Lanes;
            var planes = _planes.Pointer + _start[lane];
            var species = block.HasOneSpecies ? null : _species.Pointer + _start[lane];
            if (curvature)
                _terms.Curvatures(_centres.Pointer[lane], species, registers, planes, _stride);
            else
                _terms.Slopes(_centres.Pointer[lane], species, registers, planes, _stride);
            Sum(lane);
        }
        _terms.Embed(_centres.Pointer, ref Atoms(0), ref Atoms(2), ref Atoms(3), ref Atoms(4));
    }

    /// <summary>The edges of an atom, filled up to a whole register with copies of a distance that harms nobody.</summary>
    void Take(in AtomBlock<T> block, int atom, int lane)
    {
        var planes = _planes.Pointer + _start[lane];
        EdgePacking<W, T>.PackAll(new(block.Positions, block.Edges + block.EdgeStart[atom], block.EdgeCount[atom], block.Positions + 4 * atom), T.Zero, _squared, _stride, planes, out var count);
        _count[lane] = count;
        var species = _species.Pointer + _start[lane];
        for (var e = 0; !block.HasOneSpecies && e < count; e++)
            species[e] = block.Species[*(int*)(planes + Target * _stride + e)];
        for (var e = count; e < (count + W.Lanes - 1) / W.Lanes * W.Lanes; e++)
        {
            planes[Squared * _stride + e] = _squared;
            planes[X * _stride + e] = planes[Y * _stride + e] = planes[Z * _stride + e] = T.Zero;
            species[e] = 0;
        }
    }

    /// <summary>Density and pair energy of an atom.</summary>
    [MethodImpl(Loop)]
    void Sum(int lane)
    {
        var count = _count[lane];
        ref var from = ref Unsafe.AsRef<T>(_planes.Pointer + _start[lane]);
        ref var density = ref Unsafe.Add(ref from, Density * _stride);
        ref var pair = ref Unsafe.Add(ref from, Pair * _stride);
        W sum = W.Zero, pairs = W.Zero;
        var e = 0;
        for (; e + W.Lanes <= count; e += W.Lanes)
        {
            sum += W.Load(ref density, e);
            pairs += W.Load(ref pair, e);
        }
        sum += W.LoadFirst(ref density, e, count - e);
        pairs += W.LoadFirst(ref pair, e, count - e);
        _atoms.Pointer[lane] = W.Sum(sum);
        _atoms.Pointer[W.Lanes + lane] = W.Sum(pairs);
    }

    /// <summary>g_ij of an atom's edges, and their sum to its force.</summary>
    [MethodImpl(Loop)]
    void Gradients(in AtomBlock<T> block, int atom, int lane, T embedding)
    {
        ref var from = ref Unsafe.AsRef<T>(_planes.Pointer + _start[lane]);
        var slope = W.Broadcast(embedding);
        W fx = W.Zero, fy = W.Zero, fz = W.Zero;
        for (nint e = 0; e < _count[lane]; e += W.Lanes)
        {
            var s = W.Fma(slope, W.Load(ref from, DensitySlope * _stride + e), W.Load(ref from, PairSlope * _stride + e)) * W.Load(ref from, Inverse * _stride + e);
            W gx = s * W.Load(ref from, X * _stride + e), gy = s * W.Load(ref from, Y * _stride + e), gz = s * W.Load(ref from, Z * _stride + e);
            W.Store(gx, ref from, GX * _stride + e);
            W.Store(gy, ref from, GY * _stride + e);
            W.Store(gz, ref from, GZ * _stride + e);
            fx += gx;
            fy += gy;
            fz += gz;
        }
        Points.AddSums(block.Forces + 4 * atom, fx, fy, fz, W.Zero);
    }

    /// <summary>
    /// Their derivatives along the motion w of the edges, in their place: with ṙ = r·w/r and ρ̇ = Σ f' ṙ, those of s = (F' f' + p')/r are ṡ = (F'' ρ̇ f' + (F' f'' + p'' − s) ṙ)/r, and ġ = ṡ r_ij + s w.
    /// </summary>
    [MethodImpl(Loop)]
    void GradientTangents(in AtomBlock<T> block, int atom, int lane, T embedding, T embeddingCurvature)
    {
        ref var from = ref Unsafe.AsRef<T>(_planes.Pointer + _start[lane]);
        Motion(block, atom, lane);
        var rate = W.Zero;
        for (nint e = 0; e < _count[lane]; e += W.Lanes)
            rate = W.Fma(W.Load(ref from, DensitySlope * _stride + e), Stretch(ref from, e), rate);
        W slope = W.Broadcast(embedding), change = W.Broadcast(embeddingCurvature * W.Sum(rate)), fx = W.Zero, fy = W.Zero, fz = W.Zero;
        for (nint e = 0; e < _count[lane]; e += W.Lanes)
        {
            W inverse = W.Load(ref from, Inverse * _stride + e), f = W.Load(ref from, DensitySlope * _stride + e);
            var s = W.Fma(slope, f, W.Load(ref from, PairSlope * _stride + e)) * inverse;
            var bend = W.Fma(slope, W.Load(ref from, DensityCurvature * _stride + e), W.Load(ref from, PairCurvature * _stride + e)) - s;
            var turn = W.Fma(change, f, bend * Stretch(ref from, e)) * inverse;
            var gx = W.Fma(turn, W.Load(ref from, X * _stride + e), s * W.Load(ref from, WX * _stride + e));
            var gy = W.Fma(turn, W.Load(ref from, Y * _stride + e), s * W.Load(ref from, WY * _stride + e));
            var gz = W.Fma(turn, W.Load(ref from, Z * _stride + e), s * W.Load(ref from, WZ * _stride + e));
            W.Store(gx, ref from, GX * _stride + e);
            W.Store(gy, ref from, GY * _stride + e);
            W.Store(gz, ref from, GZ * _stride + e);
            fx += gx;
            fy += gy;
            fz += gz;
        }
        Points.AddSums(block.Forces + 4 * atom, fx, fy, fz, W.Zero);
    }

    /// <summary>ṙ of the edges of a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    W Stretch(ref T from, nint e) => W.Load(ref from, Inverse * _stride + e) *
        W.Fma(W.Load(ref from, X * _stride + e), W.Load(ref from, WX * _stride + e),
            W.Fma(W.Load(ref from, Y * _stride + e), W.Load(ref from, WY * _stride + e), W.Load(ref from, Z * _stride + e) * W.Load(ref from, WZ * _stride + e)));

    /// <summary>How each edge moves; entries that fill a register stand, as their edges have no length.</summary>
    void Motion(in AtomBlock<T> block, int atom, int lane)
    {
        var planes = _planes.Pointer + _start[lane];
        var own = block.Directions + 4 * atom;
        for (var e = 0; e < _start[lane + 1] - _start[lane]; e++)
        {
            var other = e < _count[lane] ? block.Directions + 4 * *(int*)(planes + Target * _stride + e) : own;
            planes[WX * _stride + e] = other[0] - own[0];
            planes[WY * _stride + e] = other[1] - own[1];
            planes[WZ * _stride + e] = other[2] - own[2];
        }
    }

    /// <summary>F_j −= g_ij.</summary>
    [MethodImpl(Loop)]
    void Scatter(in AtomBlock<T> block, int atom, int lane, bool atomVirials)
    {
        var planes = _planes.Pointer + _start[lane];
        T* gx = planes + GX * _stride, gy = planes + GY * _stride, gz = planes + GZ * _stride, target = planes + Target * _stride;
        var count = _count[lane];
        for (var e = 0; e < count; e++)
        {
            var f = block.Forces + 4 * (nint)(*(int*)(target + e));
            f[0] -= gx[e];
            f[1] -= gy[e];
            f[2] -= gz[e];
        }
        if (atomVirials)
            EdgeVirials.Add(block, atom, gx, gy, gz, (int*)target, sizeof(T) / sizeof(int), count);
    }

    public override void Dispose()
    {
        _terms.Dispose();
        _planes.Dispose();
        _atoms.Dispose();
        _species.Dispose();
        _centres.Dispose();
        base.Dispose();
    }
}
