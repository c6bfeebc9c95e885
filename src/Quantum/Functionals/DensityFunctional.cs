using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>Kohn–Sham energies of molecules in Gaussian basis sets: restricted for singlets, unrestricted for the rest.</summary>
public static class DensityFunctional
{
    /// <summary>Finds the self-consistent field.</summary>
    /// <param name="structure">A molecule; charge and multiplicity are its own, the lowest multiplicity where it names none.</param>
    /// <param name="basis">Functions of the atoms.</param>
    /// <param name="functional">Exchange and correlation.</param>
    /// <param name="grid">Where it is integrated; null for <see cref="GridQuality.Default"/>.</param>
    /// <param name="options">Thresholds; null for the usual ones.</param>
    /// <param name="team">Who shares the work; null for the calling thread alone. The result has the same bits on any number of threads.</param>
    /// <param name="gradient">Whether <see cref="ScfResult.Gradient"/> is wanted.</param>
    /// <exception cref="PotentialException">
    /// The charge does not fit the multiplicity, the set lacks an element, atoms coincide, functions are linearly dependent, the structure is periodic, or no consistency was reached.
    /// </exception>
    public static ScfResult Solve(Structure structure, BasisSet basis, Functional functional, GridQuality? grid = null, ScfOptions? options = null, Team? team = null, bool gradient = false) =>
        MeanField.Solve(structure, basis, (molecule, chosen, crew) => new KohnSham(molecule, functional, grid ?? GridQuality.Default, chosen, crew), options, team, gradient);
}
