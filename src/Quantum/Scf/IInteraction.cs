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

    /// <summary>
    /// What each spin's matrix gains to first order, Σ_t ∂M^s/∂P^t : δP^t, where densities change by δP, both symmetric and as many. Central differences of <see cref="Build"/>; what is linear knows better.
    /// </summary>
    double[][] Response(double[][] densities, double[][] changes) => DifferencedResponse.Of(d => Build(d).Matrices, densities, changes);

    /// <summary>True where integrals are kept in memory.</summary>
    bool InMemory { get; }
}
