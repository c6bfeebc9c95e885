namespace Athanor.Learning;

/// <summary>A model some of whose parameters energies are linear in, all of which members of an ensemble may have for themselves. Its passes are <see cref="ILastLayerPass"/>es.</summary>
interface ILastLayer : IGradientModel
{
    /// <summary>How many parameters that are.</summary>
    int LastLayerCount { get; }

    /// <summary>Copies them out of all parameters, in the fit's units.</summary>
    void CopyLastLayer(ReadOnlySpan<double> parameters, Span<double> into);
}

/// <summary>A pass that also differentiates by the last layer alone.</summary>
interface ILastLayerPass : IGradientPass
{
    /// <summary>∂/∂(parameter of the last layer) of (<paramref name="energy"/> · E + Σ_r <paramref name="rows"/>[r] · ∂E/∂row_r) of the frame last evaluated, as often as one likes.</summary>
    void LastLayerRow(double energy, ReadOnlySpan<double> rows, Span<double> into);
}
