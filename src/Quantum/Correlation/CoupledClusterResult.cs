namespace Athanor.Quantum;

/// <summary>A coupled-cluster energy, Eh.</summary>
public sealed class CoupledClusterResult
{
    /// <summary>The field it rests on.</summary>
    public required ScfResult Field { get; init; }

    /// <summary>Orbitals of the core that were not correlated.</summary>
    public required int Frozen { get; init; }

    /// <summary>Correlation energy of CCSD.</summary>
    public required double SinglesDoubles { get; init; }

    /// <summary>Energy of the perturbative triples; null where they were not asked for.</summary>
    public required double? Triples { get; init; }

    /// <summary>
    /// Norm of the singles, where spins differ of the mean of both, over the square root of the number of correlated electrons (Lee, Taylor, Int. J. Quantum Chem. Symp. 23, 199 (1989)); above some 0.02 one determinant describes the molecule poorly.
    /// </summary>
    public required double T1 { get; init; }

    public required int Iterations { get; init; }

    /// <summary>Correlation energy, all of it.</summary>
    public double Correlation => SinglesDoubles + (Triples ?? 0);

    /// <summary>Total energy.</summary>
    public double Energy => Field.Energy + Correlation;
}
