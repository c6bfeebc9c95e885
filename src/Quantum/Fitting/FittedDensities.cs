using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// What derivatives of (P|ab) and of (P|Q) are to be contracted with, at fixed densities: with c_P = Σ_Q (P|Q)⁻¹ (Q|D) and g_ij,P = Σ_Q (P|Q)⁻¹ (Q|ij), i and j the orbitals of a density of one spin,
/// Γ_ab,P = c_P D_ab − x Σ_s Σ_ij C_ia C_jb g_ij,P and γ_PQ = −½ [c_P c_Q − x Σ_s Σ_ij g_ij,P g_ij,Q], x being the share of exact exchange.
/// </summary>
internal sealed class FittedDensities
{
    readonly FittedIntegrals _integrals;
    readonly double[] _total;
    readonly double[] _coulomb;
    readonly (double[] Rows, int Count, double[] Exchange)[] _spins;

    // Share of exchange; one channel stands for two spins.
    readonly double _weight;

    /// <param name="densities">One a channel, of one spin each.</param>
    /// <param name="share">x.</param>
    public FittedDensities(FittedIntegrals integrals, double[][] densities, double share, Team team)
    {
        var m = integrals.Count;
        (_integrals, _total, _weight) = (integrals, FieldEquations.Total(densities), share * (densities.Length == 1 ? 2 : 1));
        // L⁻ᵀ, [P, Q].
        var inverse = new double[m * m];
        for (var i = 0; i < m; i++)
            inverse[i * m + i] = 1;
        ReadOnlyMatrixSpan<double> factor = integrals.Metric.Factor.AsMatrix(m, m), back = inverse.AsMatrix(m, m);
        Triangular.SolveRightTransposed(factor, inverse.AsMatrix(m, m), team);
        var fit = new FittedCoulomb(integrals, team);
        fit.Build(_total);
        _coulomb = new double[m];
        for (var p = 0; p < m; p++)
            _coulomb[p] = Vectors.Dot(inverse.AsSpan(p * m, m), fit.Fit);
        Metric = new double[m * m];
        var metric = Metric.AsMatrix(m, m);
        Syrk.AddLower(_coulomb.AsMatrix(1, m), metric, -0.5, team);
        _spins = new (double[], int, double[])[share == 0 ? 0 : densities.Length];
        for (var s = 0; s < _spins.Length; s++)
        {
            var (rows, count) = DensityFactor.Of(densities[s], integrals.Functions);
            var whole = OrbitalPairs(integrals, rows, count, team);
            var exchange = new double[whole.Length];
            Gemm.Multiply(whole.AsMatrix(count * count, m), back.Transposed, exchange.AsMatrix(count * count, m), 1, 0, team);
            Syrk.AddLower(exchange.AsMatrix(count * count, m), metric, 0.5 * _weight, team);
            _spins[s] = (rows, count, exchange);
        }
        Syrk.MirrorLower(metric);
    }

    /// <summary>γ over the auxiliary functions kept, symmetric.</summary>
    public double[] Metric { get; }

    /// <summary>Γ of one function a as [b, P], as many b from the first on as there is room for.</summary>
    /// <param name="between">Scratch memory, grown where it is too short.</param>
    public void Fill(int a, Span<double> into, ref double[] between)
    {
        var (n, m) = (_integrals.Functions, _integrals.Count);
        var some = into.Length / m;
        for (var b = 0; b < some; b++)
        {
            var row = into.Slice(b * m, m);
            row.Clear();
            Vectors.AddScaled(_total[a * n + b], _coulomb, row);
        }
        foreach (var (rows, count, exchange) in _spins)
        {
            if (count == 0)
                continue;
            if (between.Length < count * m)
                between = new double[count * m];
            // Σ_i C_ia g_ij,P, then the same over j.
            ReadOnlyMatrixSpan<double> coefficients = rows.AsMatrix(count, n);
            var half = between.AsSpan(0, count * m);
            Gemm.Multiply(coefficients.Block(0, a, count, 1).Transposed, exchange.AsMatrix(count, count * m), half.AsMatrix(1, count * m));
            Gemm.Multiply(coefficients.Block(0, 0, count, some).Transposed, half.AsMatrix(count, m), into.AsMatrix(some, m), -_weight, 1);
        }
    }

    // Σ_ab C_ia C_jb B_ab,Q as [i, j, Q].
    static double[] OrbitalPairs(FittedIntegrals integrals, double[] rows, int count, Team team)
    {
        var (n, m) = (integrals.Functions, integrals.Count);
        var half = new HalfTransformation(integrals, team);
        var most = HalfTransformation.AtOnce(integrals, count);
        var x = new double[n * Math.Min(most, count) * m];
        var pairs = new double[count * count * m];
        for (var first = 0; first < count; first += most)
        {
            var some = Math.Min(most, count - first);
            half.Run(rows, first, some, x);
            Gemm.Multiply(rows.AsSpan(0, count * n).AsMatrix(count, n), x.AsSpan(0, n * some * m).AsMatrix(n, some * m), new MatrixSpan<double>(pairs.AsSpan(first * m), count, some * m, count * m), 1, 0, team);
        }
        return pairs;
    }
}
