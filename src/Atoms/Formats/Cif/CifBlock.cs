namespace Athanor.Atoms;

/// <summary>One data block of a CIF: every tag with its values, one outside of loops. "?" and "." have become null.</summary>
sealed class CifBlock(string name)
{
    readonly Dictionary<string, List<string?>> _values = [];

    public string Name { get; } = name;

    /// <summary>The values of the first of these tags that is there; null where none is.</summary>
    public IReadOnlyList<string?>? Column(params ReadOnlySpan<string> tags)
    {
        foreach (var tag in tags)
        {
            if (_values.TryGetValue(tag, out var values))
                return values;
        }
        return null;
    }

    /// <summary>The one value of the first of these tags that says something.</summary>
    public string? Value(params ReadOnlySpan<string> tags)
    {
        foreach (var tag in tags)
        {
            if (_values.TryGetValue(tag, out var values) && values is [{ } value, ..])
                return value;
        }
        return null;
    }

    /// <summary>The blocks of a file, one after another.</summary>
    /// <exception cref="AtomsException">The text is not a CIF.</exception>
    public static IEnumerable<CifBlock> ReadAll(LineReader lines)
    {
        var tokens = new CifTokens(lines);
        CifBlock? block = null;
        var kind = tokens.Next();
        while (kind != CifToken.End)
        {
            if (kind == CifToken.Data)
            {
                if (block is not null)
                    yield return block;
                block = new CifBlock(tokens.Text);
                kind = tokens.Next();
                continue;
            }
            if (block is null)
                throw lines.Error($"before {Texts.Shown(tokens.Text)} should come data_NAME, with which a CIF begins.");
            if (kind == CifToken.Loop)
            {
                kind = block.ReadLoop(tokens, lines);
            }
            else if (kind == CifToken.Tag)
            {
                var tag = tokens.Text;
                if (tokens.Next() != CifToken.Value)
                    throw lines.Error($"{tag} has no value.");
                block.Add(tag, lines).Add(Known(tokens));
                kind = tokens.Next();
            }
            else
            {
                // Outside of loops a value follows its tag; save frames, which only dictionaries have, end up here too.
                throw lines.Error($"{Texts.Shown(tokens.Text)} belongs to no tag; is a quote missing?");
            }
        }
        if (block is not null)
            yield return block;
    }

    CifToken ReadLoop(CifTokens tokens, LineReader lines)
    {
        var start = lines.Line;
        var columns = new List<List<string?>>();
        var kind = tokens.Next();
        var last = "";
        for (; kind == CifToken.Tag; kind = tokens.Next())
            columns.Add(Add(last = tokens.Text, lines));
        if (columns.Count == 0)
            throw lines.Error("a loop_ has no tags.");
        var count = 0;
        for (; kind == CifToken.Value; kind = tokens.Next(), count++)
            columns[count % columns.Count].Add(Known(tokens));
        if (count % columns.Count != 0)
            throw lines.ErrorAt(start, $"the loop_ of {columns.Count} tags up to {last} has {count} values, not a whole number of rows; the file may be cut short, or a blank stands in a value without quotes.");
        return kind;
    }

    List<string?> Add(string tag, LineReader lines)
    {
        var values = new List<string?>();
        return _values.TryAdd(tag, values) ? values : throw lines.Error($"{tag} is given twice in data_{Name}.");
    }

    static string? Known(CifTokens tokens) => !tokens.Quoted && tokens.Text is "?" or "." ? null : tokens.Text;
}
