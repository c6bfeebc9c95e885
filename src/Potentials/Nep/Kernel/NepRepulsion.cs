using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>ZBL on the edges of an atom. Atoms so close are rare, so that mostly it looks at the nearest neighbour and is done.</summary>
sealed class NepRepulsion<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly int _species;
    readonly double[] _pairs, _strength, _perLength;

    internal NepRepulsion(NepForm form, NepZbl zbl)
    {
        _species = form.Species;
        _pairs = new double[_species * _species * NepZbl.NumbersPerPair];
        _strength = new double[_species * _species];
        _perLength = new double[_species * _species];
        for (var a = 0; a < _species; a++)
        {
            for (var b = 0; b < _species; b++)
            {
                var pair = a * _species + b;
                double za = form.Elements[a].AtomicNumber, zb = form.Elements[b].AtomicNumber;
                zbl.Pair(form.Elements, a, b, _pairs.AsSpan(pair * NepZbl.NumbersPerPair, NepZbl.NumbersPerPair));
                _strength[pair] = 0.5 * NepZbl.Coulomb * za * zb;
                _perLength[pair] = (Math.Pow(za, 0.23) + Math.Pow(zb, 0.23)) * NepZbl.PerLength;
            }
        }
    }

    /// <summary>The centre's half of the energies, eV; its slopes are added to the edges' Along.</summary>
    internal unsafe S Energy(NepEdges<W, S> edges, int centre)
    {
        if (!edges.HasContacts)
            return S.Zero;
        var energy = S.Zero;
        foreach (var group in edges.Groups)
        {
            var pair = centre * _species + group.Species;
            fixed (double* p = &_pairs[pair * NepZbl.NumbersPerPair])
                energy += NepEdgeLaws<W, S>.Zbl(group.Begin, group.End, _strength[pair], _perLength[pair], p, edges.R, edges.Inverse, edges.Along);
        }
        return energy;
    }
}
