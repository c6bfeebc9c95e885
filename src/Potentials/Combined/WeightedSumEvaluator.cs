using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>Evaluates a weighted sum: one evaluator for all short-range members together, one for each of the others.</summary>
sealed class WeightedSumEvaluator : IEvaluator
{
    readonly (double Factor, IEvaluator Evaluator)[] _parts;
    readonly IEvaluator? _shortRange;
    readonly Prediction _one = new();

    internal WeightedSumEvaluator(IReadOnlyList<(double Factor, IPotential Potential)> terms, EvaluatorOptions options)
    {
        var parts = new List<(double, IEvaluator)>();
        var local = terms.Where(t => t.Potential is ShortRangeModel).Select(t => (t.Factor, (ShortRangeModel)t.Potential)).ToArray();
        if (local.Length > 0)
        {
            _shortRange = ShortRangeEvaluator.Open(local, options);
            parts.Add((1, _shortRange));
        }
        foreach (var (factor, potential) in terms)
        {
            if (potential is not ShortRangeModel)
                parts.Add((factor, potential.Open(options)));
        }
        _parts = [.. parts];
    }

    public ReadOnlySpan<Vec3> ListPositions => _shortRange is null ? default : _shortRange.ListPositions;

    public Cell? ListCell => _shortRange?.ListCell;

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        if (_parts is [(1.0, var only)])
        {
            only.Evaluate(structure, request, into);
            return;
        }
        // Members are asked for no more than the caller wants; what all of them give is what the sum holds.
        into.Reset(structure.Count, request | Request.Forces);
        foreach (var (factor, evaluator) in _parts)
        {
            evaluator.Evaluate(structure, request, _one);
            into.Add(factor, _one);
        }
    }

    public void Dispose()
    {
        foreach (var (_, evaluator) in _parts)
            evaluator.Dispose();
    }
}
