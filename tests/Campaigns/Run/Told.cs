namespace Athanor.Campaigns.Tests;

/// <summary>A course in a test's output.</summary>
static class Told
{
    public static void Show(CampaignCourse course, CampaignEnd end, ITestOutputHelper output)
    {
        output.WriteLine($"{end} after {course.Seconds:0.0} s, {course.LabelsUsed} labels, {course.Queue}");
        foreach (var m in course.Models)
            output.WriteLine($"{m.Number}: {m.Training.Count}+{m.Validation.Count} {string.Join(", ", m.Errors.Select(e => $"{e.Key} {e.Value:G3}"))} {m.Note}");
        foreach (var w in course.Walkers)
            output.WriteLine($"{w}");
        foreach (var w in course.Workers)
            output.WriteLine($"{w}");
        foreach (var e in course.Events.Where(e => e.Kind != "model"))
            output.WriteLine($"{e.Kind} {e.Candidate} {e.Model} {e.Amount:G3} {e.Text}");
    }
}
