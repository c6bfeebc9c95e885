namespace Athanor.Atoms;

/// <summary>Extended XYZ, and plain XYZ where the comment line holds no keys.</summary>
sealed class ExtxyzFormat : IWritableFormat
{
    public string Name => "extxyz";

    public string Suffixes => ".extxyz .xyz .exyz";

    public bool HasName(string fileName) => StructureFormat.HasSuffix(fileName, Suffixes);

    // A number alone on the first line that says something.
    public bool LooksLike(string head)
    {
        var first = head.AsSpan().TrimStart();
        var end = first.IndexOfAny('\r', '\n');
        return end > 0 && int.TryParse(first[..end].Trim(), out var count) && count > 0;
    }

    public IEnumerable<Frame> Read(LineReader lines, LabelKeys keys)
    {
        var reader = new ExtxyzReader(lines, keys);
        while (reader.Next() is { } frame)
            yield return frame;
    }

    public void Write(Stream stream, IEnumerable<Frame> frames)
    {
        var writer = new ExtxyzWriter(stream);
        foreach (var frame in frames)
            writer.Write(frame);
    }
}
