using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>
/// The few elements that surround an atom, of all that a model knows, each with a slot: a lane's coefficient is then picked out of one register by the slot of its edge,
/// and edges need not be sorted by element. For models whose pairs share their cutoffs, on machines that can pick.
/// </summary>
/// <remarks>
/// Six metals, 54 neighbours: groups of one element fill half of a vector of eight and a quarter of one of sixteen. Slots are handed out as elements are met, and make no
/// difference to values; whether an atom's edges stay mixed depends on its own surroundings, so that it has the same bits in any company.
/// </remarks>
sealed unsafe class NepMixture<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    /// <summary>The slot of an element that has none.</summary>
    internal const byte None = 31;

    readonly NepModel _model;
    readonly byte[] _slot;
    readonly int[] _packed, _species = new int[W.Lanes];
    readonly int _radial, _angular;
    readonly AlignedBuffer<S> _rows = new();
    int _count, _version = 1;

    /// <param name="channels">Angular channels, filled up to fours.</param>
    internal NepMixture(NepModel model, bool hasCommonCutoffs, int channels)
    {
        var form = model.Form;
        _model = model;
        _slot = new byte[form.Species];
        Array.Fill(_slot, None);
        _packed = new int[form.Species];
        IsPossible = hasCommonCutoffs && form.Species > 1 && Points.LongestRow<W>() == W.Lanes;
        _radial = form.RadialChannels * form.RadialBasis * W.Lanes;
        _angular = channels * form.AngularBasis * W.Lanes;
    }

    /// <summary>Whether the model and the machine allow it at all.</summary>
    internal bool IsPossible { get; }

    /// <summary>By species; <see cref="None"/> where it has no slot yet.</summary>
    internal ReadOnlySpan<byte> Slots => _slot;

    /// <summary>The species in a slot.</summary>
    internal int Species(int slot) => _species[slot];

    /// <summary>Sees to it that these species have slots; false where they are more than there are lanes.</summary>
    internal bool Admit(ReadOnlySpan<bool> present)
    {
        int wanted = 0, missing = 0;
        for (var s = 0; s < _slot.Length; s++)
        {
            wanted += present[s] ? 1 : 0;
            missing += present[s] && _slot[s] == None ? 1 : 0;
        }
        if (wanted > W.Lanes)
            return false;
        if (_count + missing > W.Lanes)
        {
            Array.Fill(_slot, None);
            _count = 0;
        }
        for (var s = 0; s < _slot.Length; s++)
        {
            if (!present[s] || _slot[s] != None)
                continue;
            _species[_count] = s;
            _slot[s] = (byte)_count++;
        }
        _version++;
        return true;
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
        for (var slot = 0; slot < _count; slot++)
        {
            var pair = centre * form.Species + _species[slot];
            var pairs = form.Species * form.Species;
            for (var n = 0; n < form.RadialChannels; n++)
            {
                for (var k = 0; k < form.RadialBasis; k++)
                    rows[(n * form.RadialBasis + k) * W.Lanes + slot] = S.CreateChecked(NepCoefficients<S>.Folded(_model.RadialCoefficients, n, k, form.RadialBasis, pair, pairs));
            }
            for (var n = 0; n < form.AngularChannels; n++)
            {
                for (var k = 0; k < form.AngularBasis; k++)
                    rows[_radial + ((n / 4 * form.AngularBasis + k) * 4 + n % 4) * W.Lanes + slot] = S.CreateChecked(NepCoefficients<S>.Folded(_model.AngularCoefficients, n, k, form.AngularBasis, pair, pairs));
            }
        }
    }

    public void Dispose()
    {
        _rows.Dispose();
    }
}
