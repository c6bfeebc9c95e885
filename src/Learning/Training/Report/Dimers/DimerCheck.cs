using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>
/// Two atoms alone for every pair of elements: whether a potential holds atoms apart where the data ends, which a hot simulation will try sooner or later, and lets them go at
/// the cutoff. Fits to condensed matter know little of either.
/// </summary>
public sealed class DimerCheck
{
    const double FineStep = 0.025, Step = 0.05, FineUpTo = 2.5, BeyondCutoff = 0.5, DefaultReach = 6;

    /// <summary>Å between points where every one of them is a run of quantum chemistry, say.</summary>
    const double CoarseStep = 0.2;

    /// <summary>Dispersion reaches fifty Ångström, where nothing is to be seen.</summary>
    const double Farthest = 12;

    /// <summary>Å, beyond which nobody looks for the nearest atoms of the data.</summary>
    const double DataReach = 6;

    DimerCheck(IReadOnlyList<DimerCurve> curves, string? refusal) => (Curves, Refusal) = (curves, refusal);

    /// <summary>The worst first; empty where the potential refuses pairs of atoms.</summary>
    public IReadOnlyList<DimerCurve> Curves { get; }

    /// <summary>Why there are no curves; null where there are.</summary>
    public string? Refusal { get; }

    /// <summary>Pairs that fall into each other, or that nothing holds apart.</summary>
    public IReadOnlyList<DimerCurve> Doubtful => [.. Curves.Where(c => c.Verdict is DimerVerdict.Hole or DimerVerdict.Flat or DimerVerdict.Broken)];

    /// <param name="data">Whose elements are paired (but those that it holds as isolated atoms alone), and whose shortest distances are where trust ends.</param>
    public static DimerCheck Of(IPotential potential, Dataset data)
    {
        var reach = Math.Min(potential.Cutoff ?? DefaultReach, Farthest) + BeyondCutoff;
        double[] distances = [.. Grid(reach, potential.Cutoff is null)];
        var shortest = new ShortestDistances(data.Frames, Math.Min(DataReach, reach - BeyondCutoff));
        var curves = new List<DimerCurve>();
        Element[] elements = [.. data.Frames.Where(f => !Dataset.IsIsolatedAtom(f)).SelectMany(f => f.Structure.Elements.ToArray()).Distinct().Order()];
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        try
        {
            for (var a = 0; a < elements.Length; a++)
            {
                for (var b = a; b < elements.Length; b++)
                {
                    var (one, other) = (elements[a], elements[b]);
                    var (energies, pushes) = Evaluate(evaluator, one, other, [.. distances, reach + 10]);
                    curves.Add(new DimerCurve(one, other, shortest.Of(one, other), distances, [.. energies[..^1].Select(e => e - energies[^1])], pushes[..^1]));
                }
            }
        }
        catch (PotentialException refusal)
        {
            return new DimerCheck([], refusal.Message);
        }
        return new DimerCheck([.. curves.OrderBy(c => c.Verdict).ThenBy(c => c.Barrier)], null);
    }

    static IEnumerable<double> Grid(double reach, bool dear)
    {
        for (var k = 0; ; k++)
        {
            var fine = (int)Math.Round((FineUpTo - DimerCurve.Nearest) / FineStep);
            var r = dear ? DimerCurve.Nearest + k * CoarseStep : k <= fine ? DimerCurve.Nearest + k * FineStep : FineUpTo + (k - fine) * Step;
            if (r > reach)
                yield break;
            yield return r;
        }
    }

    /// <summary>Energies and pushes at all distances, together where it can be; NaN at those that the potential refuses.</summary>
    /// <exception cref="PotentialException">It refuses all of them.</exception>
    static (double[] Energies, double[] Pushes) Evaluate(IEvaluator evaluator, Element one, Element other, double[] distances)
    {
        Structure[] dimers = [.. distances.Select(r => new Structure([one, other], [Vec3.Zero, new Vec3(r, 0, 0)]))];
        Prediction[] predictions = [.. dimers.Select(_ => new Prediction())];
        var given = Enumerable.Repeat(true, dimers.Length).ToArray();
        try
        {
            evaluator.EvaluateEach(dimers, Request.Forces, predictions);
        }
        catch (PotentialException)
        {
            for (var k = 0; k < dimers.Length; k++)
            {
                try
                {
                    evaluator.Evaluate(dimers[k], Request.Forces, predictions[k]);
                }
                catch (PotentialException) when (k > 0 || given.Length > 1 && Answers(evaluator, dimers[^1]))
                {
                    given[k] = false;
                }
            }
        }
        return (
            [.. predictions.Select((p, k) => given[k] ? p.Energy : double.NaN)],
            [.. predictions.Select((p, k) => given[k] ? p.Forces[1].X : double.NaN)]);
    }

    /// <summary>Whether it has an answer for atoms far apart; who has none knows nothing of dimers at all.</summary>
    static bool Answers(IEvaluator evaluator, Structure dimer)
    {
        try
        {
            evaluator.Evaluate(dimer, Request.Energy, new Prediction());
            return true;
        }
        catch (PotentialException)
        {
            return false;
        }
    }
}
