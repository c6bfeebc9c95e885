using System.Text;

namespace Athanor.Atoms;

/// <summary>Reads XYZ and extended XYZ, one frame at a time.</summary>
sealed class ExtxyzReader(LineReader lines, LabelKeys keys)
{
    // An atom's line has at least an element, three digits and the blanks between them.
    const int ShortestAtomLine = 7;

    readonly SpeciesReader _species = new();
    int _frames;

    /// <summary>The next frame; null at the end of the file.</summary>
    public Frame? Next()
    {
        lines.Frame = _frames;
        if (!lines.NextNotBlank(out var line))
            return null;
        var count = ReadCount(line);
        var countLine = lines.Line;
        if (!lines.Next(out var comment))
            throw CutShort(count, countLine, 0);
        var header = new ExtxyzHeader(Encoding.UTF8.GetString(comment), keys, lines);
        var columns = new ExtxyzColumns(header.Properties ?? GuessProperties(), count, keys, _species, lines);
        for (var atom = 0; atom < count; atom++)
        {
            if (!lines.Next(out line) || !line.ContainsAnyExcept(" \t"u8))
                throw CutShort(count, countLine, atom);
            columns.Read(line, atom, lines);
        }
        return columns.Build(header, new FrameSource(lines.File, _frames++));
    }

    int ReadCount(ReadOnlySpan<byte> line)
    {
        var text = line.Trim(" \t"u8);
        if (!int.TryParse(text, out var count) || count < 1)
            throw lines.Error($"a frame should begin with its number of atoms, but here stands {Texts.Shown(text)}" + (_frames > 0 ? "; does the frame before have more atoms than it promises?" : "."));
        // Arrays are made before the atoms are there; a wrong number must not ask for all memory.
        if (count > 1_000_000 && lines.ExpectedLength is { } bytes && (long)count * ShortestAtomLine > bytes)
            throw lines.Error($"{count} atoms are promised, but the whole file has only {bytes} bytes; it is cut short, or the number is wrong.");
        return count;
    }

    Property[] GuessProperties()
    {
        if (!lines.Next(out var first))
            return Property.Usual;
        lines.Back();
        return ExtxyzColumns.Guess(first);
    }

    AtomsException CutShort(int promised, long line, int found) =>
        new($"{lines.Place} is cut short: {promised} atoms are promised in line {line}, {found} are there. Remove this frame or get the whole file.");
}
