using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>An approximation to exchange and correlation.</summary>
public sealed class Functional
{
    internal Functional(string[] names, double exchange, (double Share, IFunctionalPart Part)[] parts, string source)
    {
        (Names, ExactExchange, Parts, Source) = (names, exchange, parts, source);
        Gradients = parts.Any(p => p.Part.Gradients);
    }

    public string Name => Names[0];

    /// <summary>The name first, then what else it goes by.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Share of exact exchange.</summary>
    public double ExactExchange { get; }

    /// <summary>True where it depends on gradients of the density.</summary>
    public bool Gradients { get; }

    /// <summary>What to cite.</summary>
    public string Source { get; }

    internal (double Share, IFunctionalPart Part)[] Parts { get; }

    public static IReadOnlyList<Functional> All => FunctionalCatalogue.All;

    /// <summary>One of <see cref="All"/>, by any of its names, whatever their case.</summary>
    /// <exception cref="PotentialException">There is none of that name.</exception>
    public static Functional Named(string name) => All.FirstOrDefault(f => f.Names.Contains(name, StringComparer.OrdinalIgnoreCase))
        ?? throw new PotentialException($"There is no functional '{name}' here; there are {string.Join(", ", All.SelectMany(f => f.Names))}.");

    /// <summary>Energies and derivatives at points.</summary>
    internal void Evaluate(PointDensities at)
    {
        at.Clear();
        foreach (var (share, part) in Parts)
            part.Add(share, at);
    }
}
