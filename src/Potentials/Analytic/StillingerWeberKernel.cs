using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;
using static Athanor.Potentials.StillingerWeberLaws;

namespace Athanor.Potentials;

/// <summary>Stillinger–Weber on a block. A lane is an atom.</summary>
sealed unsafe class StillingerWeberKernel<T, W> : BlockKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where W : struct, IWide<W, T>
{
    readonly StillingerWeberNumbers _radial;
    readonly NeighbourSlots<T, W> _slots;
    readonly AlignedBuffer<T> _energy = new();

    internal StillingerWeberKernel(StillingerWeber p)
    {
        _radial = StillingerWeberNumbers.Of(p);
        _slots = new(p.Range, Planes);
        _energy.Require(2 * W.Lanes);
    }

    public override bool ScattersForces => true;

    public override bool HasAtomVirials => true;

    public override void Evaluate(in AtomBlock<T> block)
    {
        for (var first = 0; first < block.OwnCount; first += W.Lanes)
        {
            var lanes = Math.Min(W.Lanes, block.OwnCount - first);
            var slots = _slots.Fill(block, first, lanes, W.Lanes);
            ref var slot = ref Unsafe.AsRef<W>(_slots.Pointer);
            ref var energy = ref Unsafe.AsRef<W>(_energy.Pointer);
            energy = W.Zero;
            Pairs(slots, ref slot, ref energy, _radial);
            Triplets(slots, ref slot, ref energy, _radial);
            Gradients(slots, ref slot);
            _slots.Scatter(block, first, lanes, _slots.Pointer, VX, W.Lanes);
            for (var lane = 0; lane < lanes; lane++)
                block.Forces[4 * (first + lane) + 3] += _energy.Pointer[lane];
        }
    }

    public override bool HasTangent => true;

    public override void Tangent(in AtomBlock<T> block)
    {
        for (var first = 0; first < block.OwnCount; first += W.Lanes)
        {
            var lanes = Math.Min(W.Lanes, block.OwnCount - first);
            var slots = _slots.Fill(block, first, lanes, 2 * W.Lanes);
            _slots.FillMotion(block, first, slots);
            ref var slot = ref Unsafe.AsRef<Dual<W>>(_slots.Pointer);
            ref var energy = ref Unsafe.AsRef<Dual<W>>(_energy.Pointer);
            energy = Dual<W>.Zero;
            Pairs(slots, ref slot, ref energy, _radial);
            Triplets(slots, ref slot, ref energy, _radial);
            Gradients(slots, ref slot);
            _slots.Scatter(block, first, lanes, _slots.Pointer + W.Lanes, VX, 2 * W.Lanes);
        }
    }

    public override void Dispose()
    {
        _slots.Dispose();
        _energy.Dispose();
        base.Dispose();
    }
}
