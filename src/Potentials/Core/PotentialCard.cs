using System.Globalization;
using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>What is said of any potential: its own words where it has some, else what every potential knows of itself.</summary>
public static class PotentialCard
{
    /// <summary>Some lines of plain text, without a line end after the last.</summary>
    public static string Of(IPotential potential) => potential is IDescribed described
        ? described.Card.TrimEnd()
        : $"{potential.Name}\n{Line("elements", ElementsText(potential))}{Line("cutoff", CutoffText(potential))}".TrimEnd();

    /// <summary>Elements covered, by atomic number; null where it covers all.</summary>
    public static IReadOnlyList<Element>? ElementsOf(IPotential potential)
    {
        Element[] covered = [.. Element.All.Where(potential.Covers)];
        return covered.Length == Element.All.Count() ? null : covered;
    }

    /// <summary>One line of a card, "  name        what".</summary>
    internal static string Line(string name, string what) => string.Create(CultureInfo.InvariantCulture, $"  {name,-11} {what}\n");

    internal static string ElementsText(IPotential potential) => ElementsOf(potential) switch
    {
        null => "all",
        [] => "none",
        var elements => string.Join(", ", elements),
    };

    internal static string CutoffText(IPotential potential) =>
        potential.Cutoff is { } cutoff ? string.Create(CultureInfo.InvariantCulture, $"{cutoff:0.###} Å") : "none: the whole structure matters";

    /// <summary>The card of a part of a potential under its name, a step further in.</summary>
    internal static string Indented(IPotential part)
    {
        var card = Of(part);
        if (!card.StartsWith(part.Name, StringComparison.Ordinal))
            card = $"{part.Name}\n{card}";
        return $"  {card.Replace("\n", "\n  ", StringComparison.Ordinal)}\n";
    }
}
