using Athanor.Learning;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Campaigns;

/// <summary>A label, and what the model that asked for it knew.</summary>
/// <param name="Label">Its number.</param>
/// <param name="Disagreement">Largest difference of two members on one atom when it asked, eV/Å.</param>
/// <param name="Error">Largest error of the force on one atom, by that model, eV/Å.</param>
public readonly record struct ForeseenLabel(long Label, double Disagreement, double Error);

/// <summary>Whether models of a campaign knew what they did not know: prospectively, by the labels they asked for, and on those held back from the last one.</summary>
/// <param name="Asked">In the order in which labels came.</param>
/// <param name="HeldBack">What the labels held back say of the last model that had not seen them, and of its error bars; null where none were.</param>
public sealed record Foresight(IReadOnlyList<ForeseenLabel> Asked, Calibration? HeldBack)
{
    /// <summary>The fraction of labels whose error was below the disagreement; NaN where there are none.</summary>
    public double Covered => Asked.Count == 0 ? double.NaN : (double)Asked.Count(a => a.Error <= a.Disagreement) / Asked.Count;

    /// <summary>Rank correlation (Spearman) of disagreement and error; NaN for fewer than three labels.</summary>
    public double Correlation => Asked.Count < 3 ? double.NaN : Ranked([.. Asked.Select(a => a.Disagreement)], [.. Asked.Select(a => a.Error)]);

    /// <summary>Opens every version that asked; those whose file is gone are passed over.</summary>
    public static Foresight Of(IStore store, CampaignHistory history, Team team, CancellationToken cancellation)
    {
        var versions = history.Course.Models.ToDictionary(m => m.Number);
        var asked = new List<ForeseenLabel>();
        var prediction = new Prediction();
        foreach (var group in history.Labels.Where(l => l.Candidate.Question is { Model: not null, Amount: > 0, Walker: not null } && l.Label.Forces is not null).GroupBy(l => l.Candidate.Question.Model!.Value))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!versions.TryGetValue(group.Key, out var version))
                continue;
            using var evaluator = Opened(store, version).Open(new EvaluatorOptions(team));
            foreach (var label in group)
            {
                evaluator.Evaluate(label.Candidate.Question.Structure, Request.Forces, prediction);
                var largest = 0.0;
                for (var i = 0; i < label.Label.Forces!.Length; i++)
                    largest = Math.Max(largest, (prediction.Forces[i] - label.Label.Forces[i]).Length);
                asked.Add(new ForeseenLabel(label.Number, label.Candidate.Question.Amount!.Value, largest));
            }
        }
        return new Foresight([.. asked.OrderBy(a => a.Label)], HeldBackOf(store, history, team, cancellation));
    }

    static Calibration? HeldBackOf(IStore store, CampaignHistory history, Team team, CancellationToken cancellation)
    {
        // The last fit holds nothing back.
        if (history.Course.Models.LastOrDefault(m => m.Validation.Count > 0) is not { } last)
            return null;
        return Calibration.Of(Opened(store, last), history.Labels.Where(l => last.Validation.Contains(l.Number)).Select(l => l.ToFrame()), team, cancellation);
    }

    static IPotential Opened(IStore store, ModelVersion version)
    {
        var name = FormattableString.Invariant($"version {version.Number}");
        return ModelFileKind.Open(ModelFile.FromBytes(store.FileOf(version), name), name);
    }

    static double Ranked(double[] a, double[] b)
    {
        var (x, y) = (Ranks(a), Ranks(b));
        var middle = (x.Length - 1) / 2.0;
        double xy = 0, xx = 0, yy = 0;
        for (var k = 0; k < x.Length; k++)
        {
            xy += (x[k] - middle) * (y[k] - middle);
            xx += (x[k] - middle) * (x[k] - middle);
            yy += (y[k] - middle) * (y[k] - middle);
        }
        return xy / Math.Sqrt(xx * yy);
    }

    static double[] Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(k => values[k]).ToArray();
        var ranks = new double[values.Length];
        for (var k = 0; k < order.Length; k++)
            ranks[order[k]] = k;
        return ranks;
    }
}
