namespace Athanor.Reports;

/// <summary>What a cell or a callout wants the reader to feel. Shown by a sign as well as by a colour.</summary>
public enum Tone
{
    Plain,
    Note,
    Good,
    Warning,
    Bad,
}

internal static class ToneSigns
{
    public static string Sign(this Tone tone) => tone switch
    {
        Tone.Note => "i",
        Tone.Good => "✓",
        Tone.Warning => "!",
        Tone.Bad => "✗",
        _ => "",
    };

    /// <summary>What a screen reader says in place of the colour.</summary>
    public static string Word(this Tone tone) => tone switch
    {
        Tone.Note => "Note",
        Tone.Good => "Good",
        Tone.Warning => "Warning",
        Tone.Bad => "Problem",
        _ => "",
    };

    public static string CssClass(this Tone tone) => tone.ToString().ToLowerInvariant();
}
