using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>
/// A potential whose errors are known: it says the same energies and forces, and beside them standard deviations that hold what they promise on frames like those that the law was learned from. What
/// <see cref="ModelFileKind"/> opens where a model's card has a calibration.
/// </summary>
public sealed class Calibrated : IPotential, IDescribed
{
    readonly Lazy<IReadOnlyList<IPotential>> _members;

    public Calibrated(IPotential potential, ErrorLaw law)
    {
        (Potential, Law) = (potential, law);
        _members = new(() => [.. EnsembleMembers.Of(Potential).Select(Stretched)]);
    }

    /// <summary>As it is without the law.</summary>
    public IPotential Potential { get; }

    public ErrorLaw Law { get; }

    /// <summary>Members, moved away from their mean by <see cref="ErrorLaw.Stretch"/>; empty where there are none.</summary>
    public IReadOnlyList<IPotential> Members => _members.Value;

    public string Name => Potential.Name;

    public double? Cutoff => Potential.Cutoff;

    public JsonObject? Details => (Potential as IDescribed)?.Details;

    public string Card
    {
        get
        {
            var text = new StringBuilder();
            if (Law.EnergyNoise is { } energy)
                text.Append(CultureInfo.InvariantCulture, $"{1e3 * energy * Law.EnergyFactor(ErrorLevels.Usual):G3} meV/√atom; ");
            text.AppendJoin("; ", Law.ForceNoise.OrderBy(n => n.Key).Select(n =>
                string.Create(CultureInfo.InvariantCulture, $"{n.Key} {1e3 * n.Value * Law.ForceFactor(n.Key, 0, ErrorLevels.Usual):G3} meV/Å")));
            return PotentialCard.Of(Potential).TrimEnd() + "\n" + PotentialCard.Line("noise", $"{text} (68 %), from {Law.Frames} frames held back");
        }
    }

    public bool Covers(Element element) => Potential.Covers(element);

    public IEvaluator Open(EvaluatorOptions options) => new CalibratedEvaluator(Potential.Open(options), Law);

    /// <summary>The potential without what is known of its errors, also where it is a term of a sum.</summary>
    public static IPotential Bare(IPotential potential) => potential switch
    {
        Calibrated calibrated => Bare(calibrated.Potential),
        WeightedSum sum when sum.Terms.Any(t => t.Potential is Calibrated) => new WeightedSum(sum.Terms.Select(t => (t.Factor, Bare(t.Potential)))),
        _ => potential,
    };

    /// <summary>What is known of a potential's errors; null where nothing is, or where it is a sum of several of which something is.</summary>
    public static ErrorLaw? LawOf(IPotential potential) => potential switch
    {
        Calibrated calibrated => calibrated.Law,
        ModelWithBaseline model => LawOf(model.Model),
        WeightedSum sum => OnlyOne(sum.Terms) is { } one ? LawOf(one.Potential)!.Times(one.Factor) : null,
        _ => null,
    };

    /// <summary>Several potentials for the same thing; where each knows its errors, their committee knows its own.</summary>
    /// <exception cref="ArgumentException">Fewer than two members.</exception>
    internal static IPotential CommitteeOf(IReadOnlyList<IPotential> members)
    {
        var laws = members.Select(LawOf).OfType<ErrorLaw>().ToArray();
        var committee = Committee.Of([.. members.Select(Bare)]);
        return laws.Length == members.Count ? new Calibrated(committee, ErrorLaw.OfMean(laws)) : committee;
    }

    /// <summary>An evaluator of a sum in which one term knows its errors: those are the sum's, and the terms share their lists as if it did not.</summary>
    internal static IEvaluator? OpenSum(IReadOnlyList<(double Factor, IPotential Potential)> terms, EvaluatorOptions options) => OnlyOne(terms) is { } one
        ? new CalibratedEvaluator(new WeightedSumEvaluator([.. terms.Select(t => (t.Factor, Bare(t.Potential)))], options), LawOf(one.Potential)!.Times(one.Factor))
        : null;

    static (double Factor, IPotential Potential)? OnlyOne(IReadOnlyList<(double Factor, IPotential Potential)> terms) =>
        terms.Where(t => LawOf(t.Potential) is not null).ToArray() is [var one] ? one : null;

    IPotential Stretched(IPotential member) => Law.Stretch == 1 ? member : new WeightedSum([(1 - Law.Stretch, Mean), (Law.Stretch, member)]);

    IPotential Mean => Potential switch
    {
        Committee committee => committee.Mean,
        ModelWithBaseline { Model: Committee committee, Baseline: var baseline } => new ModelWithBaseline(committee.Mean, baseline),
        _ => Potential,
    };
}
