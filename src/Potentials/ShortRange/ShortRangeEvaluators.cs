namespace Athanor.Potentials;

/// <summary>Opens the evaluator of one short-range model, or of a weighted sum of several on one neighbour list.</summary>
public static class ShortRangeEvaluator
{
    public static IEvaluator Open(IReadOnlyList<(double Factor, ShortRangeModel Model)> terms, EvaluatorOptions options) => OpenWithOutputs(terms, options);

    /// <summary>The same, for who makes an energy of a model's outputs.</summary>
    internal static IOutputEvaluator OpenWithOutputs(IReadOnlyList<(double Factor, ShortRangeModel Model)> terms, EvaluatorOptions options) => options.Precision switch
    {
        Precision.Single => new ShortRangeEvaluator<float>(terms, options),
        _ => new ShortRangeEvaluator<double>(terms, options),
    };
}
