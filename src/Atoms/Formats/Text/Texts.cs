using System.Text;

namespace Athanor.Atoms;

/// <summary>Numbers and truth values inside a piece of text, as the formats of this field write them.</summary>
static class Texts
{
    /// <summary>For a message: the text, shortened.</summary>
    public static string Shown(ReadOnlySpan<byte> text) => Shown(Encoding.UTF8.GetString(text));

    /// <inheritdoc cref="Shown(ReadOnlySpan{byte})"/>
    public static string Shown(string text) => text.Length <= 40 ? $"'{text}'" : $"'{text[..37]}...'";

    /// <summary>All numbers of "1 2 3", "[1, 2, 3]", "{1 2 3}", "[[1, 2], [3, 4]]" or "_JSON [1, 2]"; null where something else is among them.</summary>
    public static double[]? Numbers(string text)
    {
        var numbers = new List<double>();
        foreach (var word in Words(text))
        {
            if (!Utf8Number.TryParse(word, out var number))
                return null;
            numbers.Add(number);
        }
        return numbers.Count == 0 ? null : [.. numbers];
    }

    /// <summary>The words of a text or array, brackets and commas aside.</summary>
    public static string[] Words(string text)
    {
        if (text.StartsWith("_JSON", StringComparison.Ordinal))
            text = text[5..];
        return text.Split([' ', '\t', ',', '[', ']', '{', '}', '"', '\'', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>T, true, 1, F, false, 0 in any case.</summary>
    public static bool TryParseLogical(ReadOnlySpan<byte> text, out bool value)
    {
        value = Ascii.EqualsIgnoreCase(text, "t"u8) || Ascii.EqualsIgnoreCase(text, "true"u8) || text.SequenceEqual("1"u8);
        return value || Ascii.EqualsIgnoreCase(text, "f"u8) || Ascii.EqualsIgnoreCase(text, "false"u8) || text.SequenceEqual("0"u8);
    }

    /// <inheritdoc cref="TryParseLogical(ReadOnlySpan{byte}, out bool)"/>
    public static bool TryParseLogical(string text, out bool value) => TryParseLogical(Encoding.UTF8.GetBytes(text), out value);
}
