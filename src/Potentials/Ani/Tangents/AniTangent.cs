using Athanor.Numerics;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Ani;

/// <summary>
/// The derivative of a block's forces along a displacement of its atoms: environment vectors and their pull over (value, tangent) numbers, the networks' gradients and
/// their derivatives by <see cref="NetworkBatch.GradientTangent"/>. Where a neuron stands exactly on CELU's kink, of the side below.
/// </summary>
sealed unsafe class AniTangent(AniModel model) : IDisposable
{
    readonly AevBatch<MovingNumber, MovingNumber> _batch = new(model.Functions);
    readonly Dictionary<UInt128, AniTangentNetworks> _networks = [];
    readonly AlignedBuffer<MovingNumber> _positions = new(), _forces = new(), _inputs = new(), _gradients = new();

    /// <summary>Adds dF to the block's forces.</summary>
    /// <param name="elements">A bit for each species in the block.</param>
    /// <param name="rowOf">Row of each own atom; of one element they are consecutive.</param>
    /// <param name="rows">By place of the element among those present, where its rows begin; one more.</param>
    internal void Add(in AtomBlock<double> block, UInt128 elements, int[] present, int[] indexOf, int* rowOf, ReadOnlySpan<int> rows)
    {
        var stride = model.Functions.Length(present.Length);
        var moving = Moving(block);
        var inputs = _inputs.Require(block.OwnCount * stride);
        var gradients = _gradients.Require(block.OwnCount * stride);
        new Span<MovingNumber>(inputs, block.OwnCount * stride).Clear();
        var batches = 0;
        for (var begin = 0; begin < block.OwnCount; batches++)
        {
            begin = _batch.Load(moving, present.Length, indexOf, begin);
            _batch.Values(inputs, stride, rowOf);
        }
        if (!_networks.TryGetValue(elements, out var networks))
            _networks[elements] = networks = new AniTangentNetworks(model, present);
        for (var p = 0; p < present.Length; p++)
        {
            var (first, count) = (rows[p] * stride, (rows[p + 1] - rows[p]) * stride);
            networks.Evaluate(p, new ReadOnlySpan<MovingNumber>(inputs + first, count), new Span<MovingNumber>(gradients + first, count));
        }
        for (var (b, begin) = (0, 0); b < batches; b++)
        {
            if (batches > 1)
                begin = _batch.Load(moving, present.Length, indexOf, begin);
            _batch.Pull(gradients, stride, rowOf, AniModel.Hartree);
            _batch.Scatter(moving);
        }
        for (var k = 0; k < 4 * block.LocalCount; k++)
            block.Forces[k] += _forces.Pointer[k].Tangent;
    }

    /// <summary>The block with atoms that move.</summary>
    AtomBlock<MovingNumber> Moving(in AtomBlock<double> block)
    {
        var count = 4 * (block.LocalCount + 1);
        var positions = _positions.Require(count);
        for (var k = 0; k < count; k++)
            positions[k] = new MovingNumber(block.Positions[k], block.Directions[k]);
        new Span<MovingNumber>(_forces.Require(count), count).Clear();
        return new AtomBlock<MovingNumber>
        {
            OwnCount = block.OwnCount,
            LocalCount = block.LocalCount,
            Positions = positions,
            Species = block.Species,
            HasOneSpecies = block.HasOneSpecies,
            EdgeStart = block.EdgeStart,
            EdgeCount = block.EdgeCount,
            Edges = block.Edges,
            Forces = _forces.Pointer,
            Virial = null,
        };
    }

    public void Dispose()
    {
        _batch.Dispose();
        foreach (var networks in _networks.Values)
            networks.Dispose();
        _positions.Dispose();
        _forces.Dispose();
        _inputs.Dispose();
        _gradients.Dispose();
    }
}
