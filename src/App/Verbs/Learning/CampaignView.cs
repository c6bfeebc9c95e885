using Athanor.Campaigns;
using Athanor.Reports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Athanor.App;

/// <summary>A campaign while it runs: to a person a small board that changes, to a file a line now and then.</summary>
sealed class CampaignView(Screen screen, IStore store)
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(0.25), Line = TimeSpan.FromSeconds(5);

    DateTime _shown;
    string _last = "";

    /// <param name="work">Is given what it is to call some times a second.</param>
    public T Show<T>(Func<Action, T> work)
    {
        if (!screen.IsWatched)
            return work(() => Due(Line, course => Say(Lines.Of(course))));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(screen.Remarks) });
        T result = default!;
        console.Live(new Text("")).AutoClear(true).Start(live => result = work(() => Due(Look, course =>
        {
            live.UpdateTarget(Board(course));
            live.Refresh();
        })));
        return result;
    }

    void Due(TimeSpan interval, Action<CampaignCourse> show)
    {
        if (DateTime.UtcNow - _shown < interval)
            return;
        // Events are read as a whole by the report alone.
        if (CampaignCourse.Read(store, eventsAfter: long.MaxValue - 1) is { } course)
            show(course);
        _shown = DateTime.UtcNow;
    }

    void Say(string line)
    {
        if (line != _last)
            screen.Note(line);
        _last = line;
    }

    static Rows Board(CampaignCourse course)
    {
        var budget = course.Settings.Budget;
        var bars = new Grid().AddColumn().AddColumn().AddColumn();
        bars.AddRow(new Text("labels"), Bar(course.LabelsUsed, budget.Labels), new Text($"{course.LabelsUsed} of {budget.Labels}, {course.Queue.Open} waiting, {course.Queue.Leased} being computed"));
        if (budget.Time is { } time)
            bars.AddRow(new Text("time"), Bar(course.Seconds, time.TotalSeconds), new Text($"{Progress.Text(TimeSpan.FromSeconds(course.Seconds))} of {Progress.Text(time)}"));
        bars.AddRow(new Text("model"), new Text(course.Models.Count == 0 ? "none yet" : $"version {course.Models[^1].Number}"), new Text(Lines.Errors(course)));
        List<IRenderable> rows = [bars];
        if (course.Walkers.Count > 0)
        {
            var walkers = new Spectre.Console.Table { Border = TableBorder.Simple };
            walkers.AddColumns("walker", "does", "walked, ps", "T, K", "disagreement, eV/Å", "asked", "model");
            foreach (var w in course.Walkers)
                walkers.AddRow(w.Name, Lines.Does(w), NumberText.Fixed(w.Time / 1000, 3), NumberText.Fixed(w.Temperature, 0), NumberText.Fixed(w.Disagreement, 3), $"{w.Asked}", $"{w.Model}");
            rows.Add(walkers);
        }
        return new Rows(rows);
    }

    static Text Bar(double done, double total)
    {
        const int width = 30;
        var full = (int)Math.Clamp(Math.Round(width * done / Math.Max(1e-9, total)), 0, width);
        return new Text(new string('━', full) + new string('─', width - full), new Style(Color.Green));
    }

    /// <summary>The same in words.</summary>
    static class Lines
    {
        public static string Of(CampaignCourse course)
        {
            var walkers = course.Walkers.Count == 0 ? "" : "; " + string.Join(", ", course.Walkers.Select(Of));
            return $"{Progress.Text(TimeSpan.FromSeconds(course.Seconds))} {course.LabelsUsed} of {course.Settings.Budget.Labels} labels, {course.Queue.Pending} in the queue; "
                + (course.Models.Count == 0 ? "no model yet" : $"model {course.Models[^1].Number}, {Errors(course)}") + walkers;
        }

        static string Of(WalkerStanding w) => w.Activity == WalkerActivity.Begins
            ? $"{w.Name} {Does(w)}"
            : $"{w.Name} {Does(w)} at {NumberText.Significant(w.Time / 1000, 3)} ps ({NumberText.Significant(w.Disagreement, 2)} eV/Å)";

        public static string Errors(CampaignCourse course)
        {
            var held = course.Curve.Select(p => p.Validation).LastOrDefault(v => v is not null);
            return held is { } error ? $"forces {NumberText.Significant(1000 * error, 3)} meV/Å off on labels held back" : "";
        }

        public static string Does(WalkerStanding walker) => walker.Activity switch
        {
            WalkerActivity.Begins => "waits for a first model",
            WalkerActivity.Asked => "asked",
            WalkerActivity.Waits => "waits for the queue",
            _ => "walks",
        };
    }
}
