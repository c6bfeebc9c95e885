using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>Measures how time grows with the size of a system.</summary>
public static class Scaling
{
    // Of a short evaluation: how often, and how long at most.
    const int Most = 100;
    const double Enough = 0.3; // s

    // What a timing may be off however well its repetitions agree, and where there is but one.
    const double Floor = 0.02, Alone = 0.1;

    // Of the budget, what a single evaluation may take that was not foreseen to.
    const double Patience = 2;

    // The steepest growth that is foreseen.
    const double Steepest = 8;

    /// <summary>Evaluates systems of growing size until the budget or memory would not suffice for the next.</summary>
    /// <param name="measured">Called after each size.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="AtomsException">The potential cannot answer for the smallest size.</exception>
    public static ScalingCurve Measure(IPotential potential, ScalingSettings settings, Team? team = null, Action<ScalingPoint>? measured = null, CancellationToken cancellation = default)
    {
        using var evaluator = potential.Open(new EvaluatorOptions(team ?? Team.Single, settings.Precision) { Memory = settings.Memory, Cancellation = cancellation, TimeLimit = Patience * settings.Budget });
        var (wall, begun) = (settings.Wall, settings.Wall.GetTimestamp());
        var request = settings.Forces ? Request.Forces : Request.Energy;
        var prediction = new Prediction();
        // What is compiled at the first call is no cost of the method.
        evaluator.Evaluate(settings.System.Of(1), request, prediction);
        var points = new List<ScalingPoint>();
        foreach (var size in GrowingSystem.Sizes(settings.Largest))
        {
            cancellation.ThrowIfCancellationRequested();
            var structure = settings.System.Of(size);
            if (Foreseen(points, structure.Count) is var next && wall.GetElapsedTime(begun).TotalSeconds + next > settings.Budget.TotalSeconds)
                return new(potential.Name, points, FormattableString.Invariant($"{size} {settings.System.Unit} would take about {next:G2} s, more than is left of {settings.Budget.TotalSeconds:0.#} s."));
            ScalingPoint point;
            try
            {
                point = Measure(evaluator, structure, size, settings, request, prediction, cancellation);
            }
            catch (AtomsException e) when (points.Count > 0)
            {
                return new(potential.Name, points, $"{size} {settings.System.Unit}: {e.Message}");
            }
            points.Add(point);
            measured?.Invoke(point);
        }
        return new(potential.Name, points, $"{settings.Largest} {settings.System.Unit} are the largest that were asked for.");
    }

    static ScalingPoint Measure(IEvaluator evaluator, Structure structure, int size, ScalingSettings settings, Request request, Prediction prediction, CancellationToken cancellation)
    {
        GC.Collect();
        var seconds = new List<double>();
        var begun = settings.Wall.GetTimestamp();
        do
        {
            cancellation.ThrowIfCancellationRequested();
            var before = Now(settings);
            evaluator.Evaluate(structure, request, prediction);
            seconds.Add(Math.Max(1e-7, Now(settings) - before));
        }
        while (settings.Wall.GetElapsedTime(begun).TotalSeconds < Enough && seconds.Count < Most);
        var wall = settings.Wall.GetElapsedTime(begun).TotalSeconds / seconds.Count;
        // The first builds lists and finds its memory; where there are others, it does not count.
        if (seconds.Count > 3)
            seconds.RemoveAt(0);
        seconds.Sort();
        var median = 0.5 * (seconds[(seconds.Count - 1) / 2] + seconds[seconds.Count / 2]);
        if (seconds.Count == 1)
            return new(size, structure.Count, median, Alone * median, wall, 1);
        // Half of what lies in the middle, as a standard deviation of the normal distribution, of the median: timings have long tails.
        var spread = (seconds[3 * (seconds.Count - 1) / 4] - seconds[(seconds.Count - 1) / 4]) / 1.349 * 1.253 / Math.Sqrt(seconds.Count);
        return new(size, structure.Count, median, Math.Max(Floor * median, spread), wall, seconds.Count);
    }

    static double Now(ScalingSettings settings) => settings.Clock == ScalingClock.Wall ? settings.Wall.GetTimestamp() / (double)settings.Wall.TimestampFrequency : Environment.CpuUsage.TotalTime.TotalSeconds;

    // Wall time of the next size, as the last two grew; nothing where nobody knows.
    static double Foreseen(List<ScalingPoint> points, int atoms)
    {
        if (points.Count == 0)
            return 0;
        var last = points[^1];
        var slope = points.Count == 1 ? 3 : Math.Log(last.Wall / points[^2].Wall) / Math.Log((double)last.Atoms / points[^2].Atoms);
        return last.Wall * Math.Pow((double)atoms / last.Atoms, Math.Clamp(slope, 1, Steepest));
    }
}
