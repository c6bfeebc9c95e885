namespace Athanor.Campaigns;

/// <summary>A model that was fitted, on its way into the store: either its bytes, or the path of its file.</summary>
/// <param name="Training">Labels it was fitted on.</param>
/// <param name="Validation">Labels it was measured by.</param>
public sealed record NewModel(LabelSet Training, LabelSet Validation)
{
    /// <summary>The model file itself, so that every worker that reaches the store has it.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>Where the model file is, for models too large for a store; it must stay there.</summary>
    public string? Path { get; init; }

    /// <summary>Validation errors and whatever else was measured, by name with its unit (<c>forces rmse, eV/Å</c>).</summary>
    public IReadOnlyDictionary<string, double> Errors { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, double>.Empty;

    /// <summary>What a person should know of it.</summary>
    public string? Note { get; init; }
}

/// <summary>A model in the store.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Made">When it came in, UTC.</param>
/// <param name="Sha256">Of its file, hexadecimal.</param>
/// <param name="Path">Where its file is; null where the store holds it.</param>
/// <param name="Training">Labels it was fitted on.</param>
/// <param name="Validation">Labels it was measured by.</param>
/// <param name="Errors">What was measured, by name.</param>
public sealed record ModelVersion(long Number, DateTimeOffset Made, string Sha256, string? Path, LabelSet Training, LabelSet Validation, IReadOnlyDictionary<string, double> Errors, string? Note);
