using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>B_ia,Q = Σ_bc C_ib C_ac B_bc,Q of the correlated (i) and empty (a) orbitals of one spin.</summary>
internal sealed class FittedOrbitals
{
    /// <param name="frozen">Orbitals left out, from the lowest.</param>
    public FittedOrbitals(Orbitals orbitals, int frozen, FittedIntegrals integrals, Team team)
    {
        var (n, m, all) = (integrals.Functions, integrals.Count, orbitals.Energies.Length);
        (Occupied, Virtual, Count) = (orbitals.Occupied - frozen, all - orbitals.Occupied, m);
        Energies = orbitals.Energies[frozen..];
        Values = new double[Occupied * Virtual * m];
        var rows = new double[Occupied * n];
        for (var i = 0; i < Occupied; i++)
        {
            for (var b = 0; b < n; b++)
                rows[i * n + b] = orbitals.Coefficients[b * all + frozen + i];
        }
        ReadOnlyMatrixSpan<double> empty = ClosedShell.Columns(orbitals, orbitals.Occupied, Virtual).AsMatrix(n, Virtual);
        var half = new HalfTransformation(integrals, team);
        var most = Math.Min(HalfTransformation.AtOnce(integrals, Occupied), Occupied);
        var x = new double[n * most * m];
        for (var first = 0; first < Occupied; first += most)
        {
            var some = Math.Min(most, Occupied - first);
            half.Run(rows, first, some, x);
            for (var i = 0; i < some; i++)
                Gemm.Multiply(empty.Transposed, new ReadOnlyMatrixSpan<double>(x.AsSpan(i * m), n, m, some * m), Of(first + i), 1, 0, team);
        }
    }

    /// <summary>Correlated orbitals, next after the frozen.</summary>
    public int Occupied { get; }

    public int Virtual { get; }

    /// <summary>Auxiliary functions.</summary>
    public int Count { get; }

    /// <summary>Of correlated and empty orbitals, Eh.</summary>
    public double[] Energies { get; }

    /// <summary>[i, a, Q].</summary>
    public double[] Values { get; }

    /// <summary>[a, Q] of one i.</summary>
    public MatrixSpan<double> Of(int i) => Values.AsSpan(i * Virtual * Count, Virtual * Count).AsMatrix(Virtual, Count);
}
