using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// An evaluator that can also tell which atoms have left the range its models were trained on. Asked now and then, that costs no more than half an evaluation; it keeps
/// lists of its own, without a skin, so that the answer depends on the structure alone.
/// </summary>
sealed class RangedEvaluator : IEvaluator, ITrainingRange
{
    readonly IEvaluator _inner;
    readonly ShortRangeModel[] _models;
    readonly EvaluatorOptions _options;
    readonly Prediction _one = new();
    IEvaluator[]? _ranges;

    RangedEvaluator(IEvaluator inner, ShortRangeModel[] models, EvaluatorOptions options) => (_inner, _models, _options) = (inner, models, options);

    /// <summary><paramref name="inner"/> with the ranges of all models in <paramref name="potentials"/> that know one; itself where none does.</summary>
    internal static IEvaluator Around(IEvaluator inner, IEnumerable<IPotential> potentials, EvaluatorOptions options)
    {
        ShortRangeModel[] models = [.. potentials.SelectMany(Ranges)];
        return models.Length == 0 ? inner : new RangedEvaluator(inner, models, options with { Skin = 0 });
    }

    static IEnumerable<ShortRangeModel> Ranges(IPotential potential) => potential switch
    {
        IRangedModel ranged => [ranged.RangeExcess],
        ModelWithBaseline m => Ranges(m.Model).Concat(Ranges(m.Baseline)),
        WeightedSum sum => sum.Terms.SelectMany(t => Ranges(t.Potential)),
        _ => [],
    };

    public ReadOnlySpan<Vec3> ListPositions => _inner.ListPositions;

    public Cell? ListCell => _inner.ListCell;

    public void Evaluate(Structure structure, Request request, Prediction into) => _inner.Evaluate(structure, request, into);

    public RangeExcess ExcessOf(Structure structure)
    {
        _ranges ??= [.. _models.Select(m => m.Open(_options))];
        var excess = RangeExcess.None;
        foreach (var range in _ranges)
        {
            range.Evaluate(structure, Request.AtomEnergies, _one);
            var amounts = _one.AtomEnergies;
            var atoms = 0;
            for (var i = 0; i < amounts.Length; i++)
            {
                if (amounts[i] > 0)
                    atoms++;
                if (amounts[i] > excess.Amount)
                    excess = excess with { Worst = i, Amount = amounts[i] };
            }
            excess = excess with { Atoms = Math.Max(excess.Atoms, atoms) };
        }
        return excess;
    }

    public void Dispose()
    {
        _inner.Dispose();
        foreach (var range in _ranges ?? [])
            range.Dispose();
    }
}
