namespace Athanor.Learning;

/// <summary>How much a <see cref="Finding"/> matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing to do.</summary>
    Note,

    /// <summary>Probably a mistake, or something that costs accuracy.</summary>
    Warning,

    /// <summary>Training on this data would be wasted; it is not begun.</summary>
    Refusal,
}

/// <summary>Something the inspection of data came upon.</summary>
/// <param name="Code">A short name that does not change between versions ("forces-sign").</param>
/// <param name="What">What is wrong and what says so, in sentences.</param>
/// <param name="Advice">What to do next, in a sentence; empty where there is nothing to do.</param>
public sealed record Finding(Severity Severity, string Code, string What, string Advice = "")
{
    /// <summary>The frames it is about, as indices into the data set, worst first or ascending; empty where it is about all of them.</summary>
    public IReadOnlyList<int> Frames { get; init; } = [];

    /// <summary>File and frames in words; empty where it is about all of them.</summary>
    public string Where { get; init; } = "";

    /// <summary>Whether a user may know better. Without labels, or with labels that are no numbers, there is nothing to know.</summary>
    public bool MayBeAccepted => Code is not ("no-labels" or "not-finite");

    /// <summary>All of it in one line: what, where, what to do next.</summary>
    public string Sentence => string.Join(' ', new[] { What, Where.Length == 0 ? "" : $"Where: {Where}.", Advice }.Where(s => s.Length > 0));

    public override string ToString() => $"{Severity}: {Sentence} [{Code}]";
}
