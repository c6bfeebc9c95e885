using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>Kohn and Sham's interaction (Phys. Rev. 140, A1133 (1965)): Coulomb energy and a share of exact exchange, from exact or fitted integrals, and a functional.</summary>
internal sealed class KohnSham : IInteraction
{
    readonly Molecule _molecule;
    readonly Functional _functional;
    readonly Team _team;
    readonly IInteraction _exact;
    readonly FunctionsOnGrid _functions;
    readonly ExchangeCorrelation _local;

    public KohnSham(Molecule molecule, Functional functional, GridQuality grid, ScfOptions options, Team team)
    {
        (_molecule, _functional, _team) = (molecule, functional, team);
        _exact = HartreeFock.Interaction(molecule, options, team, functional.ExactExchange);
        _functions = new(molecule, new MolecularGrid(molecule, grid, team));
        _local = new(molecule, _functions, functional, team);
    }

    public bool InMemory => _exact.InMemory;

    /// <summary>Electrons that the grid saw in the last densities.</summary>
    public double Electrons => _local.Electrons;

    public (double Energy, double[][] Matrices) Build(double[][] densities)
    {
        var (energy, matrices) = _exact.Build(densities);
        var (local, potentials) = _local.Build(densities);
        return (energy + local, Sums(matrices, potentials));
    }

    /// <summary>The functional's part is made of differences, the rest is linear.</summary>
    public double[][] Response(double[][] densities, double[][] changes) =>
        Sums(_exact.Response(densities, changes), DifferencedResponse.Of(d => _local.Build(d).Matrices, densities, changes));

    public Vec3[] Gradient(double[][] densities)
    {
        var gradient = _exact.Gradient(densities);
        var local = ExchangeCorrelationGradient.Compute(_molecule, _functions, _functional, densities, _team);
        for (var i = 0; i < gradient.Length; i++)
            gradient[i] += local[i];
        return gradient;
    }

    static double[][] Sums(double[][] matrices, double[][] others)
    {
        for (var s = 0; s < matrices.Length; s++)
            Vectors.AddScaled(1, others[s], matrices[s]);
        return matrices;
    }
}
