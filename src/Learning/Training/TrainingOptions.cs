namespace Athanor.Learning;

/// <summary>What a user may say about a training; everything has a default that suits all elements.</summary>
public sealed record TrainingOptions
{
    /// <summary>Name of the preset, as listed by <see cref="TrainingPresets"/>.</summary>
    public string Preset { get; init; } = "behler";

    /// <summary>Å; null lets the preset choose.</summary>
    public double? Cutoff { get; init; }

    /// <summary>Widths of the hidden layers; null lets the preset choose.</summary>
    public int[]? Hidden { get; init; }

    /// <summary>
    /// The potential it is trained on top of, in the grammar; null for the preset's own, "none" for none. All but walls (<c>zbl</c>) is multiplied by a slope that the training frames say.
    /// </summary>
    public string? Baseline { get; init; }

    /// <summary>File in which the baseline's answers are kept, found by their structures, and which may serve other trainings too; null for one beside the checkpoint.</summary>
    public string? BaselineAnswers { get; init; }

    /// <summary>Fraction of every group held back for validation.</summary>
    public double Validation { get; init; } = 0.1;

    /// <summary>Frames held back, by their indices in the data, in place of a fraction; null for the fraction.</summary>
    public IReadOnlyCollection<int>? HeldBack { get; init; }

    /// <summary>Products of pseudoscalars among the invariants; refused by presets that have none.</summary>
    public bool Chirality { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>Wall-clock time for the fit; null until it converges.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Sweeps at most.</summary>
    public int MostSteps { get; init; } = 2000;

    /// <summary>Sweeps without a better validation after which the fit has converged.</summary>
    public int Patience { get; init; } = 30;

    /// <summary>Fits that differ by seed and by the frames they count, whose spread is the uncertainty; 1 for a single model.</summary>
    public int Committee { get; init; } = 1;

    /// <summary>Draws from the posterior that a model brings along, whose spread is the uncertainty, for presets that have one; 0 for none.</summary>
    public int Heads { get; init; } = 16;

    /// <summary>Sweeps in which a network and its heads are trained together, after the fit; each costs as much as ten of the fit's.</summary>
    public int HeadSweeps { get; init; }

    /// <summary>How much the frames of a group count, where not 1.</summary>
    public IReadOnlyDictionary<string, double> GroupWeights { get; init; } = new Dictionary<string, double>();
}
