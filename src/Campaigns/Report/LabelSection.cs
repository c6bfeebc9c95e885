using Athanor.Reports;

namespace Athanor.Campaigns;

/// <summary>The structures that were asked for, to look at, and why.</summary>
static class LabelSection
{
    const int MostShown = 200;

    public static void AddTo(Section section, CampaignHistory history)
    {
        var reasons = new Table("Why", Column.Text("reason"), Column.Number("asked"), Column.Number("labelled"), Column.Number("withdrawn"), Column.Number("set aside"));
        foreach (var group in history.Candidates.GroupBy(c => c.Question.Reason).OrderByDescending(g => g.Count()))
            reasons.Row(group.Key, group.Count(), Of(group, CandidateState.Labelled), Of(group, CandidateState.Withdrawn), Of(group, CandidateState.SetAside));
        var shown = Alike(history);
        if (shown.Count > 0)
        {
            var view = FinishReport.Moving("Structures it asked for", [.. shown.Select(l => l.Candidate.Question.Structure)], [.. shown.Select(Says)]);
            view.Caption = "In the order in which their labels came.";
            section.Add(view);
        }
        section.Add(reasons);
        foreach (var failed in history.Candidates.Where(c => c.State == CandidateState.SetAside).Take(5))
            section.Warning($"Candidate {failed.Number} was set aside: {failed.Note}");
    }

    /// <summary>A picture holds the same atoms in all its frames: those of the commonest kind.</summary>
    static IReadOnlyList<LabelledCandidate> Alike(CampaignHistory history)
    {
        var kind = history.Labels.GroupBy(l => string.Join(' ', l.Candidate.Question.Structure.Elements.ToArray().Select(e => e.Symbol))).MaxBy(g => g.Count());
        if (kind is null)
            return [];
        var all = kind.ToArray();
        var stride = (all.Length + MostShown - 1) / MostShown;
        return [.. all.Where((_, k) => k % stride == 0)];
    }

    static string Says(LabelledCandidate label)
    {
        var question = label.Candidate.Question;
        return $"label {label.Number}, {question.Reason}" + (question.Walker is { } walker ? $", {walker}" : "") + (question.Amount is { } amount ? $", {NumberText.Significant(amount, 2)} eV/Å" : "");
    }

    static int Of(IEnumerable<Candidate> candidates, CandidateState state) => candidates.Count(c => c.State == state);
}
