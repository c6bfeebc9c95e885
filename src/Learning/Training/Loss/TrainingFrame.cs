namespace Athanor.Learning;

/// <summary>One frame ready for the optimiser: its fixed features and what the networks should give for it.</summary>
sealed class TrainingFrame
{
    internal required FrameFeatures Features { get; init; }

    /// <summary>Energy left for the networks once atom energies and the baseline are taken off, eV; null where not labelled.</summary>
    internal required double? Energy { get; init; }

    /// <summary>∂E/∂coordinate left for the networks, by row (eV/Å; eV for strains); NaN where not labelled.</summary>
    internal required double[] Rows { get; init; }

    /// <summary>How much it counts; one unless its group was given a weight.</summary>
    internal double Weight { get; init; } = 1;

    /// <summary>Its index in the data set.</summary>
    internal required int Index { get; init; }
}
