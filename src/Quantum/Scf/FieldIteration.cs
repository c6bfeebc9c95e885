namespace Athanor.Quantum;

/// <summary>Iterates the field to consistency by diagonalising and <see cref="Diis"/>.</summary>
/// <param name="patience">True to go on until the iterations are used up; false to give up where progress ends.</param>
internal sealed class FieldIteration(FieldEquations equations, ScfOptions options, Shells shells, bool patience = false)
{
    // Iterations within which the gradient must halve.
    const int Window = 12;

    readonly List<double> _gradients = [];
    readonly int _m = equations.M;

    /// <summary>Iterates to consistency, to the end of progress or of patience.</summary>
    /// <param name="densities">To begin with, one a channel.</param>
    /// <param name="ofOrbitals">Whether those are densities of orbitals, so that their commutators with the field say something.</param>
    /// <param name="occupy">Occupation numbers, 0 to 1, from a channel and the orbital energies of its set.</param>
    public FieldOutcome Run(double[][] densities, Func<int, double[], double[]> occupy, bool ofOrbitals = false)
    {
        var diis = new Diis();
        var (energy, lowest) = (double.NaN, double.PositiveInfinity);
        (double[] Energies, double[] Coefficients)[] orbitals = [];
        double[][] best = [];
        for (var iteration = 1; ; iteration++)
        {
            var before = energy;
            (energy, var fock) = equations.Evaluate(densities);
            var change = energy - before;
            var (effective, errors) = Effective(fock, densities);
            var gradient = errors.Max(e => e.Max(Math.Abs));
            if (iteration > 1 && energy < lowest)
                (lowest, best) = (energy, [.. orbitals.Select(o => o.Coefficients)]);
            var converged = iteration > 1 && gradient < options.Gradient && Math.Abs(change) < options.Energy;
            if (converged || iteration >= options.Iterations || !double.IsFinite(energy) || Stalled(gradient))
                return new(converged, energy, densities, fock, [.. effective.Select(equations.Diagonalised)], iteration, gradient, change) { Lowest = best };
            orbitals = [.. (iteration == 1 && !ofOrbitals ? effective : diis.Next(effective, errors)).Select(equations.Diagonalised)];
            densities = [.. densities.Select((_, s) => Of(orbitals[shells == Shells.Unrestricted ? s : 0], s))];
        }

        double[] Of((double[] Energies, double[] Coefficients) set, int channel) => equations.Density(set.Coefficients, occupy(channel, set.Energies));
    }

    bool Stalled(double gradient)
    {
        _gradients.Add(_gradients.Count == 0 ? gradient : Math.Min(gradient, _gradients[^1]));
        return !patience && _gradients.Count > 2 * Window && _gradients[^1] > 0.5 * _gradients[^(1 + Window)];
    }

    // What is diagonalised for each set, over the orthogonal basis, and its commutators with the density.
    (double[][] Fock, double[][] Errors) Effective(double[][] fock, double[][] densities)
    {
        double[][] matrices = [.. fock.Select(equations.Orthogonal)], held = [.. densities.Select(equations.OrthogonalDensity)];
        if (shells == Shells.RestrictedOpen)
        {
            matrices = [RestrictedOpen.Fock(matrices[0], matrices[1], held[0], held[1], _m)];
            held = [FieldEquations.Total(held)];
        }
        return (matrices, [.. matrices.Select((f, s) => Commutator(f, held[s]))]);
    }

    double[] Commutator(double[] fock, double[] density)
    {
        var product = SquareMatrices.Product(fock, density, _m, _m, _m);
        var difference = new double[product.Length];
        for (var i = 0; i < _m; i++)
        {
            for (var j = 0; j < _m; j++)
                difference[i * _m + j] = product[i * _m + j] - product[j * _m + i];
        }
        return difference;
    }
}
