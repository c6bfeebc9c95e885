namespace Athanor.Reports;

/// <summary>What a <see cref="Section"/> holds: prose, a callout, a <see cref="Table"/>, a <see cref="Chart"/>, a <see cref="MoleculeView"/>.</summary>
public abstract class PageItem
{
    internal PageItem()
    {
    }

    /// <summary>Figures that follow one another stand side by side where the page is wide enough.</summary>
    internal virtual bool IsFigure => false;

    internal abstract void WriteHtml(MarkupWriter html);
}
