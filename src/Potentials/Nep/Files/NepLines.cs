using System.Globalization;

namespace Athanor.Potentials.Nep;

/// <summary>The lines of a <c>nep.txt</c> that are not blank, one by one, and complaints that say where.</summary>
sealed class NepLines : IDisposable
{
    // A line of 94 elements and as many pairs of cutoffs has some 2000 characters. Whatever is much longer is no such file, and is not read to its end.
    const int Longest = 1 << 16;

    readonly TextReader _reader;
    readonly char[] _line = new char[Longest];

    internal NepLines(string path)
    {
        Path = path;
        try
        {
            _reader = new StreamReader(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PotentialException($"{path} cannot be opened ({e.Message.TrimEnd('.')}).", e);
        }
    }

    /// <param name="name">In complaints.</param>
    internal NepLines(string name, TextReader reader) => (Path, _reader) = (name, reader);

    internal string Path { get; }

    /// <summary>Number of the line last given, from 1.</summary>
    internal int Number { get; private set; }

    /// <summary>The next line that is not blank, without blanks at either end; empty at the end of the file.</summary>
    internal ReadOnlySpan<char> Next()
    {
        while (true)
        {
            var line = Read(out var ended);
            if (!line.IsEmpty || ended)
                return line;
        }
    }

    /// <summary>The words of the next line; none at the end of the file.</summary>
    internal string[] NextWords() => Next().ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A complaint about the line last given.</summary>
    internal PotentialException Error(string what) => new($"{Path}, line {Number}: {what}");

    internal double Real(ReadOnlySpan<char> word) => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
        ? value
        : throw Error($"'{Shown(word)}' is not a finite number.");

    internal int Whole(string word) => int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw Error($"'{Shown(word)}' is not a whole number.");

    internal static string Shown(ReadOnlySpan<char> word) => word.Length <= 40 ? word.ToString() : $"{word[..37]}...";

    ReadOnlySpan<char> Read(out bool ended)
    {
        var count = 0;
        Number++;
        while (true)
        {
            int c;
            try
            {
                c = _reader.Read();
            }
            catch (IOException e)
            {
                throw new PotentialException($"{Path}, line {Number}: reading failed ({e.Message.TrimEnd('.')}).", e);
            }
            ended = c < 0;
            if (ended || c == '\n')
                return _line.AsSpan(0, count).Trim();
            if (count == Longest)
                throw Error($"the line is longer than {Longest} characters; this is not a nep.txt.");
            _line[count++] = (char)c;
        }
    }

    public void Dispose() => _reader.Dispose();
}
