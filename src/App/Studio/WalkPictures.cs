using Athanor.Atoms;
using Athanor.Campaigns;
using Athanor.Numerics;
using Athanor.Reports;

namespace Athanor.App.Studio;

/// <summary>A walk as pictures: how far the members disagree along it, its temperature, and its frames.</summary>
static class WalkPictures
{
    /// <summary>fs in a ps.</summary>
    const double Femto = 1000;

    /// <summary>Points that a curve is drawn with.</summary>
    const int MostPoints = 700;

    /// <summary>Frames that the viewer is handed at first.</summary>
    const int MostFrames = 300;

    static readonly Axis Time = new("Time", "ps");

    public static PageItem Disagreement(string walker, IReadOnlyList<WalkPoint> points, AskSettings ask)
    {
        var known = Placed(points);
        var chart = new LineChart($"Disagreement along walk {walker}", Time, new Axis("Largest between two members on one atom", "eV/Å") { Log = true }) { Width = 680, Height = 300 };
        if (known.Length == 0)
            return chart.Add("disagreement", [], []);
        Add(Thinned(known), "disagreement", joined: true);
        // The same words and colours as in a campaign's report.
        AddMarked("stopped and asked", p => p.Mark == WalkMark.Asked);
        AddMarked("learned", p => p.Mark == WalkMark.Learned);
        AddMarked("broken", p => p.Mark == WalkMark.Broken);
        AddMarked("waited", p => p.Mark == WalkMark.Waited);
        AddMarked("asked on the way, outside what was learned", p => p.Mark == WalkMark.Passed);
        return chart.MarkY(ask.Threshold, $"asks above {NumberText.Significant(ask.Threshold, 3)}");

        void AddMarked(string name, Func<WalkPoint, bool> belongs)
        {
            var marked = known.Where(belongs).TakeLast(MostPoints).ToArray();
            if (marked.Length > 0)
                Add(marked, name, joined: false);
        }

        void Add(IReadOnlyList<WalkPoint> drawn, string name, bool joined) =>
            chart.Add(new LineSeries(name, [.. drawn.Select(p => p.Time / Femto)], [.. drawn.Select(p => p.Disagreement)]) { Joined = joined, Large = !joined });
    }

    public static PageItem Temperature(string walker, IReadOnlyList<WalkPoint> points, double? target)
    {
        var drawn = Thinned(points);
        var chart = new LineChart($"Temperature of walk {walker}", Time, new Axis("Temperature", "K")) { Width = 680, Height = 210 };
        chart.Add("temperature", [.. drawn.Select(p => p.Time / Femto)], [.. drawn.Select(p => p.Temperature)]);
        return target is { } t ? chart.MarkY(t, "thermostat") : chart;
    }

    /// <summary>Null where there is no frame yet.</summary>
    /// <param name="timeStep">fs.</param>
    public static PageItem? Molecule(string walker, IReadOnlyList<WalkFrame> frames, double timeStep)
    {
        if (frames.Count == 0)
            return null;
        var same = Alike(frames);
        var stride = (same.Count + MostFrames - 1) / MostFrames;
        var shown = same.Where((_, i) => (same.Count - 1 - i) % stride == 0).ToArray();
        var first = shown[0].Structure;
        var view = new MoleculeView($"Walk {walker}", Symbols(first), Coordinates(first), Cell(first));
        foreach (var frame in shown.Skip(1))
            view.AddFrame(Coordinates(frame.Structure), LabelOf(frame, timeStep), Cell(frame.Structure));
        return view;
    }

    /// <summary>Whether the viewer that shows the older frames can show the newer ones.</summary>
    public static bool CanFollow(Structure newer, Structure older) => newer.Elements.SequenceEqual(older.Elements);

    /// <param name="timeStep">fs.</param>
    public static string LabelOf(WalkFrame frame, double timeStep) => timeStep > 0 ? $"{frame.Step * timeStep / Femto:0.000} ps" : $"step {frame.Step:N0}";

    /// <summary>x, y, z of each atom in turn, Å. Molecules drift, and out of the picture in the end: they are shown about their centre of mass. What has a cell stays in it.</summary>
    public static double[] Coordinates(Structure structure)
    {
        var centre = Vec3.Zero;
        if (structure.Cell is null)
        {
            double mass = 0;
            for (var i = 0; i < structure.Count; i++)
            {
                centre += structure.Elements[i].Mass * structure.Positions[i];
                mass += structure.Elements[i].Mass;
            }
            centre *= 1 / mass;
        }
        return [.. structure.Positions.Select(p => p - centre).SelectMany(p => new[] { p.X, p.Y, p.Z })];
    }

    static string[] Symbols(Structure structure) => [.. structure.Elements.ToArray().Select(e => e.Symbol)];

    static double[]? Cell(Structure structure) => structure.Cell is { } cell ? [.. Enumerable.Range(0, 9).Select(k => cell.Vectors[k / 3, k % 3])] : null;

    // The viewer knows one list of atoms; a walker may have begun from another molecule before.
    static IReadOnlyList<WalkFrame> Alike(IReadOnlyList<WalkFrame> frames) =>
        [.. frames.Reverse().TakeWhile(f => CanFollow(f.Structure, frames[^1].Structure)).Reverse()];

    /// <summary>What has no disagreement of its own (a question that was answered, a frame that the guard broke off) stands where the next point does; what came before a first model, nowhere.</summary>
    static WalkPoint[] Placed(IReadOnlyList<WalkPoint> points)
    {
        var placed = points.ToArray();
        double next = 0;
        for (var k = placed.Length - 1; k >= 0; k--)
        {
            if (placed[k].Disagreement > 0)
                next = placed[k].Disagreement;
            else if (placed[k].Mark != WalkMark.None)
                placed[k] = placed[k] with { Disagreement = next };
        }
        return [.. placed.Where(p => p.Model > 0 && p.Disagreement > 0)];
    }

    /// <summary>At most so many points that the largest of each stretch, and whatever has a mark, is among them.</summary>
    static IReadOnlyList<WalkPoint> Thinned(IReadOnlyList<WalkPoint> points)
    {
        var size = (points.Count + MostPoints - 1) / MostPoints;
        if (size <= 1)
            return points;
        return [.. points.Chunk(size).SelectMany(chunk => chunk.Where(p => p.Mark is WalkMark.Asked or WalkMark.Passed).Append(chunk.MaxBy(p => p.Disagreement)).Distinct().OrderBy(p => p.Step))];
    }
}
