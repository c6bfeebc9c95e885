namespace Athanor.Quantum;

/// <summary>What an iteration of the field ended with.</summary>
/// <param name="Converged">Whether energy and gradient came to rest.</param>
/// <param name="Energy">Electronic energy, Eh.</param>
/// <param name="Densities">One a channel, of one spin each.</param>
/// <param name="Fock">Their Fock matrices.</param>
/// <param name="Orbitals">One a set.</param>
/// <param name="Iterations">Fields that were built on the way, but for those of products with the Hessian.</param>
/// <param name="Gradient">Largest element of the orbital gradient, Eh.</param>
/// <param name="Change">Last change of the energy, Eh.</param>
internal sealed record FieldOutcome(
    bool Converged, double Energy, double[][] Densities, double[][] Fock, (double[] Energies, double[] Coefficients)[] Orbitals, int Iterations, double Gradient, double Change)
{
    /// <summary>Orbitals of the lowest energy that was met; where it did not converge, the place to go on from.</summary>
    public double[][] Lowest { get; init; } = [];
}
