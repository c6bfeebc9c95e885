using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Quantum;

namespace Athanor.Bench;

/// <summary>Energies and gradients of density functionals on one thread, warm, beside those of Hartree–Fock.</summary>
static class FunctionalsBench
{
    public static void Run()
    {
        foreach (var (name, structure) in new[] { ("formaldehyde", Formaldehyde), ("benzene", Benzene()) })
        {
            var set = BasisSet.Named("def2-svp");
            var fitting = new ScfOptions { Fitting = AuxiliaryBasis.For(set) };
            Time($"{name} hf", gradient => HartreeFock.Solve(structure, set, gradient: gradient));
            foreach (var functional in new[] { "svwn", "pbe", "pbe0" })
            {
                foreach (var grid in new[] { GridQuality.Medium, GridQuality.Fine })
                    Time($"{name} {functional} {grid.Name}", gradient => DensityFunctional.Solve(structure, set, Functional.Named(functional), grid, gradient: gradient));
            }
            Time($"{name} df-pbe fine", gradient => DensityFunctional.Solve(structure, set, Functional.Named("pbe"), null, fitting, gradient: gradient));
        }
    }

    static void Time(string name, Func<bool, ScfResult> solve)
    {
        ScfResult result = null!;
        var energy = Clock.Measure(() => result = solve(false), 2).Processor;
        var both = Clock.Measure(() => solve(true), 2).Processor;
        Console.WriteLine($"{name}: {result.Energy:F8} Eh, {result.Iterations} iterations, {energy:F3} s of processor; with its gradient {both:F3} s");
    }

    static Structure Formaldehyde => new([new(6), new(8), new(1), new(1)], [new(0, 0, -0.5297), new(0, 0, 0.6769), new(0, 0.9380, -1.1162), new(0, -0.9380, -1.1162)]);

    static Structure Benzene()
    {
        var (elements, positions) = (new List<Element>(), new List<Vec3>());
        foreach (var (radius, number) in new[] { (1.3964, 6), (2.4803, 1) })
        {
            for (var k = 0; k < 6; k++)
            {
                elements.Add(new(number));
                positions.Add(new(radius * Math.Cos(k * Math.PI / 3), radius * Math.Sin(k * Math.PI / 3), 0));
            }
        }
        return new([.. elements], [.. positions]);
    }
}
