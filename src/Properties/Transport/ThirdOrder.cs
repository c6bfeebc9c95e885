using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>
/// Third derivatives of the energy of a crystal with respect to displacements of its atoms, what three phonons have to do with one another. Stored by blocks of three atoms, zeros left out.
/// </summary>
public sealed class ThirdOrder
{
    internal ThirdOrder(LatticeSupercell lattice, double cutoff, IReadOnlyList<ThirdOrderTerm> terms, double sumRule, double asymmetry, int derivatives, bool isExact) =>
        (Lattice, Cutoff, Terms, SumRule, Asymmetry, Derivatives, IsExact) = (lattice, cutoff, terms, sumRule, asymmetry, derivatives, isExact);

    /// <summary>The supercell in which forces were differentiated.</summary>
    public LatticeSupercell Lattice { get; }

    /// <summary>Å: no two of three atoms are farther apart.</summary>
    public double Cutoff { get; }

    /// <summary>All blocks that are not zero, every order of the three atoms among them.</summary>
    public IReadOnlyList<ThirdOrderTerm> Terms { get; }

    /// <summary>The largest |Σ_c Φ_abc| before translations were made to cost nothing, as a part of the largest entry.</summary>
    public double SumRule { get; }

    /// <summary>The largest difference between orders of the three atoms before they were made to agree, as a part of the largest entry.</summary>
    public double Asymmetry { get; }

    /// <summary>Derivatives of all forces that were taken; symmetry gave the others.</summary>
    public int Derivatives { get; }

    /// <summary>Whether forces were differentiated exactly once before they were differenced.</summary>
    public bool IsExact { get; }

    /// <param name="progress">Told how many derivatives of how many are done; from any thread, one at a time.</param>
    /// <exception cref="AtomsException">The supercell has no room for the cutoff.</exception>
    /// <exception cref="PotentialException">The potential does not cover the crystal, or a derivative is no number.</exception>
    public static ThirdOrder Of(LatticeSupercell lattice, IPotential potential, ThirdOrderSettings? settings = null, Team? team = null, Action<int, int>? progress = null, CancellationToken cancellation = default) =>
        new ThirdOrderFinder(lattice, potential, settings ?? new ThirdOrderSettings(), progress, cancellation).Find(team ?? Team.Single);

    /// <summary>Half the shortest way from an atom to its image in a supercell: what the cutoff must stay within.</summary>
    public static double Room(LatticeSupercell lattice)
    {
        var reduced = lattice.Structure.Cell!.Reduced(Periodicity.All).Vectors;
        return 0.5 * Enumerable.Range(0, 3).Min(d => reduced.Row(d).Length);
    }
}
