using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// What electrons do to one another in a mean field: Coulomb, exchange, correlation. A density is that of one spin, n × n, row-major; there is one where both spins share their orbitals, else two.
/// </summary>
internal interface IInteraction
{
    /// <summary>Energy of the interaction, Eh, and what each spin's Fock matrix gets from it: ∂E/∂P^s, symmetric.</summary>
    (double Energy, double[][] Matrices) Build(double[][] densities);

    /// <summary>∂E/∂R of each nucleus at fixed densities, Eh/bohr: functions move with their nuclei, and whatever grid there is.</summary>
    Vec3[] Gradient(double[][] densities);

    /// <summary>True where integrals are kept in memory.</summary>
    bool InMemory { get; }
}
