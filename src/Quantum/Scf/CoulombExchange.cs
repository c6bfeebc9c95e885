using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>Hartree–Fock's interaction, E = ½ Tr D J(D) − ½ x Σ_s Tr P^s K(P^s) with all the exchange, x = 1, or a share of it, from exact integrals.</summary>
internal sealed class CoulombExchange(Molecule molecule, ScfOptions options, Team team, double exchange = 1) : IInteraction
{
    readonly TwoElectron _repulsion = new(molecule, options, team);

    public bool InMemory => _repulsion.InMemory;

    public (double Energy, double[][] Matrices) Build(double[][] densities)
    {
        var (coulomb, exchanges) = _repulsion.Build(FieldEquations.Total(densities), exchange == 0 ? [] : densities);
        var matrices = new double[densities.Length][];
        var energy = 0.0;
        for (var s = 0; s < matrices.Length; s++)
        {
            var m = matrices[s] = [.. coulomb];
            if (exchange != 0)
                Vectors.AddScaled(-exchange, exchanges[s], m);
            energy += SquareMatrices.Trace(densities[s], m);
        }
        return (matrices.Length == 1 ? energy : 0.5 * energy, matrices);
    }

    public double[][] Response(double[][] densities, double[][] changes) => Build(changes).Matrices;

    public Vec3[] Gradient(double[][] densities) => RepulsionGradient.Compute(molecule, densities, exchange, team);
}
