using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// The equations of a mean field for one molecule in one basis (Roothaan, Rev. Mod. Phys. 23, 69 (1951) and 32, 179 (1960); Pople, Nesbet, J. Chem. Phys. 22, 571 (1954)).
/// Densities and Fock matrices are n × n over functions, one a channel (<see cref="Filling"/>); orbitals n × m in columns, one a set.
/// </summary>
internal sealed class FieldEquations
{
    readonly Molecule _molecule;
    readonly double[] _weighted;

    readonly CancellationToken _cancellation;

    public FieldEquations(Molecule molecule, IInteraction interaction, ScfOptions options, Team team)
    {
        (_molecule, Interaction) = (molecule, interaction);
        Overlap = OneElectron.Overlap(molecule, team);
        Core = OneElectron.Kinetic(molecule, team);
        var attraction = OneElectron.Attraction(molecule, team);
        for (var i = 0; i < Core.Length; i++)
            Core[i] += attraction[i];
        Basis = OrthogonalBasis.Of(Overlap, N, options);
        _cancellation = options.Cancellation;
        _weighted = SquareMatrices.Product(Overlap, Basis.X, N, N, M);
    }

    public IInteraction Interaction { get; }

    public double[] Overlap { get; }

    /// <summary>Kinetic energy and attraction by the nuclei.</summary>
    public double[] Core { get; }

    public OrthogonalBasis Basis { get; }

    /// <summary>Functions, n.</summary>
    public int N => _molecule.Functions;

    /// <summary>Orbitals of a set, m.</summary>
    public int M => Basis.Count;

    /// <summary>Electronic energy, Eh, and Fock matrices.</summary>
    public (double Energy, double[][] Fock) Evaluate(double[][] densities)
    {
        _cancellation.ThrowIfCancellationRequested();
        var (energy, fock) = Interaction.Build(densities);
        for (var s = 0; s < fock.Length; s++)
        {
            energy += (fock.Length == 1 ? 2 : 1) * SquareMatrices.Trace(densities[s], Core);
            for (var i = 0; i < Core.Length; i++)
                fock[s][i] += Core[i];
        }
        return (energy, fock);
    }

    /// <summary>As <see cref="IInteraction.Response"/>.</summary>
    public double[][] Response(double[][] densities, double[][] changes)
    {
        _cancellation.ThrowIfCancellationRequested();
        return Interaction.Response(densities, changes);
    }

    /// <summary>Density of both spins.</summary>
    public static double[] Total(double[][] densities)
    {
        var other = densities[^1];
        return [.. densities[0].Select((d, i) => d + other[i])];
    }

    /// <summary>Σ_k o_k c_k c_kᵀ.</summary>
    public double[] Density(double[] coefficients, double[] occupations)
    {
        var last = Array.FindLastIndex(occupations, o => o > 0) + 1;
        var (plain, weighted) = (new double[N * last], new double[N * last]);
        for (var i = 0; i < N; i++)
        {
            for (var k = 0; k < last; k++)
            {
                plain[i * last + k] = coefficients[i * M + k];
                weighted[i * last + k] = occupations[k] * coefficients[i * M + k];
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

    /// <summary>Densities of orbitals whose first hold the electrons.</summary>
    public double[][] Densities(Filling filling, double[][] coefficients) =>
        [.. filling.Counts.Select((_, s) => Density(coefficients[filling.SetOf(s)], [.. Enumerable.Range(0, M).Select(k => filling.Occupation(s, k))]))];

    /// <summary>A Fock matrix over the orthogonal basis, m × m.</summary>
    public double[] Orthogonal(double[] fock) => SquareMatrices.Transformed(fock, Basis.X, N, M);

    /// <summary>A density over the orthogonal basis, m × m.</summary>
    public double[] OrthogonalDensity(double[] density) => SquareMatrices.Transformed(density, _weighted, N, M);

    /// <summary>Orbitals that make a matrix over the orthogonal basis diagonal.</summary>
    public (double[] Energies, double[] Coefficients) Diagonalised(double[] orthogonal)
    {
        var (energies, vectors) = SquareMatrices.Eigen(orthogonal, M);
        return (energies, SquareMatrices.Product(Basis.X, vectors, N, M, M));
    }
}
