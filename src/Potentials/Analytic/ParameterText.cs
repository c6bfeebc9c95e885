using System.Globalization;

namespace Athanor.Potentials;

/// <summary>A text file of parameters or tables, line by line or word by word, and complaints that say where.</summary>
sealed class ParameterText
{
    // The largest published tables have some 10 MB.
    const long Longest = 1L << 28;

    readonly string _text;
    int _at;

    /// <exception cref="PotentialException">The file cannot be read.</exception>
    internal ParameterText(string path)
    {
        Path = path;
        try
        {
            if (new FileInfo(path).Length > Longest)
                throw new PotentialException($"{path} has more than {Longest >> 20} MiB; no file of tables is so large.");
            _text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PotentialException($"{path} cannot be opened ({e.Message.TrimEnd('.')}).", e);
        }
    }

    internal string Path { get; }

    /// <summary>Number of the line that was read last, from 1.</summary>
    internal int Number { get; private set; }

    /// <summary>Characters of the whole file: no file holds more words than half of these.</summary>
    internal int Length => _text.Length;

    internal PotentialException Error(string what) => new($"{Path}, line {Math.Max(1, Number)}: {what}");

    /// <summary>The rest of the line; null at the end of the file.</summary>
    internal string? Line()
    {
        if (_at >= _text.Length)
            return null;
        Number++;
        var end = _text.IndexOf('\n', _at);
        var line = _text[_at..(end < 0 ? _text.Length : end)].TrimEnd('\r');
        _at = end < 0 ? _text.Length : end + 1;
        return line;
    }

    /// <summary>The next line's words, without what stands behind a '#'; null at the end of the file.</summary>
    internal string[]? Words() => Line() is { } line ? line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : null;

    /// <summary>As many numbers as are asked for, from as many lines as it takes; the rest of the last line is dropped, as the programs that such files are for do.</summary>
    /// <param name="what">In complaints: "the embedding function of Cu".</param>
    internal double[] Numbers(int count, string what)
    {
        if (count > Length / 2 + 1)
            throw Error($"{what} should have {count} numbers, more than the whole file can hold.");
        var numbers = new double[count];
        for (var n = 0; n < count;)
        {
            if (Line() is not { } line)
                throw Error($"the file ends within {what}, after {n} of its {count} numbers.");
            foreach (var range in line.AsSpan().SplitAny(" \t"))
            {
                var word = line.AsSpan()[range];
                if (word.IsEmpty)
                    continue;
                if (n == count)
                    break;
                numbers[n++] = Real(word);
            }
        }
        return numbers;
    }

    internal double Real(ReadOnlySpan<char> word)
    {
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
            return value;
        // Fortran's double precision: 1.0D-03.
        if (word.IndexOfAny('D', 'd') > 0 && double.TryParse(word.ToString().Replace('D', 'E').Replace('d', 'e'), NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value))
            return value;
        throw Error($"'{Shown(word)}' is not a finite number.");
    }

    internal int Whole(ReadOnlySpan<char> word) => int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw Error($"'{Shown(word)}' is not a whole number.");

    internal static string Shown(ReadOnlySpan<char> word) => word.Length <= 40 ? word.ToString() : $"{word[..37]}...";
}
