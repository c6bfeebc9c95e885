namespace Athanor.Reports;

/// <summary>
/// One entry of a <see cref="Table"/>: text, a number or a <see cref="Quantity"/> (all convert implicitly), or nothing (<c>default</c>).
/// A cell may carry a verdict: <c>Cell.Of("pass", Tone.Good)</c>.
/// </summary>
public readonly record struct Cell
{
    Cell(string? text, Quantity? quantity, bool isCount, Tone tone)
    {
        Text = text;
        Quantity = quantity;
        IsCount = isCount;
        Tone = tone;
    }

    public string? Text { get; private init; }

    public Quantity? Quantity { get; private init; }

    public Tone Tone { get; private init; }

    /// <summary>Came from an integer, so it is printed with all its digits.</summary>
    internal bool IsCount { get; }

    internal bool IsEmpty => Text is null && Quantity is null;

    public static Cell Of(Cell cell, Tone tone) => cell with { Tone = tone };

    public static implicit operator Cell(string? text) => new(text, null, false, Tone.Plain);

    public static implicit operator Cell(double value) => new(null, new Quantity(value, ""), false, Tone.Plain);

    public static implicit operator Cell(double? value) => value is { } v ? v : default(Cell);

    public static implicit operator Cell(long value) => new(null, new Quantity(value, ""), true, Tone.Plain);

    public static implicit operator Cell(int value) => (long)value;

    public static implicit operator Cell(Quantity value) => new(null, value, false, Tone.Plain);

    public static implicit operator Cell(Quantity? value) => value is { } v ? v : default(Cell);
}
