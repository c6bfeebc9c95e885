using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// Hartree–Fock's interaction, E = ½ Tr D J(D) − ½ Σ_s Tr P^s K(P^s), from fitted integrals ("RI-JK"; Weigend, Phys. Chem. Chem. Phys. 4, 4285 (2002)).
/// </summary>
internal sealed class FittedInteraction : IInteraction
{
    readonly Molecule _molecule;
    readonly Team _team;
    readonly FittedCoulomb _coulomb;
    readonly FittedExchange _exchange;

    /// <exception cref="Athanor.Potentials.PotentialException">The auxiliary set lacks an element, or memory would not suffice.</exception>
    public FittedInteraction(Molecule molecule, BasisSet auxiliary, ScfOptions options, Team team)
    {
        (_molecule, _team) = (molecule, team);
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
            var matrix = exchange(p);
            for (var i = 0; i < matrix.Length; i++)
                matrix[i] = coulomb[i] - matrix[i];
            return matrix;
        })];
    }

    public Vec3[] Gradient(double[][] densities) => FittedGradient.Compute(_molecule, Integrals, densities, _team);
}
