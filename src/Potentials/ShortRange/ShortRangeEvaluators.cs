namespace Athanor.Potentials;

/// <summary>Opens the evaluator of one short-range model, or of a weighted sum of several on one neighbour list.</summary>
public static class ShortRangeEvaluator
{
    public static IEvaluator Open(IReadOnlyList<(double Factor, ShortRangeModel Model)> terms, EvaluatorOptions options)
    {
        var evaluator = OpenWithOutputs(terms, options);
        // Members of several models do not belong to one another, and who has several such models opens them one by one.
        if (!options.ExactUncertainty || terms.Where(t => t.Model.HeadCount > 0).ToArray() is not [var (factor, model)])
            return evaluator;
        return model.OpenVariance() is { } variance ? new ExactVarianceEvaluator(evaluator, factor, variance) : evaluator;
    }

    /// <summary>The same, for who makes an energy of a model's outputs.</summary>
    internal static IOutputEvaluator OpenWithOutputs(IReadOnlyList<(double Factor, ShortRangeModel Model)> terms, EvaluatorOptions options) => options.Precision switch
    {
        Precision.Single => new ShortRangeEvaluator<float>(terms, options),
        _ => new ShortRangeEvaluator<double>(terms, options),
    };
}
