using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>K_ab = Σ_iQ X_ai,Q X_bi,Q with X_ai,Q = Σ_c C_ic B_ac,Q and the density P = Σ_i c_i c_iᵀ.</summary>
internal sealed class FittedExchange(FittedIntegrals integrals, Team team)
{
    readonly HalfTransformation _half = new(integrals, team);
    double[] _x = [];

    /// <param name="density">P of one spin.</param>
    public double[] Build(double[] density)
    {
        var (n, m) = (integrals.Functions, integrals.Count);
        var exchange = new double[n * n];
        var (rows, count) = DensityFactor.Of(density, n);
        var most = HalfTransformation.AtOnce(integrals, count);
        if (_x.Length < n * most * m)
            _x = new double[n * most * m];
        for (var first = 0; first < count; first += most)
        {
            var some = Math.Min(most, count - first);
            _half.Run(rows, first, some, _x);
            ReadOnlyMatrixSpan<double> x = _x.AsSpan(0, n * some * m).AsMatrix(n, some * m);
            Syrk.AddLower(x.Transposed, exchange.AsMatrix(n, n), 1, team);
        }
        Syrk.MirrorLower(exchange.AsMatrix(n, n));
        return exchange;
    }
}
