using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>Some atoms as they stand in a file, to be laid upon those of a structure.</summary>
sealed class Reference
{
    readonly Structure _structure;
    readonly int[] _atoms;
    readonly Vec3[] _places;

    /// <param name="atoms">Indices into the structure; all where there are none.</param>
    /// <exception cref="SimulationException">Fewer than two atoms, or one that is not there.</exception>
    internal Reference(Structure structure, int[] atoms, string what)
    {
        _structure = structure;
        _atoms = atoms.Length > 0 ? atoms : [.. Enumerable.Range(0, structure.Count)];
        if (_atoms.Length < 2 || _atoms.Max() >= structure.Count)
            throw new SimulationException($"'{what}' needs at least two atoms that the file has; it holds {structure}.");
        _places = new Vec3[_atoms.Length];
        MinimumImage.Whole(structure, _atoms, _places);
        Superposition.Centre(_places);
    }

    internal ReadOnlySpan<int> Atoms => _atoms;

    internal ReadOnlySpan<Vec3> Places => _places;

    /// <summary>The file says what each atom is; another structure's atoms would be laid upon the wrong ones.</summary>
    internal void Check(Structure structure, string what)
    {
        if (structure.Count != _structure.Count || !structure.Elements.SequenceEqual(_structure.Elements))
            throw new SimulationException($"The file of '{what}' holds {_structure} and the structure is {structure}; both must have the same elements in the same order.");
    }

    /// <summary>Where these atoms are in a structure, whole and centred, in the scratch memory of <paramref name="into"/>.</summary>
    internal Span<Vec3> Gather(Structure structure, CollectiveGradient into)
    {
        var places = into.Places(_atoms.Length);
        MinimumImage.Whole(structure, _atoms, places);
        Superposition.Centre(places);
        return places;
    }

    /// <summary>Adds slopes by place as edges from the first atom; they sum to zero.</summary>
    internal void Scatter(double factor, ReadOnlySpan<Vec3> places, ReadOnlySpan<Vec3> slopes, CollectiveGradient into)
    {
        for (var k = 1; k < _atoms.Length; k++)
            into.Edge(_atoms[0], _atoms[k], places[k] - places[0], factor * slopes[k]);
    }
}
