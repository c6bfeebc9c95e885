using System.Text.RegularExpressions;
using Athanor.Atoms;

namespace Athanor.Quantum;

/// <summary>The names of ions as people write them.</summary>
static partial class IonSpelling
{
    const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", Plain = "0123456789+-";
    const string Examples = "ions are written Fe3+, Fe+3, Fe(III) or Cl-";

    static readonly string[] Roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];

    /// <exception cref="AtomsException">It is not the name of an ion.</exception>
    internal static (Element Element, int Charge) Read(string text)
    {
        var parts = Parts().Match(Normal(text));
        if (!parts.Success)
            throw new AtomsException($"'{text}' is not an ion: it begins with no symbol of an element; {Examples}.");
        var (letters, rest) = (parts.Groups[1].Value, parts.Groups[2].Value);
        if (Symbol().IsMatch(letters) && Element.TryParse(letters, out var element))
            return (element, Charge(text, element, rest));
        if (rest.Length == 0 && WithRoman().Match(letters) is { Success: true } roman && Element.TryParse(roman.Groups[1].Value, out element)
            && Array.IndexOf(Roman, roman.Groups[2].Value) is >= 0 and var index)
        {
            // NI is nickel to one reader, N+ to another.
            return Element.TryParse(letters, out var other)
                ? throw new AtomsException($"'{text}' may be {other.Symbol} or {element.Symbol}(I): write {other.Symbol}, or {element.Symbol}+.")
                : (element, index + 1);
        }
        throw new AtomsException(Element.TryParse(letters, out element)
            ? $"'{letters}' in '{text}' is not the symbol of an element; if it is to be one, write {element.Symbol}."
            : $"'{letters}' in '{text}' is not the symbol of an element; {Examples}.");
    }

    static int Charge(string text, Element element, string rest)
    {
        if (rest.Length == 0)
            return 0;
        var inner = Inside().Match(rest) is { Success: true } inside ? inside.Groups[1].Value : rest;
        var sign = inner.Contains('-') ? -1 : 1;
        if (Number().Match(inner) is { Success: true } number)
            return sign * int.Parse(number.Groups[1].Value + number.Groups[2].Value);
        if (Signs().IsMatch(inner))
            return sign * inner.Length;
        if (inner.TrimStart('0').Length == 0)
            return 0;
        if (Array.IndexOf(Roman, inner.TrimStart('+', '-').ToUpperInvariant()) is >= 0 and var index && (inner != rest || !inner.Any(char.IsAsciiLetterLower)))
            return sign * (index + 1);
        throw new AtomsException(inner.All(char.IsAsciiDigit)
            ? $"'{text}' has a number but no sign: write {element.Symbol}{inner}+ or {element.Symbol}{inner}-."
            : $"'{rest}' in '{text}' is not a charge; {Examples}.");
    }

    static string Normal(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('^' or '{' or '}'))
        .Select(c => Raised.IndexOf(c) is >= 0 and var i ? Plain[i] : c is '−' or '–' ? '-' : c));

    [GeneratedRegex("^([A-Za-z]+)(.*)$")]
    private static partial Regex Parts();

    [GeneratedRegex("^([A-Z][a-z]?|[a-z]{1,2})$")]
    private static partial Regex Symbol();

    [GeneratedRegex("^([A-Z][a-z]?)([IVX]+)$")]
    private static partial Regex WithRoman();

    [GeneratedRegex(@"^\((.+)\)$")]
    private static partial Regex Inside();

    [GeneratedRegex("^(?:([0-9]{1,3})[+-]|[+-]([0-9]{1,3}))$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^(\++|-+)$")]
    private static partial Regex Signs();
}
