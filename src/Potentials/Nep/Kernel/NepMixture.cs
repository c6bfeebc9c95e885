using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>
/// The few elements that a block holds of all that a model knows, each with a slot: a lane's coefficient is then picked out of one register by the slot of its edge, and
/// edges need not be sorted by element. For models whose pairs share their cutoffs, on machines that can pick.
/// </summary>
/// <remarks>Six metals, 54 neighbours: groups of one element fill half of a vector of eight and a quarter of one of sixteen.</remarks>
sealed unsafe class NepMixture<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly NepModel _model;
    readonly int[] _slot, _packed;
    readonly bool[] _present;
    readonly bool _possible;
    readonly int _radial, _angular;
    readonly AlignedBuffer<byte> _local = new();
    readonly AlignedBuffer<S> _rows = new();
    int _version;

    /// <param name="channels">Angular channels, filled up to fours.</param>
    internal NepMixture(NepModel model, bool hasCommonCutoffs, int channels)
    {
        var form = model.Form;
        _model = model;
        _slot = new int[form.Species];
        _packed = new int[form.Species];
        _present = new bool[form.Species];
        _possible = hasCommonCutoffs && form.Species > 1 && Points.LongestRow<W>() == W.Lanes;
        _radial = form.RadialChannels * form.RadialBasis * W.Lanes;
        _angular = channels * form.AngularBasis * W.Lanes;
    }

    /// <summary>Whether the block's elements fit into one vector.</summary>
    internal bool IsActive { get; private set; }

    /// <summary>By local index, the neighbour's slot.</summary>
    internal byte* Local => _local.Pointer;

    /// <summary>Gives slots to the elements of a block. What comes of it depends on the block alone.</summary>
    internal void Begin(in AtomBlock<S> block)
    {
        IsActive = false;
        if (!_possible || block.HasOneSpecies)
            return;
        var count = 0;
        Span<bool> present = stackalloc bool[byte.MaxValue + 1];
        present.Clear();
        for (var i = 0; i < block.LocalCount; i++)
            present[block.Species[i]] = true;
        for (var s = 0; s < _slot.Length; s++)
            count += present[s] ? 1 : 0;
        if (count > W.Lanes)
            return;
        IsActive = true;
        if (!present[.._present.Length].SequenceEqual(_present) || _version == 0)
        {
            present[.._present.Length].CopyTo(_present);
            _version++;
            for (int s = 0, next = 0; s < _slot.Length; s++)
                _slot[s] = _present[s] ? next++ : 0;
        }
        var local = _local.Require(block.LocalCount + 1);
        for (var i = 0; i < block.LocalCount; i++)
            local[i] = (byte)_slot[block.Species[i]];
    }

    /// <summary>Rows of radial coefficients by slot: [channel][function].</summary>
    internal S* Radial(int centre) => Rows(centre);

    /// <summary>Rows of angular coefficients by slot: [block of four channels][function][channel].</summary>
    internal S* Angular(int centre) => Rows(centre) + _radial;

    S* Rows(int centre)
    {
        var rows = _rows.Require(_slot.Length * (_radial + _angular)) + (nint)centre * (_radial + _angular);
        if (_packed[centre] != _version)
            Pack(centre, rows);
        return rows;
    }

    void Pack(int centre, S* rows)
    {
        var form = _model.Form;
        _packed[centre] = _version;
        new Span<S>(rows, _radial + _angular).Clear();
        for (var s = 0; s < _slot.Length; s++)
        {
            if (!_present[s])
                continue;
            var pair = centre * form.Species + s;
            var pairs = form.Species * form.Species;
            for (var n = 0; n < form.RadialChannels; n++)
            {
                for (var k = 0; k < form.RadialBasis; k++)
                    rows[(n * form.RadialBasis + k) * W.Lanes + _slot[s]] = S.CreateChecked(NepCoefficients<S>.Folded(_model.RadialCoefficients, n, k, form.RadialBasis, pair, pairs));
            }
            for (var n = 0; n < form.AngularChannels; n++)
            {
                for (var k = 0; k < form.AngularBasis; k++)
                    rows[_radial + ((n / 4 * form.AngularBasis + k) * 4 + n % 4) * W.Lanes + _slot[s]] = S.CreateChecked(NepCoefficients<S>.Folded(_model.AngularCoefficients, n, k, form.AngularBasis, pair, pairs));
            }
        }
    }

    public void Dispose()
    {
        _local.Dispose();
        _rows.Dispose();
    }
}
