using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// Evaluates molecules that have nothing to do with one another many at a time: as many as make a block of good size share one call of the kernels. That saves
/// the setting up for each of them, and kernels that treat the atoms of an element together get more of them.
/// </summary>
/// <remarks>
/// Molecules are cut from the list in its order, each about its own middle with lists of its own, and kernels treat an atom the same in any company: so what comes out
/// for a molecule are the same bits whatever it was evaluated with.
/// </remarks>
sealed unsafe class MoleculeBatches<T>(IReadOnlyList<(double Factor, ShortRangeModel Model)> terms, BlockWorkspace<T>[] workspaces) : IDisposable, IJob
    where T : unmanaged
{
    /// <summary>As the largest block of other systems, beyond which it no longer fits the second-level cache.</summary>
    const int MostAtoms = 448;

    readonly double _reach = terms.Max(t => t.Model.Range);
    readonly Scratch[] _scratch = [.. workspaces.Select(_ => new Scratch(terms.Count))];
    readonly List<(int First, int Count)> _batches = [];
    IReadOnlyList<Structure> _structures = [];
    IReadOnlyList<Prediction> _into = [];
    Request _request;

    /// <summary>What one thread needs.</summary>
    sealed class Scratch(int terms) : IDisposable
    {
        public readonly MoleculeBlock Molecules = new();
        public readonly AlignedBuffer<T> Forces = new();
        public readonly SortedSpecies[] Species = [.. Enumerable.Range(0, terms).Select(_ => new SortedSpecies())];

        public void Dispose()
        {
            Molecules.Dispose();
            Forces.Dispose();
        }
    }

    /// <summary>Whether it evaluates such a structure at all; it depends on nothing else.</summary>
    internal static bool Takes(Structure structure) => MoleculeBlock.Takes(structure) && structure.Count is > 0 and <= MostAtoms;

    /// <summary>Evaluates those of the structures that it takes and leaves the others.</summary>
    internal void Evaluate(IReadOnlyList<Structure> structures, Request request, IReadOnlyList<Prediction> into, Team team)
    {
        Cut(structures);
        (_structures, _into, _request) = (structures, into, request);
        team.Run(this, _batches.Count);
        (_structures, _into) = ([], []);
    }

    void Cut(IReadOnlyList<Structure> structures)
    {
        _batches.Clear();
        var (first, atoms) = (0, 0);
        for (var k = 0; k < structures.Count; k++)
        {
            var taken = Takes(structures[k]);
            if (k > first && (!taken || atoms + structures[k].Count > MostAtoms))
            {
                _batches.Add((first, k - first));
                (first, atoms) = (k, 0);
            }
            if (taken)
                atoms += structures[k].Count;
            else
                first = k + 1;
        }
        if (structures.Count > first)
            _batches.Add((first, structures.Count - first));
    }

    void IJob.Run(int index, int worker)
    {
        var (first, count) = _batches[index];
        var (scratch, workspace) = (_scratch[worker], workspaces[worker]);
        for (var m = first; m < first + count; m++)
        {
            foreach (var (_, model) in terms)
                model.Check(_structures[m]);
        }
        var molecules = scratch.Molecules;
        molecules.Build(_structures, first, count, _reach);
        var atoms = molecules.Start(count);
        for (var t = 0; t < terms.Count; t++)
            scratch.Species[t].Fill(terms[t].Model, _structures, first, count, atoms);
        workspace.Evaluate(molecules, scratch.Species, scratch.Forces.Require(4 * atoms));
        for (var m = 0; m < count; m++)
            Take(scratch, m, _into[first + m]);
    }

    void Take(Scratch scratch, int molecule, Prediction into)
    {
        var (start, end) = (scratch.Molecules.Start(molecule), scratch.Molecules.Start(molecule + 1));
        into.Ready(end - start, (_request & ~Request.Uncertainty) | Request.Forces);
        var forces = into.Forces;
        var energies = into.AtomEnergies;
        var virial = Mat3.Zero;
        for (var k = start; k < end; k++)
        {
            var f = FourNumbers<T>.Read(scratch.Forces.Pointer + 4 * k);
            var e = f[3];
            for (var t = 0; t < terms.Count; t++)
                e += terms[t].Factor * scratch.Species[t].AtomEnergy(k);
            var force = forces[k - start] = new Vec3(f[0], f[1], f[2]);
            if (!energies.IsEmpty)
                energies[k - start] = e;
            into.Energy += e;
            // Nothing pulls from outside: Σ r_i ⊗ F_i is −Σ r_ij ⊗ g_ij.
            virial += Mat3.Outer(scratch.Molecules.Positions[k], force);
        }
        if ((_request & Request.Virial) != 0)
            into.Virial = virial;
    }

    public void Dispose()
    {
        foreach (var scratch in _scratch)
            scratch.Dispose();
    }
}
