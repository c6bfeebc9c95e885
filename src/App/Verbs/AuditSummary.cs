using Athanor.Potentials;
using Athanor.Reports;

namespace Athanor.App;

/// <summary>The findings of an audit as a person wants them: one row for each check, the worst structure in it.</summary>
sealed class AuditSummary(IReadOnlyList<AuditFinding> findings)
{
    /// <summary>Whether no check failed.</summary>
    public bool Passed => findings.All(f => f.Verdict != Verdict.Fail);

    public string Sentence
    {
        get
        {
            var checks = findings.GroupBy(f => f.Check).ToArray();
            var failed = checks.Where(c => c.Any(f => f.Verdict == Verdict.Fail)).Select(c => c.Key).ToArray();
            var asked = checks.Count(c => c.Any(f => f.Verdict != Verdict.NotApplicable));
            return failed.Length == 0
                ? $"All {asked} checks that apply are passed."
                : $"{failed.Length} of {asked} checks failed: {string.Join(", ", failed)}.";
        }
    }

    public Table ToTable(string? caption)
    {
        var table = new Table(caption, Column.Text("check"), Column.Text("verdict"), Column.Text("what"),
            Column.Text("measured") with { AlignRight = true }, Column.Text("tolerance") with { AlignRight = true }, Column.Text("where it was worst"));
        foreach (var check in findings.GroupBy(f => f.Check))
        {
            var worst = Worst(check);
            table.Row(worst.Check, Word(worst.Verdict), worst.Worst?.What, Text(worst.Worst?.Value, worst), Text(worst.Worst?.Tolerance, worst),
                worst.Verdict == Verdict.NotApplicable ? worst.Remark : worst.Structure);
        }
        return table;
    }

    /// <summary>What is known of each failure.</summary>
    public IEnumerable<string> Remarks() => findings.GroupBy(f => f.Check).Select(Worst).Where(f => f.Verdict == Verdict.Fail)
        .Select(f => $"{f.Check}, {f.Structure}: {(f.Remark.Length > 0 ? f.Remark : $"{f.Worst!.What} off by {Text(f.Worst.Value, f)}")}. It should be: {Lower(f.Question)}.");

    public Table AllMeasurements()
    {
        var table = new Table(null, Column.Text("check"), Column.Text("structure"), Column.Text("what"),
            Column.Text("measured") with { AlignRight = true }, Column.Text("tolerance") with { AlignRight = true }, Column.Text("remark"));
        foreach (var f in findings)
        {
            if (f.Measurements.Count == 0)
                table.Row(f.Check, f.Structure, "–", default, default, f.Remark);
            foreach (var m in f.Measurements)
                table.Row(f.Check, f.Structure, m.What, Cell.Of(Text(m.Value, m.Unit), m.Passes ? Tone.Plain : Tone.Bad), Text(m.Tolerance, m.Unit), f.Remark);
        }
        return table;
    }

    static AuditFinding Worst(IEnumerable<AuditFinding> check) =>
        check.OrderBy(f => f.Verdict switch { Verdict.Fail => 0, Verdict.Pass => 1, _ => 2 })
            .ThenByDescending(f => f.Worst is { } w ? w.Value / w.Tolerance : 0).First();

    static Cell Word(Verdict verdict) => verdict switch
    {
        Verdict.Pass => Cell.Of("pass", Tone.Good),
        Verdict.Fail => Cell.Of("FAIL", Tone.Bad),
        _ => Cell.Of("not applicable", Tone.Plain),
    };

    static string Text(double? value, AuditFinding finding) => value is { } v ? Text(v, finding.Worst!.Unit) : "";

    // The least number there is stands for none at all.
    static string Text(double value, string unit) => value <= double.Epsilon ? "0" : $"{NumberText.Significant(value, 2)} {unit}";

    static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
