namespace Athanor.Atoms;

/// <summary>Walks over the fields of a line that are set apart by blanks or tabs.</summary>
ref struct FieldCursor(ReadOnlySpan<byte> line)
{
    ReadOnlySpan<byte> _rest = line;

    /// <summary>The next field; false when there is none.</summary>
    public bool Next(out ReadOnlySpan<byte> field)
    {
        var at = 0;
        while (at < _rest.Length && _rest[at] <= ' ')
            at++;
        var start = at;
        while (at < _rest.Length && _rest[at] > ' ')
            at++;
        field = _rest[start..at];
        _rest = _rest[at..];
        return field.Length > 0;
    }

    /// <summary>Like <see cref="Next"/>, but a field that begins with a double quote reaches to the next one (the quotes are dropped).</summary>
    public bool NextQuotable(out ReadOnlySpan<byte> field)
    {
        _rest = _rest.TrimStart(" \t"u8);
        if (_rest.Length > 1 && _rest[0] == '"')
        {
            var end = _rest[1..].IndexOf((byte)'"');
            if (end >= 0)
            {
                field = _rest.Slice(1, end);
                _rest = _rest[(end + 2)..];
                return true;
            }
        }
        return Next(out field);
    }

    /// <summary>How many fields are left.</summary>
    public readonly int CountRest()
    {
        var copy = this;
        var count = 0;
        while (copy.Next(out _))
            count++;
        return count;
    }
}
