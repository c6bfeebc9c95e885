using Athanor.Reports;

namespace Athanor.Campaigns;

/// <summary>Each walk: the disagreement along it, where it stopped and asked, where what it had asked for was learned.</summary>
static class WalkSection
{
    public static void AddTo(Section section, CampaignHistory history)
    {
        if (history.Walks.All(w => w.Points.Count == 0))
        {
            section.Paragraph("No walker has left its place yet.");
            return;
        }
        var threshold = history.Course.Settings.Ask.Threshold;
        section.Paragraph("Molecular dynamics on the newest model. The disagreement is the largest difference of two members' forces on any one atom. Where it rises above the threshold, and above what is usual for the model, the walk stops and asks the oracle for that structure; when a model has learned the answer, it goes on from there. A structure outside what the model was trained on is asked for even where members agree, without a stop.");
        section.Add(ByVersion(history));
        foreach (var walk in history.Walks.Where(w => w.Points.Count > 0))
            section.Add(Chart(walk, threshold, history.Course.Walkers.FirstOrDefault(w => w.Name == walk.Walker)));
    }

    /// <summary>Time is logarithmic: most of the questions come in the first picosecond, and most of the time is without any.</summary>
    static LineChart Chart(WalkTrace walk, double threshold, WalkerStanding? standing)
    {
        var points = walk.Points.Where(p => p.Time > 0).ToArray();
        var chart = new LineChart($"Walker {walk.Walker}", new Axis("Time of the walk", "ps") { Log = true }, new Axis("Largest disagreement", "eV/Å") { Log = true })
        {
            Width = 720,
            Caption = standing is null ? null : $"{NumberText.Significant(standing.Time / 1000, 3)} ps in {standing.Step:N0} steps at {standing.Target:0} K; {Counted(standing.Asked, "question")}, {Counted(standing.Broken, "broken frame")}; none for the last {NumberText.Significant(standing.Calm / 1000, 3)} ps.",
        };
        chart.Add(new LineSeries("disagreement", [.. points.Select(p => p.Time / 1000)], [.. points.Select(p => p.Disagreement)]) { Broken = true });
        // What has no disagreement of its own (a question that was answered, a frame that the guard broke off) stands where the next point does.
        WalkPoint[] placed = [.. points.Select((p, k) => p.Mark == WalkMark.None || p.Disagreement > 0 ? p : p with { Disagreement = points.Skip(k).Select(q => q.Disagreement).FirstOrDefault(d => d > 0) })];
        foreach (var (name, belongs) in Marks)
        {
            var marked = placed.Where(p => p.Disagreement > 0 && belongs(p)).ToArray();
            if (marked.Length > 0)
                chart.Add(new LineSeries(name, [.. marked.Select(p => p.Time / 1000)], [.. marked.Select(p => p.Disagreement)]) { Joined = false, Large = true });
        }
        return chart.MarkY(threshold, "threshold");
    }

    static (string Name, Func<WalkPoint, bool> Belongs)[] Marks { get; } =
    [
        ("stopped and asked", p => p.Mark == WalkMark.Asked),
        ("learned", p => p.Mark == WalkMark.Learned),
        ("broken", p => p.Mark == WalkMark.Broken),
        ("waited", p => p.Mark == WalkMark.Waited),
        ("asked on the way, outside the training range", p => p.Mark == WalkMark.Passed),
    ];

    /// <summary>Over all walks together: what each version met.</summary>
    static LineChart ByVersion(CampaignHistory history)
    {
        var versions = history.Walks.SelectMany(w => w.Points).Where(p => p.Model > 0 && double.IsFinite(p.Disagreement) && p.Disagreement > 0)
            .GroupBy(p => p.Model).OrderBy(g => g.Key).Select(g => (Version: (double)g.Key, Sorted: g.Select(p => p.Disagreement).Order().ToArray())).ToArray();
        double[] x = [.. versions.Select(v => v.Version)];
        return new LineChart("Disagreement by model version", new Axis("Model version"), new Axis("Disagreement", "eV/Å") { Log = true })
        {
            Width = 720,
            Caption = "Of all walkers on that version.",
        }
            .Add(new LineSeries("largest", x, [.. versions.Select(v => v.Sorted[^1])]) { Dots = true })
            .Add(new LineSeries("in the middle", x, [.. versions.Select(v => v.Sorted[v.Sorted.Length / 2])]) { Dots = true })
            .MarkY(history.Course.Settings.Ask.Threshold, "threshold");
    }

    static string Counted(long count, string what) => count == 0 ? $"no {what}s" : count == 1 ? $"one {what}" : $"{count:N0} {what}s";
}
