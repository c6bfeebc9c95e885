namespace Athanor.Learning;

/// <summary>A model that may be fitted together with heads on its last layer. Its passes are <see cref="IHeadedPass"/>es.</summary>
interface IHeadedModel : ILastLayer
{
    /// <summary>Takes heads over for all passes, as <see cref="IGradientModel.Set"/> does parameters.</summary>
    /// <param name="deviations">[member, parameter of the last layer], in the fit's units.</param>
    void SetHeads(ReadOnlySpan<double> deviations);

    /// <summary>Takes the last layer's entries out of a gradient by all parameters and leaves zeros.</summary>
    void TakeLastLayer(Span<float> gradient, Span<float> into);
}

/// <summary>A pass that evaluates heads too.</summary>
interface IHeadedPass : ILastLayerPass
{
    /// <summary>What a head adds to energy and rows of the frame last evaluated. <see cref="IGradientPass.AddGradient"/> is that of the head then, whose entries stand where the last layer's would.</summary>
    double EvaluateHead(int head, Span<double> rows);
}
