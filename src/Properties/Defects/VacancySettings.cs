namespace Athanor.Properties;

/// <summary>How a vacancy is computed.</summary>
public sealed record VacancySettings
{
    /// <summary>Whether the perfect crystal is brought to rest first, cell and all, its symmetry kept; without it the lattice is that of the file.</summary>
    public bool RelaxCrystal { get; init; } = true;

    /// <summary>How many times the cell is repeated along each direction, for each size; null: as often as makes heights of 10 Å, and once more.</summary>
    public IReadOnlyList<int>? Sizes { get; init; }

    /// <summary>Zero-based atom of the cell that is taken out.</summary>
    public int Atom { get; init; }

    /// <summary>Energy of an atom of what was taken out where it went, eV; null: its part of the crystal, which makes sense for an element alone.</summary>
    public double? ChemicalPotential { get; init; }

    /// <summary>
    /// From how many starts the neighbours relax in the smallest supercell, the lowest counting: where the crystal has them, but for <see cref="Rattle"/>; moved inwards; moved inwards and about. A vacancy may want less symmetry than its lattice has
    /// (Jahn and Teller), and bonds across it may lie behind a barrier.
    /// </summary>
    public int Starts { get; init; } = 4;

    /// <summary>Standard deviation by which each coordinate of the neighbours is moved, Å; five times as much in the third start and beyond.</summary>
    public double Rattle { get; init; } = 0.05;

    public ulong Seed { get; init; } = 1;

    /// <summary>Atoms are at rest where none feels more, eV/Å.</summary>
    public double ForceTolerance { get; init; } = 1e-3;

    /// <summary>Evaluations of a relaxation after which to give up.</summary>
    public int MostSteps { get; init; } = 2000;

    /// <summary>Whether the members of an ensemble are asked one by one, each at its own lattice constant.</summary>
    public bool Uncertainty { get; init; } = true;
}

/// <summary>A vacancy in a supercell.</summary>
/// <param name="Repeats">Of the cell along each direction.</param>
/// <param name="Atoms">Of the supercell before one was taken out.</param>
/// <param name="Energy">E(N − 1) − E(N) + μ with atoms at rest at the volume of the perfect crystal, eV.</param>
/// <param name="Unrelaxed">The same with atoms where the crystal has them, eV.</param>
/// <param name="Structure">At rest; the first atoms are those of the supercell in their order.</param>
/// <param name="Neighbours">Distances of the vacancy's nearest neighbours from its site at rest, Å, ascending; they begin at <see cref="Vacancy.NearestDistance"/>.</param>
public sealed record VacancySize(int Repeats, int Atoms, Estimate Energy, Estimate Unrelaxed, Atoms.Structure Structure, IReadOnlyList<double> Neighbours);
