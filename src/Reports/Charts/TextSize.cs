namespace Athanor.Reports;

/// <summary>
/// Guesses the width of text in a sans-serif face. The reader's font is not known here, so the guess is on the wide side
/// of the usual ones; margins and legends are laid out by it.
/// </summary>
internal static class TextSize
{
    public const double Label = 12;
    public const double Title = 12.5;

    public static double Width(string text, double size = Label)
    {
        var units = 0.0;
        foreach (var c in text)
        {
            units += c switch
            {
                'i' or 'j' or 'l' or 't' or 'f' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or '(' or ')' or ' ' or '/' => 0.34,
                'm' or 'w' or 'M' or 'W' or '%' or '@' => 0.9,
                '⁰' or '¹' or '²' or '³' or '⁴' or '⁵' or '⁶' or '⁷' or '⁸' or '⁹' or '⁻' => 0.42,
                >= 'A' and <= 'Z' => 0.7,
                _ => 0.58,
            };
        }
        return units * size;
    }

    /// <summary>The text, or as much of its beginning as fits, with an ellipsis.</summary>
    public static string Fit(string text, double width, double size = Label)
    {
        if (Width(text, size) <= width)
            return text;
        var keep = text.Length;
        while (keep > 1 && Width(text[..keep], size) + size * 0.8 > width)
            keep--;
        return text[..keep].TrimEnd() + "…";
    }
}
