namespace Athanor.Quantum;

/// <summary>Integrals (pq|rs) over orbitals of two sets, p and q of one, r and s of the other, as <see cref="Transformation"/> gives them for symmetric pairs.</summary>
/// <param name="data">[pq, rs], q ≤ p and s ≤ r.</param>
/// <param name="pairs">Number of pairs rs.</param>
internal sealed class PairIntegrals(double[] data, int pairs)
{
    public double this[int p, int q, int r, int s] => data[Pair(p, q) * pairs + Pair(r, s)];

    /// <summary>(pq|··) with s ≤ r.</summary>
    public ReadOnlySpan<double> Row(int p, int q) => data.AsSpan(Pair(p, q) * pairs, pairs);

    /// <summary>Where a pair is.</summary>
    public static int Pair(int p, int q) => p >= q ? p * (p + 1) / 2 + q : q * (q + 1) / 2 + p;
}
