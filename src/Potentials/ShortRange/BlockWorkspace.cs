using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>One thread's kernels and local arrays: turns a block of the neighbour list into what kernels see, and their output into Å and eV.</summary>
sealed unsafe class BlockWorkspace<T> : IDisposable
    where T : unmanaged
{
    /// <summary>Where the sentinel stands, Å: beyond any cutoff, its square still a single-precision number.</summary>
    const double FarAway = 1e9;

    readonly (double Factor, BlockKernel<T> Kernel)[] _kernels;
    readonly AlignedBuffer<T> _positions = new();
    readonly AlignedBuffer<T> _forces = new();
    readonly AlignedBuffer<T> _termForces = new();
    readonly AlignedBuffer<byte> _localSpecies = new();

    internal BlockWorkspace(IEnumerable<(double Factor, ShortRangeModel Model)> terms)
    {
        _kernels = [.. terms.Select(t => (t.Factor, t.Model.OpenKernel<T>()))];
        Scatters = _kernels.Any(k => k.Kernel.ScattersForces);
    }

    /// <summary>True where some kernel adds forces to neighbours.</summary>
    internal bool Scatters { get; }

    /// <summary>Evaluates all terms on a block; returns its virial, eV.</summary>
    /// <param name="species">By term, of sorted atoms.</param>
    /// <param name="own">Out: 4 per own atom. </param>
    /// <param name="ghosts">Out: 4 per ghost; null where no kernel scatters.</param>
    internal Mat3 Evaluate(Neighbours neighbours, NeighbourBlock block, Cell? cell, byte[][] species, T* own, T* ghosts)
    {
        var local = block.LocalCount;
        PlaceAtoms(neighbours, block, cell);
        var total = Clear(_forces, local + 1);
        double* virial = stackalloc double[9], termVirial = stackalloc double[9];
        new Span<double>(virial, 9).Clear();
        // Scattering kernels first: once they are done, Σ r ⊗ F over local atoms is −Σ r_ij ⊗ g_ij over their edges, the virial for nothing.
        RunTerms(block, species, scatter: true, total, termVirial, virial);
        if (Scatters)
            AddMoment(total, local, virial);
        RunTerms(block, species, scatter: false, total, termVirial, virial);
        new ReadOnlySpan<T>(total, 4 * block.OwnCount).CopyTo(new Span<T>(own, 4 * block.OwnCount));
        if (ghosts is not null)
            new ReadOnlySpan<T>(total + 4 * block.OwnCount, 4 * block.GhostCount).CopyTo(new Span<T>(ghosts, 4 * block.GhostCount));
        return Mat3.FromSpan(new ReadOnlySpan<double>(virial, 9));
    }

    void RunTerms(NeighbourBlock block, byte[][] species, bool scatter, T* total, double* termVirial, double* virial)
    {
        for (var t = 0; t < _kernels.Length; t++)
        {
            var (factor, kernel) = _kernels[t];
            if (kernel.ScattersForces != scatter)
                continue;
            PlaceSpecies(block, species[t]);
            var forces = factor == 1 ? total : Clear(_termForces, block.LocalCount + 1);
            new Span<double>(termVirial, 9).Clear();
            kernel.Evaluate(new AtomBlock<T>
            {
                OwnCount = block.OwnCount,
                LocalCount = block.LocalCount,
                Positions = _positions.Pointer,
                Species = _localSpecies.Pointer,
                EdgeStart = block.EdgeStart,
                EdgeCount = block.EdgeCount,
                Edges = block.Edges,
                Forces = forces,
                Virial = termVirial,
            });
            for (var c = 0; c < 9; c++)
                virial[c] += factor * termVirial[c];
            if (factor != 1)
                AddScaled(factor, forces, total, 4 * block.LocalCount);
        }
    }

    static T* Clear(AlignedBuffer<T> buffer, int atoms)
    {
        var p = buffer.Require(4 * atoms);
        new Span<T>(p, 4 * atoms).Clear();
        return p;
    }

    void PlaceAtoms(Neighbours neighbours, NeighbourBlock block, Cell? cell)
    {
        var p = _positions.Require(4 * (block.LocalCount + 1));
        var sorted = neighbours.SortedPositions;
        var vectors = cell?.Vectors ?? Mat3.Identity;
        for (var i = 0; i < block.OwnCount; i++)
            Place(p + 4 * i, sorted[block.OwnStart + i] - block.Origin);
        for (var g = 0; g < block.GhostCount; g++)
        {
            var r = sorted[block.GhostAtom[g]] - block.Origin;
            var shift = block.GhostShift[g];
            Place(p + 4 * (block.OwnCount + g), shift.IsZero ? r : r + shift.In(vectors));
        }
        Place(p + 4 * block.LocalCount, new Vec3(FarAway, FarAway, FarAway));
    }

    static void Place(T* p, Vec3 r)
    {
        if (typeof(T) == typeof(float))
        {
            var f = (float*)p;
            (f[0], f[1], f[2], f[3]) = ((float)r.X, (float)r.Y, (float)r.Z, 0);
        }
        else
        {
            var d = (double*)p;
            (d[0], d[1], d[2], d[3]) = (r.X, r.Y, r.Z, 0);
        }
    }

    void PlaceSpecies(NeighbourBlock block, byte[] species)
    {
        var p = _localSpecies.Require(block.LocalCount + 1);
        for (var i = 0; i < block.OwnCount; i++)
            p[i] = species[block.OwnStart + i];
        for (var g = 0; g < block.GhostCount; g++)
            p[block.OwnCount + g] = species[block.GhostAtom[g]];
        p[block.LocalCount] = 0;
    }

    void AddMoment(T* forces, int local, double* virial)
    {
        var sum = Mat3.Zero;
        for (var i = 0; i < local; i++)
            sum += Mat3.Outer(Read(_positions.Pointer + 4 * i), Read(forces + 4 * i));
        for (var r = 0; r < 3; r++)
        {
            for (var c = 0; c < 3; c++)
                virial[3 * r + c] += sum[r, c];
        }
    }

    static Vec3 Read(T* p) => typeof(T) == typeof(float)
        ? new Vec3(((float*)p)[0], ((float*)p)[1], ((float*)p)[2])
        : new Vec3(((double*)p)[0], ((double*)p)[1], ((double*)p)[2]);

    static void AddScaled(double factor, T* from, T* to, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (typeof(T) == typeof(float))
                ((float*)to)[i] += (float)factor * ((float*)from)[i];
            else
                ((double*)to)[i] += factor * ((double*)from)[i];
        }
    }

    public void Dispose()
    {
        foreach (var (_, kernel) in _kernels)
            kernel.Dispose();
        _positions.Dispose();
        _forces.Dispose();
        _termForces.Dispose();
        _localSpecies.Dispose();
    }
}
