namespace Athanor.Potentials;

/// <summary>An expression that names a potential cannot be understood. The message ends with the expression and carets under the offending piece.</summary>
public sealed class PotentialGrammarException : PotentialException
{
    const int LongestLine = 100;

    internal PotentialGrammarException(string message, string expression, int start, int length)
        : base(message + Pointer(expression, start, length))
    {
        Start = start;
        Length = length;
    }

    /// <summary>First character of the offending piece.</summary>
    public int Start { get; }

    /// <summary>Characters of the offending piece.</summary>
    public int Length { get; }

    static string Pointer(string expression, int start, int length)
    {
        // Of a long expression only the surroundings of the piece are shown.
        var from = Math.Max(0, Math.Min(start - 20, expression.Length - LongestLine));
        var line = expression.Substring(from, Math.Min(LongestLine, expression.Length - from)).Replace('\n', ' ').Replace('\t', ' ');
        var before = from > 0 ? "… " : "";
        var after = from + LongestLine < expression.Length ? " …" : "";
        var carets = new string('^', Math.Clamp(length, 1, Math.Max(1, line.Length - (start - from))));
        return $"\n    {before}{line}{after}\n    {new string(' ', before.Length + start - from)}{carets}";
    }
}
