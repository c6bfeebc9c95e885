using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// The equations of a mean field for one molecule in one basis, and their iteration (Roothaan, Rev. Mod. Phys. 23, 69 (1951); Pople, Nesbet, J. Chem. Phys. 22, 571 (1954)).
/// A channel is a spin with orbitals of its own: one where both spins share them, else two.
/// </summary>
internal sealed class FieldEquations
{
    readonly Molecule _molecule;
    readonly ScfOptions _options;
    readonly IInteraction _interaction;

    public FieldEquations(Molecule molecule, IInteraction interaction, ScfOptions options, Team team)
    {
        (_molecule, _interaction, _options) = (molecule, interaction, options);
        Overlap = OneElectron.Overlap(molecule, team);
        Core = OneElectron.Kinetic(molecule, team);
        var attraction = OneElectron.Attraction(molecule, team);
        for (var i = 0; i < Core.Length; i++)
            Core[i] += attraction[i];
        Basis = OrthogonalBasis.Of(Overlap, N, options);
    }

    public double[] Overlap { get; }

    /// <summary>Kinetic energy and attraction by the nuclei.</summary>
    public double[] Core { get; }

    public OrthogonalBasis Basis { get; }

    int N => _molecule.Functions;

    /// <summary>What the iteration ended with.</summary>
    /// <param name="Energy">Electronic energy, Eh.</param>
    /// <param name="Densities">One a channel, of one spin each.</param>
    /// <param name="Fock">Their Fock matrices.</param>
    /// <param name="Gradient">Largest element of the orbital gradient, Eh.</param>
    /// <param name="Change">Last change of the energy, Eh.</param>
    public sealed record Outcome(bool Converged, double Energy, double[][] Densities, double[][] Fock, (double[] Energies, double[] Coefficients)[] Orbitals, int Iterations, double Gradient, double Change);

    /// <summary>Iterates to consistency, or to the end of patience.</summary>
    /// <param name="densities">To begin with, one a channel; null for the orbitals of the bare nuclei.</param>
    /// <param name="occupy">Occupation numbers, 0 to 1, from a channel and its orbital energies.</param>
    public Outcome Iterate(double[][]? densities, int channels, Func<int, double[], double[]> occupy)
    {
        var bare = Enumerable.Repeat(Core, channels).ToArray();
        var current = densities ?? Occupied(Diagonalised(bare), occupy);
        var diis = new Diis();
        var (energy, gradient, change) = (double.NaN, double.NaN, double.NaN);
        for (var iteration = 1; ; iteration++)
        {
            var before = energy;
            (energy, var fock) = Fock(current);
            change = energy - before;
            var errors = fock.Select((f, s) => Commutator(f, current[s])).ToArray();
            gradient = errors.Max(e => e.Max(Math.Abs));
            var converged = iteration > 1 && gradient < _options.Gradient && Math.Abs(change) < _options.Energy;
            if (converged || iteration >= _options.Iterations || !double.IsFinite(energy))
                return new(converged, energy, current, fock, Diagonalised(fock), iteration, gradient, change);
            // The first density is a guess of no orbitals: its commutator says nothing.
            current = Occupied(Diagonalised(iteration == 1 ? fock : diis.Next(fock, errors)), occupy);
        }
    }

    (double Energy, double[][] Matrices) Fock(double[][] densities)
    {
        var (energy, fock) = _interaction.Build(densities);
        for (var s = 0; s < fock.Length; s++)
        {
            energy += (fock.Length == 1 ? 2 : 1) * SquareMatrices.Trace(densities[s], Core);
            for (var i = 0; i < Core.Length; i++)
                fock[s][i] += Core[i];
        }
        return (energy, fock);
    }

    /// <summary>Density of both spins.</summary>
    public static double[] Total(double[][] densities)
    {
        var other = densities[^1];
        return [.. densities[0].Select((d, i) => d + other[i])];
    }

    // Xᵀ (F D S − S D F) X.
    double[] Commutator(double[] fock, double[] density)
    {
        var fds = SquareMatrices.Product(SquareMatrices.Product(fock, density, N, N, N), Overlap, N, N, N);
        var difference = new double[fds.Length];
        for (var i = 0; i < N; i++)
        {
            for (var j = 0; j < N; j++)
                difference[i * N + j] = fds[i * N + j] - fds[j * N + i];
        }
        return SquareMatrices.Transformed(difference, Basis.X, N, Basis.Count);
    }

    (double[] Energies, double[] Coefficients)[] Diagonalised(double[][] fock) => [.. fock.Select(f => Basis.Diagonalise(f, N))];

    double[][] Occupied((double[] Energies, double[] Coefficients)[] orbitals, Func<int, double[], double[]> occupy) => [.. orbitals.Select((o, s) => Density(o.Coefficients, occupy(s, o.Energies)))];

    double[] Density(double[] coefficients, double[] occupations)
    {
        var count = Basis.Count;
        var last = Array.FindLastIndex(occupations, o => o > 0) + 1;
        var (plain, weighted) = (new double[N * last], new double[N * last]);
        for (var i = 0; i < N; i++)
        {
            for (var k = 0; k < last; k++)
            {
                plain[i * last + k] = coefficients[i * count + k];
                weighted[i * last + k] = occupations[k] * coefficients[i * count + k];
            }
        }
        var density = new double[N * N];
        if (last > 0)
        {
            ReadOnlyMatrixSpan<double> rows = plain.AsMatrix(N, last);
            Gemm.Multiply(weighted.AsMatrix(N, last), rows.Transposed, density.AsMatrix(N, N));
        }
        return density;
    }
}
