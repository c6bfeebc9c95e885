using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Tests;

/// <summary>Small structures without symmetry, and the expressions they are put to.</summary>
static class Samples
{
    /// <summary>A crystal whose atoms are displaced at random, each component uniformly within ± <paramref name="amplitude"/> Å.</summary>
    internal static Structure Rattled(this Structure structure, double amplitude, int seed)
    {
        var random = new Random(seed);
        double Next() => amplitude * (2 * random.NextDouble() - 1);
        return structure.With(structure.Cell, [.. structure.Positions.Select(r => r + new Vec3(Next(), Next(), Next()))]);
    }

    /// <summary>Every atom one of these elements, in turn at random.</summary>
    internal static Structure Coloured(this Structure structure, int seed, params string[] symbols)
    {
        var random = new Random(seed);
        var elements = new Element[structure.Count];
        for (var i = 0; i < elements.Length; i++)
            elements[i] = Element.Parse(symbols[random.Next(symbols.Length)]);
        return new Structure(elements, structure.Positions, structure.Cell, structure.Periodic);
    }

    internal static Structure Sheared(this Structure structure) =>
        structure.Strained(new Mat3(0.02, 0.05, -0.03, 0, -0.03, 0.04, 0.02, 0.01, 0.015));

    internal static Structure Argon(int cells, int seed = 1) => Crystal.Fcc(Element.Parse("Ar"), 5.27).Repeat(cells, cells, cells).Rattled(0.25, seed).Sheared();

    internal static Structure Silicon(int cells, int seed = 1) => Crystal.Diamond(Element.Parse("Si"), 5.43).Repeat(cells, cells, cells).Rattled(0.2, seed).Sheared();

    internal static Structure Carbide(int cells, int seed = 1) =>
        Crystal.Diamond(Element.Parse("Si"), 4.5).Repeat(cells, cells, cells).Coloured(seed, "Si", "C").Rattled(0.2, seed).Sheared();

    internal static Structure Alloy(int cells, int seed = 1) => Alloy(cells, seed, "Cu", "Al", "Ni");

    internal static Structure Alloy(int cells, int seed, params string[] symbols) =>
        Crystal.Fcc(Element.Parse("Cu"), 3.8).Repeat(cells, cells, cells).Coloured(seed, symbols).Rattled(0.2, seed).Sheared();

    internal static Structure Salt(int cells, int seed = 1) =>
        Crystal.RockSalt(Element.Parse("Na"), Element.Parse("Cl"), 5.6).Repeat(cells, cells, cells).Rattled(0.25, seed).Sheared();

    /// <summary>Carbon dioxide, bent, alone in space.</summary>
    internal static Structure Molecule() => new(
        [Element.Parse("C"), Element.Parse("O"), Element.Parse("O")], [new(0.1, 0.2, -0.3), new(1.2, 0.4, 0.1), new(-0.9, 0.1, 0.5)]);

    /// <summary>A film: repeats in two directions only.</summary>
    internal static Structure Film(Structure bulk) => new([.. bulk.Elements], bulk.Positions, bulk.Cell, new Periodicity(true, false, true));

    internal static Prediction Evaluate(this IPotential potential, Structure structure, EvaluatorOptions? options = null)
    {
        using var evaluator = potential.Open(options ?? EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(structure, Request.Everything, prediction);
        return prediction;
    }

    /// <summary>Root of the mean square of the components.</summary>
    internal static double Rms(IEnumerable<Vec3> vectors) => Math.Sqrt(vectors.Average(v => v.LengthSquared / 3));
}
