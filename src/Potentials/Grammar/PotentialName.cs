namespace Athanor.Potentials;

/// <summary>One name within an expression of the grammar: <c>kind:arguments</c>, or the path of a model file.</summary>
public sealed class PotentialName
{
    const int HeadLength = 4096;

    readonly string _expression;
    readonly int _start;
    readonly int _length;
    readonly bool _quoted;
    byte[]? _head;

    /// <param name="text">The name without quotes.</param>
    public PotentialName(string text)
        : this(text, 0, text.Length, text)
    {
    }

    /// <param name="expression">The whole expression, for error messages.</param>
    internal PotentialName(string expression, int start, int length, string text)
        : this(expression, start, length, text, length != text.Length)
    {
    }

    PotentialName(string expression, int start, int length, string text, bool quoted)
    {
        _expression = expression;
        _start = start;
        _length = length;
        _quoted = quoted;
        Text = text;
        Title = PotentialGrammar.Quote(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        Prefix = colon < 0 ? text : text[..colon];
        Arguments = colon < 0 ? null : text[(colon + 1)..];
    }

    /// <summary>The whole name, quotes removed.</summary>
    public string Text { get; }

    /// <summary>What the potential is called: the name as the grammar reads it, in quotes where it has to be, or a name of the model library.</summary>
    public string Title { get; private init; }

    /// <summary>What stands before the first colon; all of it where there is none.</summary>
    public string Prefix { get; }

    /// <summary>What stands after the first colon; null where there is none.</summary>
    public string? Arguments { get; }

    public bool IsFile => File.Exists(Text);

    public bool IsFolder => Directory.Exists(Text);

    /// <summary>The first bytes (up to 4096) of the file of this name; empty where there is no such file.</summary>
    public ReadOnlySpan<byte> Head => _head ??= ReadHead();

    /// <summary>What a name of the model library stands for; errors still point at the name that was typed.</summary>
    internal PotentialName At(string text, string title) => new(_expression, _start, _length, text, quoted: true) { Title = title };

    /// <summary>An error that quotes the expression and points at this name.</summary>
    public PotentialGrammarException Error(string message) => new(message, _expression, _start, _length);

    /// <summary>An error that points at a part of the name, counted in <see cref="Text"/>.</summary>
    public PotentialGrammarException Error(string message, int offset, int length) =>
        _quoted ? Error(message) : new(message, _expression, _start + offset, length);

    byte[] ReadHead()
    {
        if (!IsFile)
            return [];
        try
        {
            using var file = File.OpenRead(Text);
            var head = new byte[HeadLength];
            var read = file.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
            return head[..read];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Error($"'{Text}' cannot be read: {e.Message}");
        }
    }
}
