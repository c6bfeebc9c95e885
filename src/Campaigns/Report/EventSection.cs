using Athanor.Reports;

namespace Athanor.Campaigns;

/// <summary>What happened when.</summary>
static class EventSection
{
    const int MostShown = 300;

    public static void AddTo(Section section, CampaignHistory history)
    {
        var events = history.Course.Events;
        var table = new Table(null, Column.Number("after", "min", "0.00"), Column.Text("what"), Column.Text(""));
        foreach (var e in events.TakeLast(MostShown))
            table.Row(history.Minutes(e.At), e.Kind, e.Text);
        section.Fold(events.Count > MostShown ? $"The last {MostShown:N0} of {events.Count:N0} events" : $"All {events.Count:N0} events", table);
        section.Fold("The settings", new Table(null, Column.Text("key"), Column.Text("value")).WithLines(history.Course.Settings.ToText()));
    }

    static Table WithLines(this Table table, string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            table.Row(colon < 0 || line.StartsWith(' ') ? "" : line[..colon], colon < 0 || line.StartsWith(' ') ? line : line[(colon + 2)..]);
        }
        return table;
    }
}
