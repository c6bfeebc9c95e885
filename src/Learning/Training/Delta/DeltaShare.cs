namespace Athanor.Learning;

/// <summary>What a cheap level knows of one kind of labels, energies or forces: y is the dear label, x the cheap one, both less what their compositions explain. Variances are shares of that of y.</summary>
public sealed record DeltaShare
{
    /// <summary>Labels of the training frames.</summary>
    public required int Count { get; init; }

    /// <summary>√⟨y²⟩: eV per atom, or eV/Å.</summary>
    public required double Spread { get; init; }

    /// <summary>Correlation ρ of y and x over the training frames.</summary>
    public required double Correlation { get; init; }

    /// <summary>Its standard error, by leaving out one frame after the other; NaN of fewer than three.</summary>
    public required double CorrelationError { get; init; }

    /// <summary>⟨xy⟩/⟨x²⟩: the slope that these labels alone would have.</summary>
    public required double OwnSlope { get; init; }

    /// <summary>1 − ρ²: what is left of the variance after regression, with the slope of these labels alone.</summary>
    public double Law => 1 - Correlation * Correlation;

    /// <summary>⟨(y − s x)²⟩/⟨y²⟩ with the common slope, over the training frames: what is left to learn.</summary>
    public required double Residual { get; init; }

    /// <summary>⟨(y − x)²⟩/⟨y²⟩: the plain difference, slope 1.</summary>
    public required double Plain { get; init; }

    /// <summary>As <see cref="Residual"/>, over the frames held back; NaN without any.</summary>
    public double HeldResidual { get; init; } = double.NaN;

    /// <summary>As <see cref="Plain"/>, likewise.</summary>
    public double HeldPlain { get; init; } = double.NaN;
}
