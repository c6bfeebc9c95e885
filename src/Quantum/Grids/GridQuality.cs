using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>How finely functionals are integrated: <paramref name="Radial"/> shells about each atom with at most <paramref name="Angular"/> points each.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Radial">Shells of the radial quadrature (Treutler–Ahlrichs M4).</param>
/// <param name="Angular">Points of Lebedev's grid on a shell.</param>
/// <param name="Pruned">True where the shells next to the nucleus have fewer points.</param>
public sealed record GridQuality(string Name, int Radial, int Angular, bool Pruned)
{
    public static GridQuality Coarse { get; } = new("coarse", 40, 194, true);

    public static GridQuality Medium { get; } = new("medium", 60, 302, true);

    public static GridQuality Fine { get; } = new("fine", 75, 434, true);

    /// <summary>Nothing is saved.</summary>
    public static GridQuality Reference { get; } = new("reference", 99, 590, false);

    /// <summary>What is taken where nothing is said.</summary>
    public static GridQuality Default => Fine;

    public static IReadOnlyList<GridQuality> All { get; } = [Coarse, Medium, Fine, Reference];

    /// <summary>One of <see cref="All"/>.</summary>
    /// <exception cref="PotentialException">There is none of that name.</exception>
    public static GridQuality Named(string name) => All.FirstOrDefault(g => g.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new PotentialException($"There is no grid '{name}'; there are {string.Join(", ", All.Select(g => g.Name))}.");

    /// <summary>For cards.</summary>
    public string Description => $"grid '{Name}': {Radial} radial (M4) × {Angular} Lebedev points an atom, {(Pruned ? "fewer next to nuclei" : "unpruned")}, Becke's partition";

    /// <summary>Points on shell <paramref name="index"/>, counted from the nucleus.</summary>
    internal int PointsOn(int index)
    {
        // Treutler and Ahlrichs' fractions.
        if (!Pruned || 2 * index >= Radial)
            return Angular;
        return Math.Min(Angular, 3 * index < Radial ? 50 : 110);
    }
}
