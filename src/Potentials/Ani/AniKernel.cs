using System.Numerics;
using Athanor.Numerics;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Ani;

/// <summary>
/// Runs a model over a block: the environment vectors of all own atoms, as rows by element; then each element's networks on its rows; then the way back to forces.
/// </summary>
sealed unsafe class AniKernel<W, S> : BlockKernel<S>
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly AniModel _model;
    readonly AevBatch<W, S> _batch;
    readonly Dictionary<UInt128, Part> _parts = [];
    readonly AlignedBuffer<S> _inputs = new(), _gradients = new(), _energies = new();
    readonly AlignedBuffer<int> _rowOf = new();
    readonly int[] _rows;
    AniTangent? _tangent;

    /// <summary>A subset of the model and its networks at work.</summary>
    sealed record Part(AniSubset<S> Subset, CommitteeNetworkKernel<W, S>[] Networks)
    {
        /// <summary>Numbers from one row to the next.</summary>
        internal int Stride => Networks[0].Columns;
    }

    internal AniKernel(AniModel model)
    {
        _model = model;
        _batch = new AevBatch<W, S>(model.Functions);
        _rows = new int[model.Functions.Elements.Length + 1];
    }

    public override bool ScattersForces => true;

    public override bool HasAtomVirials => true;

    public override void Evaluate(in AtomBlock<S> block)
    {
        if (block.OwnCount == 0)
            return;
        var part = PartOf(block);
        var subset = part.Subset;
        var stride = part.Stride;
        PlaceRows(block, subset);
        var inputs = _inputs.Require(block.OwnCount * stride);
        var gradients = _gradients.Require(block.OwnCount * stride);
        var energies = _energies.Require(block.OwnCount);
        new Span<S>(inputs, block.OwnCount * stride).Clear();

        var batches = 0;
        for (var begin = 0; begin < block.OwnCount; batches++)
        {
            begin = _batch.Load(block, subset.Present.Length, subset.IndexOf, begin);
            _batch.Values(inputs, stride, _rowOf.Pointer);
        }
        for (var p = 0; p < subset.Present.Length; p++)
        {
            if (_rows[p + 1] > _rows[p])
                part.Networks[p].Evaluate(inputs + (long)_rows[p] * stride, _rows[p + 1] - _rows[p], stride, energies + _rows[p], gradients + (long)_rows[p] * stride);
        }
        // Batch after batch in their order, so that forces add up in that of atoms, wherever batches end: a molecule has the same bits in any company.
        // Of a small molecule there is one batch, and all that it needs is still there.
        for (var (b, begin) = (0, 0); b < batches; b++)
        {
            if (batches > 1)
                begin = _batch.Load(block, subset.Present.Length, subset.IndexOf, begin);
            _batch.Pull(gradients, stride, _rowOf.Pointer, AniModel.Hartree);
            _batch.Scatter(block);
        }
        var unit = S.CreateChecked(AniModel.Hartree);
        for (var i = 0; i < block.OwnCount; i++)
            block.Forces[4 * i + 3] += unit * energies[_rowOf.Pointer[i]];
    }

    /// <remarks>In single a Hessian is not what anybody asks for.</remarks>
    public override bool HasTangent => typeof(S) == typeof(double);

    public override void Tangent(in AtomBlock<S> block)
    {
        if (!HasTangent)
            throw new NotSupportedException();
        if (block.OwnCount == 0)
            return;
        var subset = PartOf(block).Subset;
        PlaceRows(block, subset);
        _tangent ??= new AniTangent(_model);
        var doubles = new AtomBlock<double>
        {
            OwnCount = block.OwnCount,
            LocalCount = block.LocalCount,
            Positions = (double*)block.Positions,
            Directions = (double*)block.Directions,
            Species = block.Species,
            HasOneSpecies = block.HasOneSpecies,
            EdgeStart = block.EdgeStart,
            EdgeCount = block.EdgeCount,
            Edges = block.Edges,
            Forces = (double*)block.Forces,
            Virial = null,
        };
        _tangent.Add(doubles, ElementsOf(block), subset.Present, subset.IndexOf, _rowOf.Pointer, _rows);
    }

    static UInt128 ElementsOf(in AtomBlock<S> block)
    {
        var mask = UInt128.Zero;
        for (var i = 0; i < block.LocalCount; i++)
            mask |= UInt128.One << block.Species[i];
        return mask;
    }

    /// <summary>The part of the model for the elements in the block, ghosts included. It is chosen by the block alone, so that results do not depend on what came before.</summary>
    Part PartOf(in AtomBlock<S> block)
    {
        var mask = ElementsOf(block);
        if (_parts.TryGetValue(mask, out var part))
            return part;
        var subset = _model.SubsetOf<W, S>(mask);
        return _parts[mask] = new Part(subset, [.. subset.Networks.Select(n => new CommitteeNetworkKernel<W, S>(n))]);
    }

    /// <summary>Atoms of one element are consecutive rows, in the order they have in the block.</summary>
    void PlaceRows(in AtomBlock<S> block, AniSubset<S> subset)
    {
        Array.Clear(_rows);
        for (var i = 0; i < block.OwnCount; i++)
            _rows[subset.IndexOf[block.Species[i]] + 1]++;
        for (var p = 0; p + 1 < _rows.Length; p++)
            _rows[p + 1] += _rows[p];
        var rowOf = _rowOf.Require(block.OwnCount);
        for (var i = 0; i < block.OwnCount; i++)
            rowOf[i] = _rows[subset.IndexOf[block.Species[i]]]++;
        for (var p = _rows.Length - 1; p > 0; p--)
            _rows[p] = _rows[p - 1];
        _rows[0] = 0;
    }

    public override void Dispose()
    {
        _batch.Dispose();
        _tangent?.Dispose();
        foreach (var network in _parts.Values.SelectMany(p => p.Networks))
            network.Dispose();
        _inputs.Dispose();
        _gradients.Dispose();
        _energies.Dispose();
        _rowOf.Dispose();
        base.Dispose();
    }
}
