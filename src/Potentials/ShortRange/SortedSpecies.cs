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
        if (_species.Length < order.Length)
            _species = new byte[order.Length];
        if (_atomEnergies.Length == 0)
            _atomEnergies = new double[byte.MaxValue + 1];
        (IsOne, HasAtomEnergies) = (true, false);
        var elements = structure.Elements;
        var (element, species) = (default(Element), -1);
        for (var k = 0; k < order.Length; k++)
        {
            if (k == 0 || elements[order[k]] != element)
            {
                element = elements[order[k]];
                species = model.SpeciesOf(element);
                if (species < 0)
                    throw UncoveredElementException.For(model, structure, order[k]);
                _atomEnergies[species] = model.AtomEnergy(species);
                HasAtomEnergies |= _atomEnergies[species] != 0;
            }
            _species[k] = (byte)species;
            IsOne &= _species[k] == _species[0];
        }
    }
}
