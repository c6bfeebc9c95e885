using Athanor.Reports;

namespace Athanor.Campaigns;

/// <summary>A campaign as tables, for the screen and the report.</summary>
public static class CampaignTables
{
    /// <summary>Running, paused or ended, and why, in a sentence.</summary>
    public static string State(CampaignCourse course)
    {
        var reason = course.Campaign.Reason is { Length: > 0 } r ? $": {r.TrimEnd('.')}" : "";
        return course.Campaign.State switch
        {
            CampaignState.Running => "It has not ended.",
            CampaignState.Paused => $"It is paused{reason}.",
            _ => $"It has ended{reason}.",
        };
    }

    /// <summary>What there was to spend, and what was spent.</summary>
    public static Table Budget(CampaignHistory history)
    {
        var course = history.Course;
        var budget = course.Settings.Budget;
        var table = new Table("Budget", Column.Text("of"), Column.Text("used") with { AlignRight = true }, Column.Text("at most") with { AlignRight = true });
        table.Row("labels", $"{course.LabelsUsed:N0}", $"{budget.Labels:N0}");
        table.Row("time", Time(course.Seconds), budget.Time is { } time ? Time(time.TotalSeconds) : "no limit");
        table.Row("force error on labels held back", history.HeldOut is { } error ? Force(error) : "none yet", budget.Target is { } target ? $"{Force(target)} (the aim)" : "no aim");
        if (budget.Calm is { } calm)
            table.Row("time a walker went without asking", $"{NumberText.Significant(course.Walkers.Select(w => w.Calm / 1000).DefaultIfEmpty(0).Min(), 3)} ps (the least)", $"{NumberText.Significant(calm, 3)} ps (the aim)");
        return table;
    }

    /// <summary>Where the time went, s.</summary>
    public static Table Spent(CampaignHistory history)
    {
        var course = history.Course;
        var table = new Table("Time", Column.Text("of"), Column.Text("time") with { AlignRight = true }, Column.Text("what") with { AlignRight = false });
        table.Row("the campaign", Time(course.Seconds), "wall clock, all its runs");
        var seconds = history.Labels.Where(l => l.Worker.Length > 0 && l.Label.Seconds > 0).Select(l => l.Label.Seconds).Order().ToArray();
        if (seconds.Length > 0)
            table.Row("the oracle", Time(course.Counters.GetValueOrDefault("seconds")), $"{seconds.Length:N0} labels, {NumberText.Significant(seconds[seconds.Length / 2], 2)} s each in the middle, {NumberText.Significant(seconds[^1], 2)} s at most");
        var fits = course.Models.Where(m => m.Errors.ContainsKey(ModelErrors.Seconds)).Select(m => m.Errors[ModelErrors.Seconds]).ToArray();
        if (fits.Length > 0)
            table.Row("the trainer", Time(fits.Sum()), $"{fits.Length:N0} versions");
        var (busy, kept) = (course.Workers.Sum(w => w.Busy), course.Workers.Sum(w => w.Kept));
        if (busy + kept > 0)
            table.Row("workers kept waiting", Time(kept), $"{NumberText.Significant(100 * kept / (busy + kept), 2)} % of the time in which there was something to label");
        return table;
    }

    internal static string Time(double seconds) => seconds switch
    {
        < 10 => $"{NumberText.Significant(seconds, 2)} s",
        < 120 => $"{seconds:0} s",
        < 7200 => $"{seconds / 60:0.0} min",
        _ => $"{seconds / 3600:0.0} h",
    };

    internal static string Force(double eV) => $"{NumberText.Significant(1000 * eV, 3)} meV/Å";
}
