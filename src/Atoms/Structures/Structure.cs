using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// Atoms in space: elements, positions (Å) and, where it repeats, a cell. Positions, velocities and cell may be changed in place
/// (that is what dynamics does); elements and their number may not.
/// </summary>
public sealed class Structure
{
    readonly Element[] _elements;

    /// <param name="cell">Null for a molecule.</param>
    /// <param name="periodic">Directions that repeat; without a cell, none.</param>
    /// <exception cref="AtomsException">Lengths differ, or a direction repeats without a cell.</exception>
    public Structure(Element[] elements, Vec3[] positions, Cell? cell = null, Periodicity periodic = default)
    {
        if (elements.Length != positions.Length)
            throw new AtomsException($"There are {elements.Length} elements but {positions.Length} positions.");
        if (periodic.Any && cell is null)
            throw new AtomsException($"The structure repeats (pbc \"{periodic}\") but has no cell; give its lattice vectors.");
        _elements = elements;
        Positions = positions;
        Cell = cell;
        Periodic = periodic;
    }

    public int Count => _elements.Length;

    public ReadOnlySpan<Element> Elements => _elements;

    /// <summary>Å, one per atom, changeable in place.</summary>
    public Vec3[] Positions { get; }

    /// <summary>Lattice vectors; null for a molecule.</summary>
    public Cell? Cell { get; set; }

    /// <summary>Directions that repeat.</summary>
    public Periodicity Periodic { get; }

    /// <summary>Å/fs, one per atom; null where the structure has none.</summary>
    public Vec3[]? Velocities { get; set; }

    /// <summary>amu, one per atom, where they are not those of the elements (isotopes); null otherwise.</summary>
    public double[]? Masses { get; set; }

    /// <summary>Total charge, e.</summary>
    public double Charge { get; set; }

    /// <summary>Spin multiplicity 2S + 1; null where it was not said.</summary>
    public int? Multiplicity { get; set; }

    /// <summary>Mass of one atom, amu.</summary>
    public double MassOf(int atom) => Masses is null ? _elements[atom].Mass : Masses[atom];

    /// <summary>A copy that shares nothing that can change.</summary>
    public Structure Clone() => With(Cell, [.. Positions]);

    /// <summary>The same atoms elsewhere; velocities, masses, charge and multiplicity are kept.</summary>
    public Structure With(Cell? cell, Vec3[] positions) => new(_elements, positions, cell, Periodic)
    {
        Velocities = Velocities is null ? null : [.. Velocities],
        Masses = Masses,
        Charge = Charge,
        Multiplicity = Multiplicity,
    };

    /// <summary>Cell and positions under a homogeneous deformation r → r (1 + strain).</summary>
    public Structure Strained(Mat3 strain)
    {
        var deformation = Mat3.Identity + strain;
        return With(Cell?.Strained(strain), [.. Positions.Select(r => r * deformation)]);
    }

    /// <summary>Chemical formula in Hill order: C, H, then by symbol ("C2H6O", "Si64").</summary>
    public string Formula
    {
        get
        {
            var counts = _elements.GroupBy(e => e.Symbol).ToDictionary(g => g.Key, g => g.Count());
            var hasCarbon = counts.ContainsKey("C");
            var order = counts.Keys.OrderBy(s => hasCarbon && s == "C" ? 0 : hasCarbon && s == "H" ? 1 : 2).ThenBy(s => s, StringComparer.Ordinal);
            return string.Concat(order.Select(s => counts[s] == 1 ? s : s + counts[s]));
        }
    }

    public override string ToString() => Cell is null ? Formula : $"{Formula} (pbc {Periodic})";
}
