using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <param name="centre">Sorted index.</param>
/// <param name="neighbour">Sorted index.</param>
/// <param name="edge">r_ij, Å.</param>
/// <param name="gradient">∂o_i/∂r_ij.</param>
delegate void OutputGradientVisitor(int centre, int neighbour, Vec3 edge, Vec3 gradient);

/// <summary>One thread's kernels and local arrays: turns a block of the neighbour list into what kernels see, and their output into Å and eV.</summary>
sealed unsafe class BlockWorkspace<T> : IDisposable
    where T : unmanaged
{
    readonly (double Factor, BlockKernel<T> Kernel)[] _kernels;
    readonly AlignedBuffer<T> _positions = new();
    readonly AlignedBuffer<T> _directions = new();
    readonly AlignedBuffer<T> _forces = new();
    readonly AlignedBuffer<T> _termForces = new();
    readonly AlignedBuffer<byte> _localSpecies = new();
    readonly AlignedBuffer<double> _gradient = new();
    readonly AlignedBuffer<double> _virials = new();
    readonly AlignedBuffer<double> _termVirials = new();
    readonly AlignedBuffer<T> _heads = new();
    readonly int _headTerm, _headCount;

    internal BlockWorkspace(IEnumerable<(double Factor, ShortRangeModel Model)> terms)
    {
        (double Factor, ShortRangeModel Model)[] all = [.. terms];
        _kernels = [.. all.Select(t => (t.Factor, t.Model.OpenKernel<T>()))];
        _headTerm = Array.FindIndex(all, t => t.Model.HeadCount > 0);
        _headCount = _headTerm < 0 ? 0 : all[_headTerm].Model.HeadCount;
        Scatters = _kernels.Any(k => k.Kernel.ScattersForces);
        KnowsRange = _kernels.Any(k => k.Kernel.KnowsRange);
        HasTangent = _kernels.All(k => k.Kernel.HasTangent);
        HasAtomVirials = _kernels.All(k => k.Kernel.HasAtomVirials);
        OutputTerm = Array.FindIndex(_kernels, k => k.Kernel.OutputCount > 0);
    }

    /// <summary>True where some kernel adds forces to neighbours.</summary>
    internal bool Scatters { get; }

    /// <summary>True where some kernel can tell which atoms have left what its model was trained on.</summary>
    internal bool KnowsRange { get; }

    /// <summary>True where every kernel can differentiate its forces.</summary>
    internal bool HasTangent { get; }

    /// <summary>True where every kernel shares its virial out among the atoms.</summary>
    internal bool HasAtomVirials { get; }

    /// <summary>The term that gives numbers beside its energy; −1 where none does.</summary>
    internal int OutputTerm { get; }

    /// <summary>How many it gives for each atom.</summary>
    internal int OutputCount => OutputTerm < 0 ? 0 : _kernels[OutputTerm].Kernel.OutputCount;

    /// <summary>Outputs of own atoms, <see cref="OutputCount"/> each.</summary>
    internal void Outputs(Neighbours neighbours, NeighbourBlock block, Cell? cell, SortedSpecies[] species, double* outputs)
    {
        PlaceAtoms(neighbours, block, cell);
        PlaceSpecies(block, species[OutputTerm]);
        _kernels[OutputTerm].Kernel.Outputs(View(block, species[OutputTerm]) with { Outputs = outputs });
    }

    /// <summary>For every own atom in turn: <paramref name="visit"/> with its sorted index, its edges and the gradient of its first output by them. Slow.</summary>
    internal void VisitOutputGradients(Neighbours neighbours, NeighbourBlock block, Cell? cell, SortedSpecies[] species, OutputGradientVisitor visit)
    {
        PlaceAtoms(neighbours, block, cell);
        PlaceSpecies(block, species[OutputTerm]);
        var view = View(block, species[OutputTerm]);
        var room = 3 * (block.LocalCount + 1);
        var gradient = _gradient.Require(room);
        for (var i = 0; i < block.OwnCount; i++)
        {
            new Span<double>(gradient, room).Clear();
            _kernels[OutputTerm].Kernel.OutputGradient(view, i, gradient);
            for (var k = block.EdgeStart[i]; k < block.EdgeStart[i] + block.EdgeCount[i]; k++)
            {
                int j = block.Edges[k];
                var g = new Vec3(gradient[3 * j], gradient[3 * j + 1], gradient[3 * j + 2]);
                visit(block.OwnStart + i, j < block.OwnCount ? block.OwnStart + j : block.GhostAtom[j - block.OwnCount], Point(j) - Point(i), g);
            }
        }
    }

    Vec3 Point(int local)
    {
        var r = FourNumbers<T>.Read(_positions.Pointer + 4 * local);
        return new Vec3(r[0], r[1], r[2]);
    }

    AtomBlock<T> View(NeighbourBlock block, SortedSpecies species) => new()
    {
        OwnCount = block.OwnCount,
        LocalCount = block.LocalCount,
        Positions = _positions.Pointer,
        Species = _localSpecies.Pointer,
        HasOneSpecies = species.IsOne,
        EdgeStart = block.EdgeStart,
        EdgeCount = block.EdgeCount,
        Edges = block.Edges,
        Forces = null,
        Virial = null,
    };

    /// <summary>Derivatives of all terms' forces along directions.</summary>
    /// <param name="directions">By sorted atom, with one number more than theirs readable behind the last.</param>
    /// <param name="own">Out: 4 per own atom.</param>
    /// <param name="ghosts">Out: 4 per ghost; null where no kernel scatters.</param>
    internal void Tangent(Neighbours neighbours, NeighbourBlock block, Cell? cell, SortedSpecies[] species, Vec3* directions, T* own, T* ghosts)
    {
        PlaceAtoms(neighbours, block, cell);
        PlaceDirections(block, directions);
        var total = Clear(_forces, block.LocalCount + 1);
        RunTerms(block, species, scatter: true, total, null, null, null, null, null, tangent: true);
        RunTerms(block, species, scatter: false, total, null, null, null, null, null, tangent: true);
        CopyOut(block, total, own, ghosts);
    }

    /// <summary>Evaluates all terms on a block.</summary>
    /// <param name="species">By term.</param>
    /// <param name="own">Out: 4 per own atom.</param>
    /// <param name="ghosts">Out: 4 per ghost; null where no kernel scatters.</param>
    /// <param name="virial">Out: eV; null where it is not wanted.</param>
    /// <param name="excess">Out: <see cref="AtomBlock{T}.Excess"/> of own atoms; null where no kernel knows its range.</param>
    /// <param name="cotangents"><see cref="AtomBlock{T}.Cotangents"/> of own atoms; null for none.</param>
    /// <param name="shares">Where virials by atom go; not <see cref="VirialShares.Wanted"/> for none.</param>
    /// <param name="heads">Where what heads add goes; not <see cref="HeadShares{T}.Wanted"/> for none.</param>
    internal void Evaluate(
        Neighbours neighbours, NeighbourBlock block, Cell? cell, SortedSpecies[] species, T* own, T* ghosts, double* virial, float* excess, double* cotangents, VirialShares shares, HeadShares<T> heads)
    {
        PlaceAtoms(neighbours, block, cell);
        EvaluatePlaced(block, species, own, ghosts, virial, excess, cotangents, shares, heads);
    }

    /// <summary>Evaluates all terms on molecules; their virials follow from positions and forces.</summary>
    /// <param name="species">By term.</param>
    /// <param name="own">Out: 4 per atom.</param>
    internal void Evaluate(MoleculeBlock molecules, SortedSpecies[] species, T* own)
    {
        LocalPositions.Place(_positions.Require(4 * (molecules.Block.LocalCount + 1)), molecules);
        EvaluatePlaced(molecules.Block, species, own, null, null, null, null, default, default);
    }

    void EvaluatePlaced(NeighbourBlock block, SortedSpecies[] species, T* own, T* ghosts, double* virial, float* excess, double* cotangents, VirialShares shares, HeadShares<T> headShares)
    {
        var local = block.LocalCount;
        var heads = headShares.Wanted ? Clear(_heads, _headCount * (local + 1)) : null;
        var virials = shares.Wanted ? Clear(_virials, local + 1) : null;
        if (virial is not null)
            new Span<double>(virial, 9).Clear();
        if (excess is not null)
            new Span<float>(excess, block.OwnCount).Clear();
        if (!Scatters)
        {
            // Kernels write to own atoms alone: straight into the result.
            new Span<T>(own, 4 * block.OwnCount).Clear();
            RunTerms(block, species, scatter: false, own, virial, excess, cotangents, virials, heads);
            shares.Take(block, virials);
            headShares.Take(block, heads is null ? 0 : _headCount, heads, 4 * (local + 1));
            return;
        }
        var total = Clear(_forces, local + 1);
        // Scattering kernels first: once they are done, Σ r ⊗ F over local atoms is −Σ r_ij ⊗ g_ij over their edges, the virial for nothing.
        RunTerms(block, species, scatter: true, total, virial, excess, cotangents, virials, heads);
        if (virial is not null)
            AddMoment(total, local, virial);
        RunTerms(block, species, scatter: false, total, virial, excess, cotangents, virials, heads);
        CopyOut(block, total, own, ghosts);
        shares.Take(block, virials);
        headShares.Take(block, heads is null ? 0 : _headCount, heads, 4 * (local + 1));
    }

    static void CopyOut(NeighbourBlock block, T* total, T* own, T* ghosts)
    {
        new ReadOnlySpan<T>(total, 4 * block.OwnCount).CopyTo(new Span<T>(own, 4 * block.OwnCount));
        if (ghosts is not null)
            new ReadOnlySpan<T>(total + 4 * block.OwnCount, 4 * block.GhostCount).CopyTo(new Span<T>(ghosts, 4 * block.GhostCount));
    }

    void RunTerms(NeighbourBlock block, SortedSpecies[] species, bool scatter, T* total, double* virial, float* excess, double* cotangents, double* virials, T* heads, bool tangent = false)
    {
        double* termVirial = stackalloc double[9];
        for (var t = 0; t < _kernels.Length; t++)
        {
            var (factor, kernel) = _kernels[t];
            if (kernel.ScattersForces != scatter)
                continue;
            PlaceSpecies(block, species[t]);
            var forces = factor == 1 ? total : Clear(_termForces, block.LocalCount + 1);
            var shares = factor == 1 || virials is null ? virials : Clear(_termVirials, block.LocalCount + 1);
            new Span<double>(termVirial, 9).Clear();
            var view = View(block, species[t]) with
            {
                Directions = tangent ? _directions.Pointer : null,
                Forces = forces,
                Virial = virial is null ? null : termVirial,
                AtomVirials = shares,
                Excess = excess,
                Cotangents = t == OutputTerm ? cotangents : null,
                Heads = t == _headTerm ? heads : null,
                HeadStride = 4 * (block.LocalCount + 1),
            };
            if (tangent)
                kernel.Tangent(view);
            else
                kernel.Evaluate(view);
            for (var c = 0; c < 9 && virial is not null; c++)
                virial[c] += factor * termVirial[c];
            if (factor == 1)
                continue;
            FourNumbers<T>.AddScaled(factor, forces, total, 4 * (scatter ? block.LocalCount : block.OwnCount));
            for (var c = 0; c < 9 * block.LocalCount && virials is not null; c++)
                virials[c] += factor * shares[c];
            if (t == _headTerm && heads is not null)
                FourNumbers<T>.AddScaled(factor - 1, heads, heads, 4 * _headCount * (block.LocalCount + 1));
        }
    }

    static T* Clear(AlignedBuffer<T> buffer, int atoms)
    {
        var p = buffer.Require(4 * atoms);
        new Span<T>(p, 4 * atoms).Clear();
        return p;
    }

    static double* Clear(AlignedBuffer<double> buffer, int atoms)
    {
        var p = buffer.Require(9 * atoms);
        new Span<double>(p, 9 * atoms).Clear();
        return p;
    }

    void PlaceAtoms(Neighbours neighbours, NeighbourBlock block, Cell? cell) =>
        LocalPositions.Place(_positions.Require(4 * (block.LocalCount + 1)), neighbours, block, cell);

    void PlaceDirections(NeighbourBlock block, Vec3* directions)
    {
        var p = _directions.Require(4 * (block.LocalCount + 1));
        for (var i = 0; i < block.OwnCount; i++)
            LocalPositions.Place(p + 4 * i, LocalPositions.Load((double*)(directions + block.OwnStart + i)));
        for (var g = 0; g < block.GhostCount; g++)
            LocalPositions.Place(p + 4 * (block.OwnCount + g), LocalPositions.Load((double*)(directions + block.GhostAtom[g])));
        LocalPositions.Place(p + 4 * block.LocalCount, Vector256<double>.Zero);
    }

    void PlaceSpecies(NeighbourBlock block, SortedSpecies species)
    {
        var p = _localSpecies.Require(block.LocalCount + 1);
        if (species.IsOne)
        {
            new Span<byte>(p, block.LocalCount).Fill(species[block.OwnStart]);
        }
        else
        {
            var place = _positions.Pointer + 3;
            for (var i = 0; i < block.OwnCount; i++)
                place[4 * i] = Number(p[i] = species[block.OwnStart + i]);
            for (var g = 0; g < block.GhostCount; g++)
                place[4 * (block.OwnCount + g)] = Number(p[block.OwnCount + g] = species[block.GhostAtom[g]]);
        }
        p[block.LocalCount] = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T Number(byte species) => typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>(species) : Unsafe.BitCast<double, T>(species);

    void AddMoment(T* forces, int local, double* virial)
    {
        Vector256<double> x = default, y = default, z = default;
        for (var i = 0; i < local; i++)
        {
            var r = FourNumbers<T>.Read(_positions.Pointer + 4 * i);
            var f = FourNumbers<T>.Read(forces + 4 * i);
            x += r[0] * f;
            y += r[1] * f;
            z += r[2] * f;
        }
        for (var c = 0; c < 3; c++)
        {
            virial[c] += x[c];
            virial[3 + c] += y[c];
            virial[6 + c] += z[c];
        }
    }

    public void Dispose()
    {
        foreach (var (_, kernel) in _kernels)
            kernel.Dispose();
        _positions.Dispose();
        _directions.Dispose();
        _forces.Dispose();
        _termForces.Dispose();
        _localSpecies.Dispose();
        _gradient.Dispose();
        _virials.Dispose();
        _termVirials.Dispose();
        _heads.Dispose();
    }
}
