using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>Hartree–Fock's interaction, E = ½ Tr D J(D) − ½ Σ_s Tr P^s K(P^s), from exact integrals.</summary>
internal sealed class CoulombExchange(Molecule molecule, ScfOptions options, Team team) : IInteraction
{
    readonly TwoElectron _repulsion = new(molecule, options, team);

    public bool InMemory => _repulsion.InMemory;

    public (double Energy, double[][] Matrices) Build(double[][] densities)
    {
        var (coulomb, matrices) = _repulsion.Build(FieldEquations.Total(densities), densities);
        var energy = 0.0;
        for (var s = 0; s < matrices.Length; s++)
        {
            var m = matrices[s];
            for (var i = 0; i < m.Length; i++)
                m[i] = coulomb[i] - m[i];
            energy += SquareMatrices.Trace(densities[s], m);
        }
        return (matrices.Length == 1 ? energy : 0.5 * energy, matrices);
    }

    public double[][] Response(double[][] densities, double[][] changes) => Build(changes).Matrices;

    public Vec3[] Gradient(double[][] densities) => RepulsionGradient.Compute(molecule, densities, exchange: 1, team);
}
