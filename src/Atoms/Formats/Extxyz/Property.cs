namespace Athanor.Atoms;

/// <summary>One entry of <c>Properties=species:S:1:pos:R:3</c>: a column's name, its kind (R, I, S, L) and its number of values per atom.</summary>
readonly record struct Property(string Name, char Kind, int Width)
{
    /// <summary>What an XYZ file has that does not say.</summary>
    public static Property[] Usual => [new("species", 'S', 1), new("pos", 'R', 3)];

    /// <exception cref="FormatException">The text is not of this form; the message says what is wrong.</exception>
    public static Property[] Parse(string text)
    {
        var parts = text.Split(':');
        if (parts.Length % 3 != 0)
            throw new FormatException($"Properties={text} does not consist of name:kind:number triples");
        var properties = new Property[parts.Length / 3];
        for (var i = 0; i < properties.Length; i++)
        {
            var (name, kind, width) = (parts[3 * i], parts[3 * i + 1], parts[3 * i + 2]);
            if (name.Length == 0 || kind is not ("R" or "I" or "S" or "L") || !int.TryParse(width, out var count) || count is < 1 or > 100_000)
                throw new FormatException($"'{name}:{kind}:{width}' in Properties is not a name, a kind (R, I, S or L) and a number of values");
            properties[i] = new Property(name, kind[0], count);
        }
        if (properties.GroupBy(p => p.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new FormatException($"the column {twice.Key} appears twice in Properties");
        return properties;
    }
}
