using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// Hartree–Fock's interaction, E = ½ Tr D J(D) − ½ x Σ_s Tr P^s K(P^s) with all the exchange, x = 1, or a share of it, from fitted integrals ("RI-JK"; Weigend, Phys. Chem. Chem. Phys. 4, 4285 (2002)).
/// </summary>
internal sealed class FittedInteraction : IInteraction
{
    readonly Molecule _molecule;
    readonly Team _team;
    readonly FittedCoulomb _coulomb;
    readonly FittedExchange _exchange;
    readonly double _share;

    /// <exception cref="Athanor.Potentials.PotentialException">The auxiliary set lacks an element, or memory would not suffice.</exception>
    public FittedInteraction(Molecule molecule, BasisSet auxiliary, ScfOptions options, Team team, double exchange = 1)
    {
        (_molecule, _team, _share) = (molecule, team, exchange);
        Integrals = new(molecule, auxiliary, options.Memory, team);
        (_coulomb, _exchange) = (new(Integrals, team), new(Integrals, team));
    }

    public FittedIntegrals Integrals { get; }

    public bool InMemory => true;

    public (double Energy, double[][] Matrices) Build(double[][] densities)
    {
        var matrices = Matrices(densities, _exchange.Build);
        var energy = 0.0;
        for (var s = 0; s < matrices.Length; s++)
            energy += SquareMatrices.Trace(densities[s], matrices[s]);
        return (matrices.Length == 1 ? energy : 0.5 * energy, matrices);
    }

    public double[][] Response(double[][] densities, double[][] changes) => Matrices(changes, _exchange.BuildAny);

    double[][] Matrices(double[][] densities, Func<double[], double[]> exchange)
    {
        var coulomb = _coulomb.Build(FieldEquations.Total(densities));
        return [.. densities.Select(p =>
        {
            double[] matrix = [.. coulomb];
            if (_share != 0)
                Vectors.AddScaled(-_share, exchange(p), matrix);
            return matrix;
        })];
    }

    public Vec3[] Gradient(double[][] densities) => FittedGradient.Compute(_molecule, Integrals, densities, _share, _team);
}
