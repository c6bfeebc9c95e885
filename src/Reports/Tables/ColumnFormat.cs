namespace Athanor.Reports;

/// <summary>Turns the cells of one column into text, with the same number of decimals down the column where no format is given.</summary>
internal sealed class ColumnFormat
{
    const int Digits = 4;

    readonly Column _column;
    readonly int _decimals;

    public ColumnFormat(Table table, int index)
    {
        _column = table.Columns[index];
        // Enough decimals for four digits of the median magnitude: one tiny entry then does not stretch the whole column.
        var powers = table.Rows.Select(row => row[index].Quantity is { Error: null } q && !row[index].IsCount ? q.Value : 0)
            .Where(v => v != 0 && double.IsFinite(v))
            .Select(v => NumberText.PowerOf(v))
            .Order().ToArray();
        _decimals = powers.Length == 0 ? 0 : Math.Clamp(Digits - 1 - powers[powers.Length / 2], 0, 8);
    }

    public string Text(Cell cell)
    {
        if (cell.Quantity is not { } quantity)
            return cell.Text ?? "";
        var number = Number(quantity, cell.IsCount);
        return _column.Unit is null && quantity.Unit.Length > 0 ? $"{number} {quantity.Unit}" : number;
    }

    string Number(Quantity quantity, bool isCount)
    {
        if (quantity.Error is not null)
            return quantity.ToStringWithoutUnit();
        var value = quantity.Value;
        if (_column.Format is not null)
            return NumberText.Formatted(value, _column.Format);
        if (isCount)
            return NumberText.Fixed(value, 0);
        var size = Math.Abs(value);
        // Far from the column's own scale, fixed decimals would print 0.000 or a row of meaningless digits.
        if (size != 0 && (size < 5 * Math.Pow(10, -_decimals) || size >= 1e7))
            return NumberText.Significant(value, Digits - 1);
        return NumberText.Fixed(value, _decimals);
    }
}
