using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>A rate over a barrier: table, record, picture.</summary>
public static class RateReport
{
    public static Table Table(BarrierRate rate, string unit)
    {
        var table = new Table($"Rates over the barrier at {NumberText.Significant(rate.Barrier.At, 4)} {unit}".TrimEnd(), Column.Text(""), Column.Text("upwards") with { AlignRight = true }, Column.Text("downwards") with { AlignRight = true });
        table.Row("transition-state theory", rate.ForwardTheory.ToString(), rate.BackwardTheory.ToString());
        table.Row("ΔF‡ by Eyring's equation", rate.ForwardActivation.ToString(), rate.BackwardActivation.ToString());
        table.Row("transmission κ", rate.Transmission.ToString(), rate.Transmission.ToString());
        table.Row("rate", rate.Forward.ToString(), rate.Backward.ToString());
        return table;
    }

    public static object Record(BarrierRate rate, Recrossing recrossing) => new
    {
        rate.Barrier.At,
        rate.Transmission,
        recrossing.IsSettled,
        recrossing.Speed,
        rate.Forward,
        rate.ForwardTheory,
        rate.ForwardActivation,
        rate.Backward,
        rate.BackwardTheory,
        rate.BackwardActivation,
        Times = recrossing.Times.Select(t => new Quantity(t, "fs")),
        Curve = recrossing.Transmission,
    };

    /// <summary>What needs to be said in words.</summary>
    public static IEnumerable<string> Remarks(BarrierRate rate, Recrossing recrossing)
    {
        if (!recrossing.IsSettled)
            yield return "κ(t) still changes at the end of the trajectories: they are too short (--rate-time-fs), or there is no plateau because the barrier is low.";
        if (rate.Transmission.Value < 0.2)
            yield return "Most trajectories come back: the variable may be a poor one, or friction high; the error of κ counts for more than it says.";
    }

    public static void Fill(ReportPage page, BarrierRate rate, Recrossing recrossing, string unit)
    {
        var section = page.Section("Rate");
        foreach (var remark in Remarks(rate, recrossing))
            section.Warning(remark);
        section.Add(Table(rate, unit));
        double[] x = [.. recrossing.Times], y = [.. recrossing.Transmission.Select(k => k.Value)];
        section.Add(new LineChart("Transmission: who is across, of those who went", new Axis("Time after the top", "fs"), new Axis("κ(t)"))
            .Add(new LineSeries("κ(t)", x, y) { Band = ([.. recrossing.Transmission.Select(k => k.Value - k.Statistical!.Value)], [.. recrossing.Transmission.Select(k => k.Value + k.Statistical!.Value)]) })
            .MarkY(rate.Transmission.Value, "plateau"));
    }
}
