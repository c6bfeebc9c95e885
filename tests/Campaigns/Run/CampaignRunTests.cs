using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Campaigns.Tests;

/// <summary>Whole campaigns in one process.</summary>
public sealed class CampaignRunTests(ITestOutputHelper output)
{
    [Fact]
    public void A_trimer_is_learned()
    {
        using var trial = new Trial("walkers: [{temperature: 300}, {temperature: 600}]\nask: {threshold: 0.05}\nbudget: {labels: 26, calm: 2}");
        var end = trial.Run();
        using var store = trial.Open();
        var course = CampaignCourse.Read(store)!;
        Show(course, end);
        Assert.True(end.Ended);
        Assert.InRange(course.LabelsUsed, 20, 26);
        Assert.True(course.Curve[^1].Training < 0.01 && course.Curve[^1].Validation < 0.01, "forces are off by 10 meV/Å and more");
        Assert.Equal(course.LabelsUsed, course.Curve[^1].Labels);
    }

    void Show(CampaignCourse course, CampaignEnd end)
    {
        output.WriteLine($"{end} after {course.Seconds:0.0} s, {course.LabelsUsed} labels, {course.Queue}");
        foreach (var m in course.Models)
            output.WriteLine($"{m.Number}: {m.Training.Count}+{m.Validation.Count} {string.Join(", ", m.Errors.Select(e => $"{e.Key} {e.Value:G3}"))} {m.Note}");
        foreach (var w in course.Walkers)
            output.WriteLine($"{w}");
        foreach (var w in course.Workers)
            output.WriteLine($"{w}");
        foreach (var e in course.Events.Where(e => e.Kind != "model"))
            output.WriteLine($"{e}");
    }
}
