using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.App;

/// <summary>What a potential says of itself, whatever kind it is.</summary>
/// <param name="Name">As it was given.</param>
sealed record ModelCard(string Name, IPotential Potential)
{
    /// <summary>For people, several lines.</summary>
    public string Text => PotentialCard.Of(Potential) is var card && card.StartsWith(Name + '\n', StringComparison.Ordinal) ? card : $"{Name}\n{card}";

    /// <summary>Whether something that can be inspected is a potential rather than a file of structures.</summary>
    public static bool IsOne(string name)
    {
        if (PotentialCatalogue.Default.KindOf(new PotentialName(name)) is not null)
            return true;
        if (StructureFiles.IsFolder(name))
            return false;
        // What is not there is a missing file where it looks like one; the grammar explains everything else.
        return Directory.Exists(name) || (!File.Exists(name) && (!Path.HasExtension(name) || name.AsSpan().IndexOfAny(":( ") >= 0));
    }

    /// <exception cref="PotentialException">It is damaged, or nothing of that name is known.</exception>
    public static ModelCard Read(string name) => new(name, PotentialGrammar.Parse(name));

    public object ToJson() => new
    {
        Name,
        Potential = Potential.Name,
        Elements = PotentialCard.ElementsOf(Potential)?.Select(e => e.Symbol),
        Potential.Cutoff,
        Card = PotentialCard.Of(Potential),
        (Potential as IDescribed)?.Details,
    };
}
