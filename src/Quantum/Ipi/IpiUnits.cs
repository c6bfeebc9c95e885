using System.Runtime.InteropServices;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>Between our units and the protocol's: Bohr, Hartree, and a cell whose lattice vectors are columns.</summary>
static class IpiUnits
{
    const double ForceUnit = Units.Hartree / Units.Bohr;

    /// <summary>h in Bohr, row by row: ax bx cx ay by cy az bz cz.</summary>
    public static void FromCell(Cell cell, Span<double> h) => Write(cell.Vectors.Transposed, 1 / Units.Bohr, h);

    /// <summary>h⁻¹ in 1/Bohr, row by row.</summary>
    public static void FromInverse(Cell cell, Span<double> inverse) => Write(cell.Inverse.Transposed, Units.Bohr, inverse);

    /// <summary>The lattice vectors of h, as rows, Å.</summary>
    public static Mat3 ToVectors(ReadOnlySpan<double> h) => Units.Bohr * Mat3.FromSpan(h).Transposed;

    /// <summary>To Bohr from Å, in place.</summary>
    public static void FromPositions(Span<double> positions) => Scale(positions, 1 / Units.Bohr);

    /// <summary>To Å from Bohr, in place.</summary>
    public static void ToPositions(Span<double> positions) => Scale(positions, Units.Bohr);

    /// <summary>To Hartree/Bohr from eV/Å, in place.</summary>
    public static void FromForces(Span<double> forces) => Scale(forces, 1 / ForceUnit);

    /// <summary>To eV/Å from Hartree/Bohr, in place.</summary>
    public static void ToForces(Span<double> forces) => Scale(forces, ForceUnit);

    /// <summary>W = −dE/dε in Hartree.</summary>
    public static void FromVirial(Mat3 virial, Span<double> into) => Write(virial.Symmetrized, 1 / Units.Hartree, into);

    /// <summary>W in eV, symmetric. LAMMPS fills the upper triangle alone.</summary>
    public static Mat3 ToVirial(ReadOnlySpan<double> values)
    {
        var w = Units.Hartree * Mat3.FromSpan(values);
        return w is { YX: 0, ZX: 0, ZY: 0 } ? w with { YX = w.XY, ZX = w.XZ, ZY = w.YZ } : w.Symmetrized;
    }

    public static Span<double> Numbers(Span<Vec3> vectors) => MemoryMarshal.Cast<Vec3, double>(vectors);

    static void Write(Mat3 m, double factor, Span<double> into)
    {
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
                into[3 * i + j] = factor * m[i, j];
        }
    }

    static void Scale(Span<double> values, double factor)
    {
        foreach (ref var value in values)
            value *= factor;
    }
}
