using Athanor.Atoms;
using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>The page of a training: what the data is, how the fit went, how good the potential is and where.</summary>
public static class TrainingReport
{
    public static void Write(TrainingResult result, IReadOnlyList<Assessment> parts, Calibration calibration, DimerCheck dimers, ReportPage page, LearningCurve? labels = null)
    {
        page.Summary = string.Join(' ', [.. result.Choice is { } choice ? [choice] : Array.Empty<string>(), result.Description, .. result.Delta is { } on ? [on.Sentence] : Array.Empty<string>(), Ending(result), .. result.Remarks]);
        var errors = page.Section("Errors");
        foreach (var part in parts)
        {
            errors.Add(part.Errors.ToTable($"On the {part.Name} frames"));
            foreach (var remark in part.Errors.Remarks())
                errors.Note(remark);
        }
        errors.Add(ByElement(parts[^1]));
        if (parts[0].StressFinding is { } finding)
            errors.Warning(finding.Sentence);
        if (result.Delta is { } delta)
            DeltaSection.AddTo(delta, page.Section("Delta learning"));
        if (labels is not null)
            LearningCurveSection.AddTo(labels, page.Section("Errors by the number of labels"));
        var curve = page.Section("Learning curve").Add(LearningCurve(result, "Energy", "energy RMSE", "meV/atom", r => 1e3 * r.EnergyRmse));
        curve.Add(LearningCurve(result, "Forces", "force RMSE", "meV/Å", r => 1e3 * r.ForceRmse));
        if (result.History.Any(s => s.Training.StressRmse > 0))
            curve.Add(LearningCurve(result, "Stress", "stress RMSE", "GPa", r => Units.GigaPascal * r.StressRmse));
        foreach (var part in parts)
        {
            var parity = page.Section($"Parity, {part.Name} frames");
            foreach (var plot in part.Pairs.Plots())
                parity.Add(plot);
        }
        calibration.AddTo(page.Section("Error bars"));
        if (parts[^1] is { Name: "test", Reliability: { Any: true } tested })
            tested.AddTo(page.Section("Error bars, test frames"));
        DimerSection.AddTo(dimers, page.Section("Dimers"));
        result.Import.AddTo(page);
    }

    static string Ending(TrainingResult result)
    {
        var (step, made) = (result.StepName, result.History.Count);
        var ended = (result.Interrupted, result.Converged) switch
        {
            (true, _) => $"Interrupted after {made} {step}s",
            (_, true) => $"Converged after {made} {step}s",
            _ => $"The time or the number of {step}s ran out after {made}",
        };
        return $"{ended}; the parameters of {step} {result.BestStep} validated best and were kept.";
    }

    static LineChart LearningCurve(TrainingResult result, string title, string label, string unit, Func<Residuals, double> of)
    {
        double[] steps = [.. result.History.Select(s => (double)s.Step)];
        var chart = new LineChart(title, new Axis(result.StepName), new Axis(label, unit) { Log = true });
        chart.Add("training", steps, [.. result.History.Select(s => of(s.Training))]);
        if (result.Split.Validation.Length > 0)
            chart.Add("validation", steps, [.. result.History.Select(s => of(s.Validation))]);
        return chart.MarkX(result.BestStep, "kept");
    }

    static Table ByElement(Assessment part)
    {
        var sums = new SortedDictionary<Element, ErrorSum>();
        foreach (var frame in part.Frames)
        {
            for (var i = 0; i < frame.Forces.Length; i++)
            {
                var element = frame.Frame.Structure.Elements[i];
                if (!sums.TryGetValue(element, out var sum))
                    sums[element] = sum = new ErrorSum();
                for (var c = 0; c < 3; c++)
                    sum.Add(frame.Forces[i][c]);
            }
        }
        var table = new Table($"Force errors by element, {part.Name} frames",
            Column.Text("element"), Column.Number("components"), Column.Number("RMSE", "meV/Å"), Column.Number("MAE", "meV/Å"), Column.Number("worst", "meV/Å"));
        foreach (var (element, sum) in sums)
            table.Row(element.Symbol, sum.Count, 1e3 * sum.RootMeanSquare, 1e3 * sum.MeanAbsolute, 1e3 * sum.Worst);
        return table;
    }
}
