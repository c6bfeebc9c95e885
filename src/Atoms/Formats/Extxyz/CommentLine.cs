using System.Buffers;
using System.Text;

namespace Athanor.Atoms;

/// <summary>One <c>key=value</c> of a comment line. <see cref="IsPair"/> is false for a key that stands alone and means T.</summary>
readonly record struct CommentEntry(string Key, string Value, bool IsPair);

/// <summary>
/// The second line of an extended XYZ frame: keys and values, after the libAtoms definition of the format and what ASE writes.
/// Values are bare words, "…" or '…' with the escapes \" \' \\ \n, arrays […] and old-style arrays {…}; brackets stay part of the value.
/// </summary>
static class CommentLine
{
    static readonly SearchValues<char> Special = SearchValues.Create(" \t\n\r\"'\\=,[]{}");

    /// <param name="blanksAroundEquals">Whether <c>key = value</c> is one entry; in a comment that is perhaps mere prose it is not.</param>
    /// <exception cref="FormatException">A quote or bracket is never closed, or a key is missing; the message says where.</exception>
    public static List<CommentEntry> Parse(string text, bool blanksAroundEquals)
    {
        var entries = new List<CommentEntry>();
        var at = 0;
        while (true)
        {
            at = SkipBlanks(text, at);
            if (at == text.Length)
                return entries;
            var start = at;
            var key = text[at] is '"' or '\'' ? Quoted(text, ref at) : Word(text, ref at, stopAtEquals: true);
            var equals = blanksAroundEquals ? SkipBlanks(text, at) : at;
            if (equals == text.Length || text[equals] != '=')
            {
                entries.Add(new CommentEntry(key, "T", IsPair: false));
                continue;
            }
            if (key.Length == 0)
                throw new FormatException($"there is a '=' without a key before it, at column {start + 1}");
            at = equals + 1;
            if (blanksAroundEquals && SkipBlanks(text, at) is var next && !IsKey(text, next))
                at = next;
            entries.Add(new CommentEntry(key, Value(text, ref at), IsPair: true));
        }
    }

    /// <summary>The value as it must stand in a comment line to be read back as this text.</summary>
    public static string Quote(string value)
    {
        if (value.Length > 0 && value[0] is '[' or '{' && IsBalanced(value))
            return value;
        if (value.Length > 0 && !value.AsSpan().ContainsAny(Special) && !value.Any(char.IsWhiteSpace))
            return value;
        return "\"" + value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n") + "\"";
    }

    static bool IsBalanced(string value)
    {
        if (value.AsSpan().ContainsAny('\n', '\r'))
            return false;
        var at = 0;
        return TrySkipBrackets(value, ref at) && at == value.Length;
    }

    // "empty= energy=-3" gives nothing to the first key, "energy = -3" something.
    static bool IsKey(string text, int at)
    {
        if (at == text.Length || text[at] is '"' or '\'' or '[' or '{')
            return false;
        Word(text, ref at, stopAtEquals: true);
        at = SkipBlanks(text, at);
        return at < text.Length && text[at] == '=';
    }

    static string Value(string text, ref int at)
    {
        if (at == text.Length || char.IsWhiteSpace(text[at]))
            return "";
        if (text[at] is '"' or '\'')
            return Quoted(text, ref at);
        if (text[at] is '[' or '{')
        {
            var start = at;
            if (!TrySkipBrackets(text, ref at))
                throw new FormatException($"the '{text[start]}' at column {start + 1} is never closed");
            return text[start..at];
        }
        return Word(text, ref at, stopAtEquals: false);
    }

    static string Word(string text, ref int at, bool stopAtEquals)
    {
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && !(stopAtEquals && text[at] == '='))
            at++;
        return text[start..at];
    }

    static string Quoted(string text, ref int at)
    {
        var quote = text[at];
        var start = at++;
        var value = new StringBuilder();
        while (at < text.Length && text[at] != quote)
        {
            // Any other backslash is meant as one: paths of Windows are common in these files.
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\'' or '\\' or 'n')
            {
                at++;
                value.Append(text[at] == 'n' ? '\n' : text[at]);
            }
            else
            {
                value.Append(text[at]);
            }
            at++;
        }
        if (at == text.Length)
            throw new FormatException($"the quote opened at column {start + 1} is never closed");
        at++;
        return value.ToString();
    }

    // From an opening bracket to behind the one that closes it; brackets inside double quotes do not count.
    static bool TrySkipBrackets(string text, ref int at)
    {
        var open = new Stack<char>();
        var quoted = false;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (quoted)
            {
                if (c == '\\')
                    at++;
                else
                    quoted = c != '"';
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c is '[' or '{')
            {
                open.Push(c == '[' ? ']' : '}');
            }
            else if (c is ']' or '}')
            {
                if (open.Pop() != c)
                    return false;
                if (open.Count == 0)
                {
                    at++;
                    return true;
                }
            }
        }
        return false;
    }

    static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }
}
