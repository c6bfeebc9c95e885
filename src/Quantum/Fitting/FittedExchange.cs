using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>K_ab = Σ_iQ X_ai,Q X_bi,Q with X_ai,Q = Σ_c C_ic B_ac,Q and the density P = Σ_i c_i c_iᵀ.</summary>
internal sealed class FittedExchange(FittedIntegrals integrals, Team team)
{
    readonly HalfTransformation _half = new(integrals, team);
    double[] _x = [];

    /// <param name="density">P of one spin.</param>
    public double[] Build(double[] density) => Build(DensityFactor.Of(density, integrals.Functions));

    /// <summary>The same of a symmetric matrix that is no density.</summary>
    public double[] BuildAny(double[] matrix)
    {
        var (positive, negative) = DensityFactor.Split(matrix, integrals.Functions);
        var exchange = Build(positive);
        Vectors.AddScaled(-1, Build(negative), exchange);
        return exchange;
    }

    double[] Build((double[] Rows, int Count) factor)
    {
        var (n, m) = (integrals.Functions, integrals.Count);
        var exchange = new double[n * n];
        var (rows, count) = factor;
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
