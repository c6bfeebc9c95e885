using System.Globalization;

namespace Athanor.Simulation;

/// <summary>Reads collective variables: <c>distance(1,2)</c>, or a sum, <c>distance(1,2) - 0.5 * distance(2,3)</c>; blanks are free. Atoms are counted from 1.</summary>
public static class CollectiveVariables
{
    /// <summary>All kinds, in the order of the help.</summary>
    internal static IReadOnlyList<CollectiveKind> Kinds { get; } =
        [Distance.Kind, Angle.Kind, Dihedral.Kind, Coordination.Kind, RootDeviation.Kind, PathVariable.Kind, Position.Kind];

    /// <summary>One example of each kind.</summary>
    public static IReadOnlyList<string> Usages { get; } = [.. Kinds.Select(k => k.Usage)];

    /// <exception cref="SimulationException">It is not understood; the message says where.</exception>
    public static ICollectiveVariable Parse(string text)
    {
        var terms = new List<(double Factor, ICollectiveVariable Variable)>();
        var at = 0;
        for (SkipBlanks(text, ref at); at < text.Length || terms.Count == 0; SkipBlanks(text, ref at))
            terms.Add(Term(text, ref at, terms.Count == 0));
        if (terms is [(1, var only)])
            return only;
        if (terms.Find(t => t.Variable.Unit != terms[0].Variable.Unit).Variable is { } other)
            throw new SimulationException($"'{text}' adds what is in {Or(terms[0].Variable.Unit)} and what is in {Or(other.Unit)}.");
        return new Combination(text.Trim(), [.. terms]);
    }

    static (double, ICollectiveVariable) Term(string text, ref int at, bool first)
    {
        double factor = 1;
        var signed = at < text.Length && text[at] is '+' or '-';
        if (signed)
            factor = text[at++] == '-' ? -1 : 1;
        else if (!first)
            throw Wrong(text, at, "a + or − is expected");
        SkipBlanks(text, ref at);
        if (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
        {
            var start = at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '.'))
                at++;
            if (!double.TryParse(text.AsSpan(start, at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                throw Wrong(text, start, "this is no number");
            factor *= number;
            SkipBlanks(text, ref at);
            if (at == text.Length || text[at++] != '*')
                throw Wrong(text, at - 1, "after a factor a * is expected");
            SkipBlanks(text, ref at);
        }
        return (factor, One(text, ref at));
    }

    static ICollectiveVariable One(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiLetter(text[at]))
            at++;
        var name = text[start..at];
        if (Kinds.FirstOrDefault(k => k.Name == name) is not { } kind)
            throw Wrong(text, start, name.Length == 0 ? "a variable is expected" : $"there is no variable '{name}'");
        SkipBlanks(text, ref at);
        var opened = at;
        var close = opened < text.Length && text[opened] == '(' ? text.IndexOf(')', opened) : -1;
        if (close < 0)
            throw Wrong(text, start, $"after '{name}' its atoms stand in parentheses");
        at = close + 1;
        var arguments = new CollectiveArguments(kind, text[start..at], text[(opened + 1)..close]);
        var variable = kind.Make(arguments);
        arguments.Finish();
        return variable;
    }

    static void SkipBlanks(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }

    static string Or(string unit) => unit.Length == 0 ? "pure numbers" : unit;

    static SimulationException Wrong(string text, int at, string what) => new($"The collective variable '{text}' is not understood: {what} at character {at + 1}. There are {string.Join(", ", Usages)}, and sums of them.");
}
