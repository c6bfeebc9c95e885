using System.Runtime.CompilerServices;

namespace Athanor.Quantum;

/// <summary>
/// Coefficients E_t^{ij} of a product of two one-dimensional Gaussians (x − A)^i exp(−a (x − A)²) · (x − B)^j exp(−b (x − B)²) in Hermite Gaussians about their common centre
/// (McMurchie, Davidson, J. Comput. Phys. 26, 218 (1978), eqs. 2.20–2.22).
/// </summary>
internal sealed class HermiteSeries
{
    // Kinetic energies want two more than an orbital has, derivatives one more than an auxiliary function.
    const int Side = BasisSet.HighestAuxiliary + 2;
    const int Depth = 2 * Side;

    readonly double[] _values = new double[Side * Side * Depth];

    public double this[int i, int j, int t] => _values[(i * Side + j) * Depth + t];

    // Compiled once, at once: a short calculation would be over before the JIT had seen that these loops matter.
    /// <param name="a">Exponents.</param>
    /// <param name="distance">A − B, bohr.</param>
    /// <param name="highestA">The largest i wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(double a, double b, double distance, int highestA, int highestB)
    {
        var p = a + b;
        var half = 0.5 / p;
        var pa = -b / p * distance;
        var pb = a / p * distance;
        Set(0, 0, 0, Math.Exp(-a * b / p * distance * distance));
        for (var i = 0; i <= highestA; i++)
        {
            if (i > 0)
                Raise(i, 0, i - 1, 0, pa, half);
            for (var j = 1; j <= highestB; j++)
                Raise(i, j, i, j - 1, pb, half);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Raise(int i, int j, int fromI, int fromJ, double shift, double half)
    {
        var n = i + j;
        for (var t = 0; t <= n; t++)
        {
            var value = 0.0;
            if (t > 0)
                value += half * this[fromI, fromJ, t - 1];
            if (t < n)
                value += shift * this[fromI, fromJ, t];
            if (t + 1 < n)
                value += (t + 1) * this[fromI, fromJ, t + 1];
            Set(i, j, t, value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Set(int i, int j, int t, double value) => _values[(i * Side + j) * Depth + t] = value;
}
