using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Bench;

/// <summary>What a D3 correction costs, forces and virial included: milliseconds of processor time a structure, and microseconds an atom.</summary>
static class DispersionBench
{
    public static void Run()
    {
        foreach (var molecules in new[] { 1, 27, 125, 1000 })
        {
            var water = Water(molecules);
            Line($"{water.Count} atoms of water, alone", water, "d3:pbe", Periodicity.None);
            Line($"{water.Count} atoms of water, repeating", water, "d3:pbe", Periodicity.All);
        }
        Line("water with triples, alone", Water(27), "d3:pbe,atm=true", Periodicity.None);
        Line("water with triples up to 10 Å, repeating", Water(27), "d3:pbe,atm=true,cutoff3=10", Periodicity.All);
        Line("silicon's unit cell", Crystal.Diamond(Element.Parse("Si"), 5.43), "d3:pbe", Periodicity.All);
    }

    static void Line(string what, Structure structure, string expression, Periodicity periodic)
    {
        var one = new Structure([.. structure.Elements], structure.Positions, structure.Cell, periodic);
        using var evaluator = PotentialGrammar.Parse(expression).Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        var seconds = Clock.Measure(() => evaluator.Evaluate(one, Request.Everything, prediction), 1.5).Processor;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-44} {1e3 * seconds,10:F3} ms {1e6 * seconds / one.Count,9:F1} µs an atom"));
    }

    /// <summary>As dense as water, its molecules turned at random.</summary>
    static Structure Water(int molecules)
    {
        var side = (int)Math.Round(Math.Cbrt(molecules));
        Element oxygen = Element.Parse("O"), hydrogen = Element.Parse("H");
        Vec3[] one = [Vec3.Zero, new(0.757, 0.586, 0), new(-0.757, 0.586, 0)];
        var random = new Random(1);
        var (elements, positions) = (new List<Element>(), new List<Vec3>());
        for (var m = 0; m < side * side * side; m++)
        {
            var turn = Rotation.Random(random);
            var centre = 3.105 * new Vec3(m % side, m / side % side, m / side / side);
            elements.AddRange([oxygen, hydrogen, hydrogen]);
            positions.AddRange(one.Select(r => centre + turn * r));
        }
        return new Structure([.. elements], [.. positions], Cell.Cubic(3.105 * side), Periodicity.All);
    }
}
