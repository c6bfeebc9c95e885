namespace Athanor.Reports;

/// <summary>A section of a <see cref="ReportPage"/>. Every method returns the section, so that calls can be chained.</summary>
public sealed class Section
{
    readonly List<PageItem> _items = [];

    internal Section(string title) => Title = title;

    public string Title { get; }

    internal IReadOnlyList<PageItem> Items => _items;

    /// <summary>Adds a table, a chart or a molecule.</summary>
    public Section Add(PageItem item)
    {
        _items.Add(item);
        return this;
    }

    /// <summary>Adds a table or a picture that most readers need not see: a line that opens it.</summary>
    public Section Fold(string summary, PageItem item) => Add(new Folded(summary, item));

    public Section Paragraph(string text) => Add(new Paragraph(text));

    /// <summary>Adds text that keeps its line breaks, in a fixed-width face.</summary>
    public Section Listing(string text) => Add(new Listing(text));

    public Section Note(string text) => Callout(Tone.Note, text);

    public Section Warning(string text) => Callout(Tone.Warning, text);

    public Section Callout(Tone tone, string text) => Add(new Callout(tone, text));

    /// <summary>Adds a row of figures in large type.</summary>
    public Section KeyFigures(params (string Label, Quantity Quantity)[] figures) => Add(new KeyFigures(figures));
}
