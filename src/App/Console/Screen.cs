using System.Text;
using Athanor.Reports;

namespace Athanor.App;

/// <summary>
/// Where words go. Results go to stdout: for people, or with <c>--json</c> as one JSON value and nothing else. Everything said beside results goes to stderr.
/// </summary>
sealed class Screen(TextWriter results, TextWriter remarks, bool json)
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Whether a person watches stderr.</summary>
    public bool IsWatched { get; private init; }

    public TextWriter Remarks => remarks;

    public static Screen Standard(bool json)
    {
        // Buffered: a table of many lines is one write. UTF-8 whatever the locale says; Å and ± need it.
        var results = new StreamWriter(System.Console.OpenStandardOutput(), Utf8, 1 << 14);
        var remarks = new StreamWriter(System.Console.OpenStandardError(), Utf8, 1 << 8) { AutoFlush = true };
        if (OperatingSystem.IsWindows())
            System.Console.OutputEncoding = Utf8;
        return new Screen(results, remarks, json) { IsWatched = !System.Console.IsErrorRedirected };
    }

    /// <summary>A line of the result for people.</summary>
    public void Line(string text = "")
    {
        if (!json)
            results.WriteLine(text);
    }

    /// <summary>A table of the result for people, with a blank line after it.</summary>
    public void Table(Table table)
    {
        Line(table.ToText());
        Line();
    }

    /// <summary>The whole result for machines.</summary>
    public void Json<T>(T result)
    {
        if (json)
            results.WriteLine(JsonText.Of(result));
    }

    /// <summary>Something worth knowing beside the result. On a terminal it stands where it was said, so results before it are handed on first.</summary>
    public void Note(string text)
    {
        results.Flush();
        remarks.WriteLine(text);
    }

    /// <summary>Why the program ends without having done what was asked.</summary>
    public void Problem(string sentence)
    {
        try
        {
            results.Flush();
        }
        catch (IOException)
        {
            // What could not be written is what the sentence is about.
        }
        remarks.WriteLine("athanor: " + sentence);
    }

    public void Trace(string text) => remarks.WriteLine(text);

    /// <exception cref="IOException">Standard output is full or closed.</exception>
    public void Flush() => results.Flush();
}
