using Athanor.Campaigns;
using Athanor.Reports;

namespace Athanor.App.Studio;

/// <summary>What was learned, as pictures: errors against labels, and how honest the newest model's error bars are.</summary>
static class CoursePictures
{
    const double Milli = 1000;

    public static PageItem Learning(CampaignCourse course)
    {
        // Ten labels at least, or ticks would stand at fractions of one.
        var few = course.Curve is [var first, .., var last] && last.Labels < first.Labels + 10 || course.Curve.Count == 1;
        var chart = new LineChart("Error of forces against labels", new Axis("Labels") { Max = few ? course.Curve[0].Labels + 10 : null }, new Axis("Root mean square error of a force component", "meV/Å") { Log = true })
        {
            Width = 680,
            Height = 400,
            Caption = "Prospective: of the model that asked, on what it had not seen and was unsure of.",
        };
        Add("held back", p => p.Validation);
        Add("prospective", p => p.Prospective);
        Add("learned from", p => p.Training, dashed: true);
        if (course.Settings.Budget.Target is { } target)
            chart.MarkY(Milli * target, $"target {NumberText.Significant(Milli * target, 3)}");
        return chart;

        void Add(string name, Func<LearningPoint, double?> error, bool dashed = false)
        {
            var known = course.Curve.Where(p => error(p) is > 0).ToArray();
            if (known.Length > 0)
                chart.Add(new LineSeries(name, [.. known.Select(p => (double)p.Labels)], [.. known.Select(p => Milli * error(p)!.Value)]) { Dots = !dashed, Dashed = dashed });
        }
    }

    public static PageItem Reliability(ReliabilityCard card)
    {
        var chart = LineChart.Coverage("Are its error bars honest?");
        chart.Caption = $"Of version {card.Version}, as it was calibrated. Below the line they are too small.";
        foreach (var (name, expected, observed) in card.Curves)
            chart.Add(name, expected, observed);
        return chart;
    }

    /// <summary>In place of a picture of which nothing is known yet.</summary>
    public static string Nothing(string title, string why) => $"<figure><figcaption>{System.Net.WebUtility.HtmlEncode(title)}</figcaption><p class=\"empty\">{System.Net.WebUtility.HtmlEncode(why)}</p></figure>";
}
