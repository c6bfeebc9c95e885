using Athanor.Reports;

namespace Athanor.Campaigns;

/// <summary>The queue over time, and who worked and who waited.</summary>
static class WorkSection
{
    public static void AddTo(Section section, CampaignHistory history)
    {
        if (history.Candidates.Count == 0)
        {
            section.Paragraph("Nothing has been asked for yet.");
            return;
        }
        section.Add(Queue(history));
        section.Add(Counts(history));
        if (Shifts(history) is { } shifts)
            section.Add(shifts);
        if (history.Course.Workers.Count == 0)
            return;
        var workers = new Table("Workers", Column.Text("worker"), Column.Number("labels"), Column.Number("busy", "s", "0.0"), Column.Number("nothing to do", "s", "0.0"), Column.Number("kept waiting", "s", "0.00"));
        foreach (var worker in history.Course.Workers)
            workers.Row(worker.Name, worker.Labels, worker.Busy, worker.Idle, worker.Kept);
        section.Add(workers);
        section.Note("Kept waiting is time without work while candidates stood in the queue.");
    }

    /// <summary>How many waited or were being computed: steps up when asked, down when labelled, set aside or withdrawn.</summary>
    static LineChart Queue(CampaignHistory history)
    {
        var gone = history.Course.Events.Where(e => e.Candidate is not null && e.Kind is "aside" or "withdrawn").Select(e => (At: history.Minutes(e.At), By: -1));
        var changes = history.Candidates.Select(c => (At: history.Minutes(c.Asked), By: 1))
            .Concat(history.Labels.Select(l => (At: history.Minutes(l.At), By: -1))).Concat(gone).OrderBy(c => c.At).ThenByDescending(c => c.By);
        List<double> x = [0], y = [0];
        foreach (var (at, by) in changes)
        {
            x.AddRange([at, at]);
            y.AddRange([y[^1], y[^1] + by]);
        }
        return new LineChart("Queue", new Axis("Time", "min"), new Axis("Waiting or being labelled") { Min = 0 }).Add(new LineSeries("queue", x, y));
    }

    static LineChart Counts(CampaignHistory history) => new LineChart("Labels and versions", new Axis("Time", "min"), new Axis("So far") { Min = 0 })
        .Add(Steps("labels", history.Labels.Select(l => history.Minutes(l.At))))
        .Add(Steps("model versions", history.Course.Models.Select(m => history.Minutes(m.Made))));

    static LineSeries Steps(string name, IEnumerable<double> times)
    {
        List<double> x = [0], y = [0];
        foreach (var at in times)
        {
            x.AddRange([at, at]);
            y.AddRange([y[^1], y[^1] + 1]);
        }
        return new LineSeries(name, x, y);
    }

    /// <summary>A line wherever a worker was at a label.</summary>
    static LineChart? Shifts(CampaignHistory history)
    {
        var workers = history.Labels.Where(l => l.Label.Seconds > 0 && l.Worker.Length > 0).GroupBy(l => l.Worker).OrderBy(g => g.Key, StringComparer.Ordinal).Take(12).ToArray();
        if (workers.Length == 0)
            return null;
        var chart = new LineChart("Workers at work", new Axis("Time", "min"), new Axis("Worker") { Min = 0, Max = workers.Length + 1, Places = [.. workers.Select((w, k) => (k + 1.0, w.Key))] })
        {
            Width = 720,
            Height = 130 + 24 * workers.Length,
            Caption = "A line wherever a label was being computed.",
        };
        foreach (var (worker, k) in workers.Select((w, k) => (w, k)))
        {
            List<double> x = [], y = [];
            foreach (var label in worker)
            {
                var end = history.Minutes(label.At);
                x.AddRange([end - label.Label.Seconds / 60, end, double.NaN]);
                y.AddRange([k + 1, k + 1, double.NaN]);
            }
            chart.Add(new LineSeries(worker.Key, x, y) { Broken = true });
        }
        return chart;
    }
}
