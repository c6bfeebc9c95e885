using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Behler;

/// <summary>Evaluates a set of symmetry functions on whole structures, in double. Keeps its memory; serves one thread.</summary>
public sealed unsafe class DescriptorEvaluator : IDisposable
{
    readonly SymmetryFunctionSet _set;
    readonly DescriptorKernel<double> _kernel;
    readonly Neighbours _neighbours;
    readonly AlignedBuffer<double> _values = new();
    readonly AlignedBuffer<double> _cotangents = new();
    readonly List<float> _derivatives = [];
    readonly List<int> _entryAtoms = [];
    int[] _entryOf = [];

    public DescriptorEvaluator(SymmetryFunctionSet set)
    {
        _set = set;
        _kernel = DescriptorKernel<double>.Open(set);
        _neighbours = new Neighbours(set.Range, 0);
    }

    /// <summary>The functions of every atom of <paramref name="structure"/>, and their derivatives where wanted.</summary>
    /// <exception cref="PotentialException">An element is not covered.</exception>
    /// <exception cref="AtomsException">The structure is broken.</exception>
    public Descriptors Evaluate(Structure structure, bool derivatives)
    {
        var into = new Descriptors(structure, _set) { HasDerivatives = derivatives };
        _neighbours.Forget();
        _neighbours.Update(structure, Team.Single);
        // Blocks come in their own order; what is stored goes by the structure's.
        var place = new (int Block, int Own)[structure.Count];
        for (var b = 0; b < _neighbours.BlockCount; b++)
        {
            for (var own = 0; own < _neighbours[b].OwnCount; own++)
                place[_neighbours.Order[_neighbours[b].OwnStart + own]] = (b, own);
        }
        _derivatives.Clear();
        _entryAtoms.Clear();
        if (derivatives)
            into.StrainDerivatives = new float[into.StrainStart(structure.Count)];
        if (_entryOf.Length < structure.Count)
            _entryOf = new int[structure.Count];
        _entryOf.AsSpan().Fill(-1);
        for (var i = 0; i < structure.Count; i++)
        {
            FillEdges(structure, _neighbours[place[i].Block], place[i].Own);
            var functions = _set.Count(into.Species[i]);
            var values = _values.Require(functions);
            _kernel.Values(into.Species[i], values);
            new ReadOnlySpan<double>(values, functions).CopyTo(into.Values.AsSpan(into.ValueStart(i)));
            into.EntryStart[i] = _entryAtoms.Count;
            into.DerivativeStart[i] = _derivatives.Count;
            if (derivatives)
                Differentiate(into, i, functions);
        }
        into.EntryStart[structure.Count] = _entryAtoms.Count;
        into.DerivativeStart[structure.Count] = _derivatives.Count;
        into.EntryAtom = [.. _entryAtoms];
        into.Derivatives = [.. _derivatives];
        return into;
    }

    void FillEdges(Structure structure, NeighbourBlock block, int own)
    {
        var vectors = structure.Cell?.Vectors ?? Mat3.Identity;
        var from = _neighbours.SortedPositions[block.OwnStart + own];
        int start = block.EdgeStart[own], count = block.EdgeCount[own];
        var edges = _kernel.Edges;
        edges.Begin(count);
        for (var e = start; e < start + count; e++)
        {
            var r = _neighbours.LocalPosition(block, block.Edges[e], vectors, out var atom) - from;
            var index = _neighbours.Order[atom];
            edges.Add(count, r.X, r.Y, r.Z, _set.SpeciesOf(structure.Elements[index]), index);
        }
        edges.End(count);
    }

    /// <summary>One pull a function, with all others' cotangents zero.</summary>
    void Differentiate(Descriptors into, int atom, int functions)
    {
        var edges = _kernel.Edges;
        int stride = into.Stride(atom), first = into.EntryStart[atom];
        for (var k = 0; k < edges.Total; k++)
        {
            var other = edges.Target[k];
            if (other < 0 || other == atom || _entryOf[other] >= 0)
                continue;
            _entryOf[other] = _entryAtoms.Count - first;
            _entryAtoms.Add(other);
        }
        var begin = _derivatives.Count;
        System.Runtime.InteropServices.CollectionsMarshal.SetCount(_derivatives, begin + 3 * stride * (_entryAtoms.Count - first));
        var derivatives = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_derivatives)[begin..];
        derivatives.Clear();
        var strains = into.StrainDerivatives.AsSpan(into.StrainStart(atom), 6 * stride);
        var cotangents = _cotangents.Require(functions);
        new Span<double>(cotangents, functions).Clear();
        for (var m = 0; m < functions; m++)
        {
            cotangents[m] = 1;
            _kernel.Pull(into.Species[atom], cotangents);
            cotangents[m] = 0;
            Store(edges, atom, derivatives.IsEmpty ? default : derivatives[m..], strains[m..], stride);
        }
        for (var e = first; e < _entryAtoms.Count; e++)
            _entryOf[_entryAtoms[e]] = -1;
    }

    void Store(EdgeTable<double> edges, int atom, Span<float> derivatives, Span<float> strains, int stride)
    {
        double xx = 0, yy = 0, zz = 0, yz = 0, xz = 0, xy = 0;
        for (var k = 0; k < edges.Total; k++)
        {
            var other = edges.Target[k];
            if (other < 0)
                continue;
            double x = edges.X[k], y = edges.Y[k], z = edges.Z[k], gx = edges.Gx[k], gy = edges.Gy[k], gz = edges.Gz[k];
            xx += x * gx;
            yy += y * gy;
            zz += z * gz;
            yz += 0.5 * (y * gz + z * gy);
            xz += 0.5 * (x * gz + z * gx);
            xy += 0.5 * (x * gy + y * gx);
            if (other == atom)
                continue;
            var at = 3 * stride * _entryOf[other];
            derivatives[at] += (float)gx;
            derivatives[at + stride] += (float)gy;
            derivatives[at + 2 * stride] += (float)gz;
        }
        (strains[0], strains[stride], strains[2 * stride]) = ((float)xx, (float)yy, (float)zz);
        (strains[3 * stride], strains[4 * stride], strains[5 * stride]) = ((float)yz, (float)xz, (float)xy);
    }

    public void Dispose()
    {
        _kernel.Dispose();
        _neighbours.Dispose();
        _values.Dispose();
        _cotangents.Dispose();
    }
}
