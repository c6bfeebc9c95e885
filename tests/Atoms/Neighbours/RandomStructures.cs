using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

/// <summary>Structures without any symmetry, some atoms far outside their cell.</summary>
static class RandomStructures
{
    internal static Structure Triclinic(int atoms, Periodicity periodic, int seed)
    {
        var random = new Random(seed);
        var edge = Math.Cbrt(20.0 * atoms);
        double Lean() => (random.NextDouble() - 0.5) * edge;
        var cell = new Cell(Mat3.FromRows(
            new Vec3(edge, 0.3 * Lean(), 0.2 * Lean()),
            new Vec3(Lean(), 1.2 * edge, 0.3 * Lean()),
            new Vec3(Lean(), Lean(), 0.9 * edge)));
        var positions = new Vec3[atoms];
        for (var i = 0; i < atoms; i++)
        {
            var f = new Vec3(random.NextDouble(), random.NextDouble(), random.NextDouble());
            if (i % 7 == 0)
                f += new Vec3(periodic.A ? 2 : 0, periodic.B ? -3 : 0, periodic.C ? 1 : 0);
            positions[i] = cell.ToCartesian(f);
        }
        return new Structure([.. Enumerable.Repeat(new Element(18), atoms)], positions, cell, periodic);
    }
}
