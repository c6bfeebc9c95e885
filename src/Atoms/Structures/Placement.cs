using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>The same atoms, described otherwise: shifted, wrapped, turned, renumbered. The energy does not change under any of these.</summary>
public static class Placement
{
    /// <summary>Every atom moved by the same vector, Å.</summary>
    public static Structure Translated(this Structure structure, Vec3 by) =>
        structure.With(structure.Cell, [.. structure.Positions.Select(r => r + by)]);

    /// <summary>Every atom moved by whole lattice vectors into the cell, fractional coordinates in [0, 1) along the directions that repeat.</summary>
    public static Structure Wrapped(this Structure structure)
    {
        if (structure.Cell is not { } cell || !structure.Periodic.Any)
            return structure.Clone();
        return structure.With(cell, [.. structure.Positions.Select(r => Wrap(r, cell, structure.Periodic))]);
    }

    /// <summary>
    /// Everything turned about the origin: positions, velocities and lattice vectors v become R v. A mirror (determinant −1) is welcome too.
    /// </summary>
    /// <param name="rotation">Orthogonal, acting on column vectors.</param>
    public static Structure Rotated(this Structure structure, Mat3 rotation)
    {
        var transposed = rotation.Transposed;
        var cell = structure.Cell is null ? null : new Cell(structure.Cell.Vectors * transposed);
        var turned = structure.With(cell, [.. structure.Positions.Select(r => rotation * r)]);
        if (turned.Velocities is { } velocities)
        {
            for (var i = 0; i < velocities.Length; i++)
                velocities[i] = rotation * velocities[i];
        }
        return turned;
    }

    /// <summary>The atoms in another order, or some of them: new atom k is old atom <c>order[k]</c>.</summary>
    /// <exception cref="AtomsException">An index outside the structure.</exception>
    public static Structure Select(this Structure structure, IReadOnlyList<int> order)
    {
        foreach (var i in order)
        {
            if ((uint)i >= (uint)structure.Count)
                throw new AtomsException($"There is no atom {i + 1} in {structure}; it has {structure.Count} atoms.");
        }
        var elements = new Element[order.Count];
        for (var k = 0; k < elements.Length; k++)
            elements[k] = structure.Elements[order[k]];
        return new Structure(elements, [.. order.Select(i => structure.Positions[i])], structure.Cell, structure.Periodic)
        {
            Velocities = structure.Velocities is { } v ? [.. order.Select(i => v[i])] : null,
            Masses = structure.Masses is { } m ? [.. order.Select(i => m[i])] : null,
            Charge = structure.Charge,
            Multiplicity = structure.Multiplicity,
        };
    }

    static Vec3 Wrap(Vec3 position, Cell cell, Periodicity periodic)
    {
        // Whole lattice vectors are subtracted, rather than fractions rounded and multiplied back, so that an atom already inside
        // keeps its bits. An atom a rounding error below zero may end on the far face; it is then taken once more.
        for (var pass = 0; pass < 2; pass++)
        {
            var s = cell.ToFractional(position);
            var shift = new Vec3(
                periodic.A ? Math.Floor(s.X) : 0,
                periodic.B ? Math.Floor(s.Y) : 0,
                periodic.C ? Math.Floor(s.Z) : 0);
            if (shift == Vec3.Zero)
                break;
            position -= cell.ToCartesian(shift);
        }
        return position;
    }
}
