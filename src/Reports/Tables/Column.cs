namespace Athanor.Reports;

/// <summary>A typed column of a <see cref="Table"/>.</summary>
public sealed record Column
{
    Column(string header, bool isNumber, string? unit, string? format)
    {
        Header = header;
        IsNumber = isNumber;
        Unit = unit;
        Format = format;
        AlignRight = isNumber;
    }

    public string Header { get; }

    /// <summary>Numbers and quantities; otherwise text.</summary>
    public bool IsNumber { get; }

    /// <summary>Unit of every number in the column, printed once in the head; null for none.</summary>
    public string? Unit { get; }

    /// <summary>A .NET format such as <c>0.00</c> or <c>N0</c>; null chooses one number of decimals for the whole column.</summary>
    public string? Format { get; }

    public bool AlignRight { get; init; }

    public static Column Text(string header) => new(header, false, null, null);

    public static Column Number(string header, string? unit = null, string? format = null) => new(header, true, unit, format);
}
