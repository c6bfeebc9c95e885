using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Nep;

namespace Athanor.Bench;

/// <summary>Energies and forces of three published NEP models, what PEERS.md gives for NEP_CPU: microseconds of processor time an atom and step.</summary>
static class NepBench
{
    /// <param name="Included">NEP_CPU on one thread, its neighbour list included, µs an atom and step.</param>
    /// <param name="Excluded">The same without.</param>
    sealed record Case(string Name, string Model, Structure Structure, double Included, double Excluded);

    public static void Run()
    {
        if (FindFolder() is not { } folder)
        {
            Console.WriteLine("nep: needs ../shared/reference/nep, which is not beside this checkout");
            return;
        }
        Element[] metals = [.. "Ag Al Au Cu Ni Pd".Split(' ').Select(s => Element.Parse(s))];
        Case[] cases =
        [
            new("silicon 4096", "Si_2022_NEP4_5body", Shaken(Supercell.Repeat(Crystal.Diamond(Element.Parse("Si"), 5.43), 8, 8, 8), 0.05, []), 81, 79),
            new("six metals 2048", "Song-2024-UNEP-v1-AgAlAuCrCuMgMoNiPbPdPtTaTiVWZr", Shaken(Supercell.Repeat(Crystal.Fcc(metals[0], 3.95), 8, 8, 8), 0.1, metals), 68, 63.5),
            new("diamond 1000", "C_2024_NEP4", Shaken(Supercell.Repeat(Crystal.Diamond(Element.Parse("C"), 3.57), 5, 5, 5), 0.05, []), 190, 175),
        ];
        Console.WriteLine("µs of processor time per atom and step        one thread       two, wall  NEP_CPU, one thread: published, times");
        using var team = new Team(2);
        foreach (var c in cases)
        {
            var model = NepFile.Read(Path.Combine(folder, c.Model + ".txt"));
            foreach (var precision in new[] { Precision.Double, Precision.Single })
            {
                foreach (var included in new[] { true, false })
                {
                    var one = Time(model, c.Structure, precision, included, Team.Single);
                    var two = Time(model, c.Structure, precision, included, team);
                    var peer = included ? c.Included : c.Excluded;
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{c.Name,-16} {precision,-7} {(included ? "list included" : "list kept"),-14} {one.Processor,12:F2} {two.Wall,12:F2} ({one.Wall / two.Wall:F2} x) {peer,8:F1} {peer / one.Processor,8:F1}"));
                }
            }
        }
    }

    static (double Wall, double Processor) Time(NepModel model, Structure structure, Precision precision, bool included, Team team)
    {
        using var evaluator = model.Open(new EvaluatorOptions(team, precision, included ? 0 : 0.5));
        var prediction = new Prediction();
        var nudge = 1e-7;
        var (wall, processor) = Clock.Measure(
            () =>
            {
                // Without skin any motion makes the list anew.
                structure.Positions[0] += new Vec3(nudge, 0, 0);
                nudge = -nudge;
                evaluator.Evaluate(structure, Request.Forces, prediction);
            },
            1.5);
        return (wall / structure.Count * 1e6, processor / structure.Count * 1e6);
    }

    static Structure Shaken(Structure structure, double by, Element[] elements)
    {
        var random = new Random(1);
        for (var i = 0; i < structure.Count; i++)
            structure.Positions[i] += 2 * by * new Vec3(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
        return elements.Length == 0 ? structure : new Structure([.. structure.Positions.Select(_ => elements[random.Next(elements.Length)])], structure.Positions, structure.Cell, structure.Periodic);
    }

    static string? FindFolder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "reference", "nep");
            if (Directory.Exists(folder))
                return folder;
        }
        return null;
    }
}
