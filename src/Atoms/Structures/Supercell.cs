using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>Repeats of a structure along its lattice vectors.</summary>
public static class Supercell
{
    /// <summary>
    /// The structure a × b × c times over: copy (i, j, k) is shifted by i·A + j·B + k·C; all atoms of one copy stand together, in
    /// their order, and the last direction runs fastest. Velocities and masses are repeated, the charge is multiplied; the
    /// multiplicity, which does not follow from that of the part, is left unsaid (unless nothing is repeated).
    /// </summary>
    /// <exception cref="AtomsException">No cell, a count below one, or a direction that does not repeat.</exception>
    public static Structure Repeat(this Structure structure, int a, int b, int c)
    {
        if (a < 1 || b < 1 || c < 1)
            throw new AtomsException($"A structure cannot be repeated {a} × {b} × {c} times; each count must be 1 or more.");
        var copies = checked(a * b * c);
        if (copies == 1)
            return structure.Clone();
        var cell = structure.Cell ?? throw new AtomsException("A structure without a cell cannot be repeated; give its lattice vectors.");
        for (var d = 0; d < 3; d++)
        {
            if (!structure.Periodic[d] && (d == 0 ? a : d == 1 ? b : c) > 1)
                throw new AtomsException($"The structure does not repeat along lattice vector {"abc"[d]} (pbc \"{structure.Periodic}\"), so it cannot be multiplied there.");
        }

        var n = structure.Count;
        var elements = new Element[checked(n * copies)];
        var positions = new Vec3[n * copies];
        var at = 0;
        for (var i = 0; i < a; i++)
        {
            for (var j = 0; j < b; j++)
            {
                for (var k = 0; k < c; k++)
                {
                    var shift = new Vec3(i, j, k) * cell.Vectors;
                    structure.Elements.CopyTo(elements.AsSpan(at));
                    for (var atom = 0; atom < n; atom++)
                        positions[at + atom] = structure.Positions[atom] + shift;
                    at += n;
                }
            }
        }

        var v = cell.Vectors;
        return new Structure(elements, positions, new Cell(a * v.Row(0), b * v.Row(1), c * v.Row(2)), structure.Periodic)
        {
            Velocities = Tiled(structure.Velocities, copies),
            Masses = Tiled(structure.Masses, copies),
            Charge = structure.Charge * copies,
        };
    }

    static T[]? Tiled<T>(T[]? values, int copies)
    {
        if (values is null)
            return null;
        var tiled = new T[values.Length * copies];
        for (var i = 0; i < copies; i++)
            values.CopyTo(tiled, i * values.Length);
        return tiled;
    }
}
