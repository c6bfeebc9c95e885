using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>One model's species of every sorted atom, and what the atoms are worth by themselves.</summary>
sealed class SortedSpecies
{
    byte[] _species = [];
    double[] _atomEnergies = [];

    internal byte this[int sorted] => _species[sorted];

    /// <summary>Whether all atoms are of one species.</summary>
    internal bool IsOne { get; private set; }

    /// <summary>Whether some atom has an energy by itself.</summary>
    internal bool HasAtomEnergies { get; private set; }

    /// <summary>Energy of an atom by itself, eV.</summary>
    internal double AtomEnergy(int sorted) => _atomEnergies[_species[sorted]];

    /// <exception cref="UncoveredElementException">The model does not cover an element.</exception>
    internal void Fill(ShortRangeModel model, Structure structure, ReadOnlySpan<int> order)
    {
        Begin(order.Length);
        Append(model, structure, order, 0);
    }

    /// <summary>Species of the atoms of some structures, one after the other.</summary>
    /// <exception cref="UncoveredElementException">The model does not cover an element.</exception>
    internal void Fill(ShortRangeModel model, IReadOnlyList<Structure> structures, int first, int count, int atoms)
    {
        Begin(atoms);
        var start = 0;
        for (var m = first; m < first + count; start += structures[m++].Count)
            Append(model, structures[m], default, start);
    }

    void Begin(int atoms)
    {
        if (_species.Length < atoms)
            _species = new byte[atoms];
        if (_atomEnergies.Length == 0)
            _atomEnergies = new double[byte.MaxValue + 1];
        (IsOne, HasAtomEnergies) = (true, false);
    }

    /// <param name="order">Of the structure's atoms; empty for their own.</param>
    void Append(ShortRangeModel model, Structure structure, ReadOnlySpan<int> order, int start)
    {
        var elements = structure.Elements;
        var (element, species) = (default(Element), -1);
        for (var k = 0; k < elements.Length; k++)
        {
            var atom = order.IsEmpty ? k : order[k];
            if (k == 0 || elements[atom] != element)
            {
                element = elements[atom];
                species = model.SpeciesOf(element);
                if (species < 0)
                    throw UncoveredElementException.For(model, structure, atom);
                _atomEnergies[species] = model.AtomEnergy(species);
                HasAtomEnergies |= _atomEnergies[species] != 0;
            }
            _species[start + k] = (byte)species;
            IsOne &= _species[start + k] == _species[0];
        }
    }
}
