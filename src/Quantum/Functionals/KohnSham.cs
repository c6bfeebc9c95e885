using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>Kohn and Sham's interaction (Phys. Rev. 140, A1133 (1965)): Coulomb energy, a functional, and its share of exact exchange.</summary>
internal sealed class KohnSham : IInteraction
{
    readonly Molecule _molecule;
    readonly Functional _functional;
    readonly Team _team;
    readonly TwoElectron _repulsion;
    readonly FunctionsOnGrid _functions;
    readonly ExchangeCorrelation _local;

    public KohnSham(Molecule molecule, Functional functional, GridQuality grid, ScfOptions options, Team team)
    {
        (_molecule, _functional, _team) = (molecule, functional, team);
        _repulsion = new(molecule, options, team);
        _functions = new(molecule, new MolecularGrid(molecule, grid, team));
        _local = new(molecule, _functions, functional, team);
    }

    public bool InMemory => _repulsion.InMemory;

    /// <summary>Electrons that the grid saw in the last densities.</summary>
    public double Electrons => _local.Electrons;

    public (double Energy, double[][] Matrices) Build(double[][] densities)
    {
        var exact = Exact(densities);
        var (energy, matrices) = _local.Build(densities);
        // One channel stands for two spins.
        var spins = densities.Length == 1 ? 2.0 : 1.0;
        for (var s = 0; s < matrices.Length; s++)
        {
            energy += 0.5 * spins * SquareMatrices.Trace(densities[s], exact[s]);
            Add(matrices[s], exact[s]);
        }
        return (energy, matrices);
    }

    /// <summary>Coulomb and exact exchange are linear; the functional's part is made of differences.</summary>
    public double[][] Response(double[][] densities, double[][] changes)
    {
        var response = DifferencedResponse.Of(d => _local.Build(d).Matrices, densities, changes);
        var exact = Exact(changes);
        for (var s = 0; s < response.Length; s++)
            Add(response[s], exact[s]);
        return response;
    }

    // J − x K of each spin.
    double[][] Exact(double[][] densities)
    {
        var share = _functional.ExactExchange;
        var (coulomb, exchange) = _repulsion.Build(FieldEquations.Total(densities), share == 0 ? [] : densities);
        return [.. densities.Select((_, s) => share == 0 ? coulomb : coulomb.Zip(exchange[s], (j, k) => j - share * k).ToArray())];
    }

    static void Add(double[] to, double[] matrix)
    {
        for (var i = 0; i < to.Length; i++)
            to[i] += matrix[i];
    }

    public Vec3[] Gradient(double[][] densities)
    {
        var gradient = RepulsionGradient.Compute(_molecule, densities, _functional.ExactExchange, _team);
        var local = ExchangeCorrelationGradient.Compute(_molecule, _functions, _functional, densities, _team);
        for (var i = 0; i < gradient.Length; i++)
            gradient[i] += local[i];
        return gradient;
    }
}
