using Athanor.Numerics;
using Athanor.Reports;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>A minimum-energy path as table, sentences and sections of a report.</summary>
public static class PathReport
{
    const int CurvePoints = 400;

    public static Table Table(MinimumEnergyPath path)
    {
        var table = new Table($"{path.Images[0].Structure.Formula} with {path.Potential}", Column.Number("image"), Column.Number("path", "Å", "0.000"),
            Column.Number("energy above the first", "eV", "0.0000"), Column.Number("slope", "eV/Å", "0.000"), Column.Number("force left", "eV/Å", "0.0000"), Column.Text(""));
        for (var k = 0; k < path.Images.Count; k++)
        {
            var image = path.Images[k];
            var word = k == path.Climbing ? "climbed to the saddle" : k == 0 || k == path.Images.Count - 1 ? "end" : path.Dips.Contains(k) ? "dip" : "";
            table.Row(k, image.Arc, image.Energy - path.Images[0].Energy, image.Slope, image.Force, word);
        }
        return table;
    }

    /// <summary>Barrier there and back, energy of the reaction.</summary>
    public static string Summary(MinimumEnergyPath path, BarrierSpread spread) =>
        $"Barrier {new Estimate(Shown(path.Barrier), "eV", null, spread.Forward)}, backward {new Estimate(Shown(path.BackwardBarrier), "eV", null, spread.Backward)}; reaction energy {new Estimate(Shown(path.ReactionEnergy), "eV", null, spread.Reaction)}.";

    /// <summary>What somebody who reads the numbers should know.</summary>
    public static IEnumerable<string> Remarks(MinimumEnergyPath path)
    {
        var ends = Math.Max(path.Images[0].Force, path.Images[^1].Force);
        if (ends > Math.Max(0.05, 2 * path.ForceTolerance))
            yield return $"An end is not at rest: an atom feels {NumberText.Significant(ends, 2)} eV/Å there. Relax the ends first (--relax-ends does), or the barrier is not counted from a minimum.";
        if (path.Highest == 0 || path.Highest == path.Images.Count - 1)
            yield return "The highest image is an end: along this path there is no barrier one way.";
        else if (path.Climbing is null)
            yield return "No image climbed: the barrier is the top of the cubic through the images.";
        foreach (var dip in path.Dips)
            yield return $"Image {dip} is lower than both its neighbours: there is a minimum on the way, and more than one barrier. Relax it, and look for the two paths by themselves.";
        var turns = Enumerable.Range(1, path.Images.Count - 2).Select(k => Cosine(path, k)).DefaultIfEmpty(1).Min();
        if (turns < 0.5)
            yield return "The path bends sharply between images; more of them (--images) would follow it better.";
    }

    static double Cosine(MinimumEnergyPath path, int k)
    {
        double dot = 0, before = 0, after = 0;
        for (var i = 0; i < path.Images[0].Structure.Count; i++)
        {
            var here = path.Images[k].Structure.Positions[i];
            var (a, b) = (here - path.Images[k - 1].Structure.Positions[i], path.Images[k + 1].Structure.Positions[i] - here);
            dot += Vec3.Dot(a, b);
            before += a.LengthSquared;
            after += b.LengthSquared;
        }
        return dot / Math.Sqrt(Math.Max(1e-300, before * after));
    }

    public static void Fill(ReportPage page, MinimumEnergyPath path, BarrierSpread spread)
    {
        var section = page.Section("Path");
        foreach (var remark in Remarks(path))
            section.Warning(remark);
        section.KeyFigures([("Barrier", new Quantity(Shown(path.Barrier), spread.Forward, "eV")), ("Backward", new Quantity(Shown(path.BackwardBarrier), spread.Backward, "eV")), ("Reaction energy", new Quantity(Shown(path.ReactionEnergy), spread.Reaction, "eV"))]);
        double[] at = [.. Enumerable.Range(0, CurvePoints + 1).Select(k => path.Profile.Length * k / CurvePoints)];
        var zero = path.Images[0].Energy;
        section.Add(new LineChart("Energy along the path", new Axis("Path", "Å"), new Axis("Energy", "eV"))
        {
            Caption = "Dots are images; the curve is the cubic between them that has their energies and slopes.",
            Width = 720,
        }.Add("between images", at, [.. at.Select(s => path.Profile.At(s) - zero)])
            .Add(new LineSeries("images", [.. path.Images.Select(i => i.Arc)], [.. path.Images.Select(i => i.Energy - zero)]) { Joined = false, Dots = true }));
        section.Add(View(path));
        page.Section("Images").Add(Table(path));
    }

    static MoleculeView View(MinimumEnergyPath path)
    {
        static double[] Flat(PathImage image) => Vec3.Flatten(image.Structure.Positions.AsSpan()).ToArray();
        var first = path.Images[0].Structure;
        double[]? cell = first.Cell is { } c && first.Periodic.Any ? [.. Enumerable.Range(0, 9).Select(k => c.Vectors[k / 3, k % 3])] : null;
        var view = new MoleculeView("On the way", [.. first.Elements.ToArray().Select(e => e.Symbol)], Flat(path.Images[0]), cell);
        foreach (var image in path.Images.Skip(1))
            view.AddFrame(Flat(image), $"{NumberText.Fixed(image.Energy - path.Images[0].Energy, 3)} eV");
        return view;
    }

    // A hundredth of a meV: what the sums leave of equal ends is no energy of a reaction.
    static double Shown(double energy) => Math.Round(energy, 5);
}
