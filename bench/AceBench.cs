using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Ace;

namespace Athanor.Bench;

/// <summary>Energies and forces of a cluster expansion of the form that <c>train --preset instant</c> makes for silicon, with random numbers in it: microseconds of processor time an atom and step.</summary>
static class AceBench
{
    const double Cutoff = 6.2;
    const int Functions = 12, Channels = 64, Embedded = 4;

    static readonly int[] Degrees = [3, 3, 3, 2];

    public static void Run()
    {
        var random = new Random(1);
        var silicon = Supercell.Repeat(Crystal.Diamond(Element.Parse("Si"), 5.43), 8, 8, 8);
        for (var i = 0; i < silicon.Count; i++)
            silicon.Positions[i] += 0.1 * new Vec3(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
        Structure Of(Element[] elements) => new([.. Enumerable.Range(0, silicon.Count).Select(_ => elements[random.Next(elements.Length)])], silicon.Positions, silicon.Cell, silicon.Periodic);
        Element[] metals = [.. "Ag Al Au Cu Ni Pd Cr Mg Mo Pb Pt Ta Ti V W Zr".Split(' ').Select(s => Element.Parse(s))];
        using var team = new Team(2);
        Console.WriteLine("µs of processor time per atom and step        one thread       two, wall");
        foreach (var (name, elements, structure, embedded) in new[]
        {
            ("silicon 4096", new[] { silicon.Elements[0] }, silicon, 0), ("six on its places", metals[..6], Of(metals[..6]), 0), ("16 embedded: one", metals, Of(metals[..1]), Embedded),
            ("4 of them", metals, Of(metals[..4]), Embedded), ("all of them", metals, Of(metals), Embedded),
        })
        {
            var model = Model(elements, random, structure, embedded);
            foreach (var precision in new[] { Precision.Double, Precision.Single })
            {
                foreach (var included in new[] { true, false })
                {
                    var one = Time(model, structure, precision, included, Team.Single);
                    var two = Time(model, structure, precision, included, team);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-17} {precision,-7} {(included ? "list included" : "list kept"),-14} {one.Processor,11:F2} {two.Wall,12:F2} ({one.Wall / two.Wall:F2} x)"));
                }
            }
        }
    }

    /// <summary>What it costs to know the spread of heads, in turns with the evaluation without: processor time of one thread.</summary>
    public static void RunHeads()
    {
        var random = new Random(1);
        var silicon = Supercell.Repeat(Crystal.Diamond(Element.Parse("Si"), 5.43), 6, 6, 6);
        for (var i = 0; i < silicon.Count; i++)
            silicon.Positions[i] += 0.1 * new Vec3(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
        var bare = Model([silicon.Elements[0]], random, silicon, 0);
        Console.WriteLine("µs of processor time per atom and step, without σ, with it, and their ratio");
        foreach (var heads in new[] { 2, 4, 8, 16, 32 })
        {
            double[][] weights = [.. Enumerable.Range(0, heads).Select(_ => Enumerable.Range(0, bare.Form.Invariants).Select(_ => 1e-5 * (random.NextDouble() - 0.5)).ToArray())];
            var model = new AceModel(bare.Form, [bare.Weights(0).ToArray()], [0], bare.Trained, heads: new AceHeads(weights, [.. weights.Select(_ => new double[1])]));
            foreach (var precision in new[] { Precision.Double, Precision.Single })
            {
                var (without, with) = (new List<double>(), new List<double>());
                for (var k = 0; k < 5; k++)
                {
                    without.Add(Time(model, silicon, precision, false, Team.Single, Request.Forces, 0.4).Processor);
                    with.Add(Time(model, silicon, precision, false, Team.Single, Request.Forces | Request.Uncertainty, 0.4).Processor);
                }
                double one = without.Order().ElementAt(2), other = with.Order().ElementAt(2);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{heads,3} heads {precision,-7} {one,8:F2} {other,8:F2} {other / one,6:F2} x"));
            }
        }
    }

    static AceModel Model(Element[] elements, Random random, Structure seen, int embedded)
    {
        double Next() => 2 * random.NextDouble() - 1;
        var mixing = new double[(embedded > 0 ? embedded : elements.Length * elements.Length) * Functions * (Degrees[0] + 1) * Channels];
        for (var k = 0; k < mixing.Length; k++)
            mixing[k] = 0.1 * Next();
        var form = new AceForm(elements, new RadialBasis(Functions, Cutoff, Cutoff / 4), Degrees, Channels, mixing, embedding: embedded > 0 ? new AceEmbedding(embedded, [.. Enumerable.Range(0, embedded * elements.Length).Select(_ => Next())]) : null);
        // A model that was trained knows its range, and asks after it at every step.
        var range = new DescriptorRange(form.Elements.Length, form.Invariants);
        using (var rows = AceRows.Open(form))
            rows.AddTo(range, seen);
        return new AceModel(form, [.. elements.Select(_ => Enumerable.Range(0, form.Invariants).Select(_ => 1e-4 * Next()).ToArray())], [.. elements.Select(_ => 0.0)], range);
    }

    static (double Wall, double Processor) Time(AceModel model, Structure structure, Precision precision, bool included, Team team, Request request = Request.Forces, double seconds = 1.5)
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
                evaluator.Evaluate(structure, request, prediction);
            },
            seconds);
        return (wall / structure.Count * 1e6, processor / structure.Count * 1e6);
    }
}
