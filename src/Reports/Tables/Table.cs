namespace Athanor.Reports;

/// <summary>
/// A table with typed columns. Renders into a <see cref="ReportPage"/>, as aligned text for the terminal (<see cref="ToText"/>) and as JSON
/// (<c>{"caption", "columns": [{"header", "unit"}], "rows": [[…]]}</c>, a quantity with an error as its own object).
/// </summary>
[System.Text.Json.Serialization.JsonConverter(typeof(TableJson))]
public sealed class Table : PageItem
{
    readonly List<Cell[]> _rows = [];

    /// <exception cref="ArgumentException">No column.</exception>
    public Table(string? caption, params Column[] columns)
    {
        if (columns.Length == 0)
            throw new ArgumentException("A table needs at least one column.", nameof(columns));
        Caption = caption;
        Columns = columns;
    }

    public string? Caption { get; }

    public IReadOnlyList<Column> Columns { get; }

    public IReadOnlyList<Cell[]> Rows => _rows;

    /// <summary>Adds a row, one cell for each column.</summary>
    /// <exception cref="ArgumentException">The number of cells, the type of one, or the unit of a quantity does not fit its column.</exception>
    public Table Row(params ReadOnlySpan<Cell> cells)
    {
        if (cells.Length != Columns.Count)
            throw new ArgumentException($"Table '{Caption}' has {Columns.Count} columns but the row has {cells.Length} cells.", nameof(cells));
        for (var c = 0; c < cells.Length; c++)
        {
            var column = Columns[c];
            // A word where a number is expected ("n/a", "diverged") is an honest answer; a number in a text column is a slip.
            if (cells[c].Quantity is not { } quantity)
                continue;
            if (!column.IsNumber)
                throw new ArgumentException($"Column '{column.Header}' holds text but was given the number {quantity}.", nameof(cells));
            if (quantity.Unit.Length > 0 && column.Unit is not null && quantity.Unit != column.Unit)
                throw new ArgumentException($"Column '{column.Header}' is in {column.Unit} but was given {quantity}; convert it first.", nameof(cells));
        }
        _rows.Add(cells.ToArray());
        return this;
    }

    /// <summary>Aligned columns for the terminal; no trailing newline.</summary>
    public string ToText() => TableText.Render(this);

    public override string ToString() => ToText();

    internal override void WriteHtml(MarkupWriter html) => TableHtml.Write(this, html);
}
