using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>J_ab = Σ_Q B_ab,Q Σ_cd B_cd,Q D_cd. Rows of B are dealt to a fixed number of portions, whose sums are added in order.</summary>
internal sealed class FittedCoulomb(FittedIntegrals integrals, Team team) : IJob
{
    const int Portions = 16;

    readonly double[][] _partial = [.. Enumerable.Range(0, Portions).Select(_ => new double[integrals.Count])];
    double[] _density = [];
    double[] _coulomb = [];
    bool _fitted;

    /// <summary>Σ_cd B_cd,Q D_cd of the last <see cref="Build"/>.</summary>
    public double[] Fit { get; } = new double[integrals.Count];

    /// <param name="density">D of both spins, symmetric.</param>
    public double[] Build(double[] density)
    {
        (_density, _coulomb) = (density, new double[density.Length]);
        _fitted = false;
        team.Run(this, Portions);
        Array.Clear(Fit);
        foreach (var part in _partial)
            Vectors.AddScaled(1, part, Fit);
        _fitted = true;
        team.Run(this, Portions);
        return _coulomb;
    }

    void IJob.Run(int index, int worker)
    {
        var n = integrals.Functions;
        var part = _partial[index];
        if (!_fitted)
            Array.Clear(part);
        for (var a = index; a < n; a += Portions)
        {
            for (var b = 0; b <= a; b++)
            {
                var row = integrals.Row(a, b);
                if (_fitted)
                    _coulomb[a * n + b] = _coulomb[b * n + a] = Vectors.Dot(row, Fit);
                else
                    Vectors.AddScaled((a == b ? 1 : 2) * _density[a * n + b], row, part);
            }
        }
    }
}
