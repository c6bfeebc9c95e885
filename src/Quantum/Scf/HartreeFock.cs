using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>Hartree–Fock energies of molecules in Gaussian basis sets: restricted for singlets, unrestricted for the rest.</summary>
public static class HartreeFock
{
    /// <summary>Finds the self-consistent field.</summary>
    /// <param name="structure">A molecule; charge and multiplicity are its own, the lowest multiplicity where it names none.</param>
    /// <param name="basis">Functions of the atoms.</param>
    /// <param name="options">Thresholds; null for the usual ones.</param>
    /// <param name="gradient">Whether <see cref="ScfResult.Gradient"/> is wanted.</param>
    /// <param name="team">Who shares the work; null for the calling thread alone. The result has the same bits on any number of threads.</param>
    /// <exception cref="PotentialException">
    /// The charge does not fit the multiplicity, the set lacks an element, atoms coincide, functions are linearly dependent, the structure is periodic, or no consistency was reached.
    /// </exception>
    public static ScfResult Solve(Structure structure, BasisSet basis, ScfOptions? options = null, Team? team = null, bool gradient = false) =>
        MeanField.Solve(structure, basis, (molecule, chosen, crew) => Interaction(molecule, chosen, crew), options, team, gradient);

    /// <summary>Coulomb energy and a share of exact exchange.</summary>
    internal static IInteraction Interaction(Molecule molecule, ScfOptions options, Team team, double exchange = 1) =>
        options.Fitting is { } auxiliary ? new FittedInteraction(molecule, auxiliary, options, team, exchange) : new CoulombExchange(molecule, options, team, exchange);
}
