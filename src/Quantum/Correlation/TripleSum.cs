using System.Runtime.CompilerServices;

namespace Athanor.Quantum;

/// <summary>
/// Σ_abc V (4 W^abc + W^bca + W^cab − 2 W^cba − 2 W^acb − 2 W^bac) / D of one i, j, k, where W comes in four parts whose axes are in different order, so that matrix products could write them as they fell.
/// </summary>
internal readonly unsafe struct TripleSum
{
    /// <summary>Virtual orbitals.</summary>
    public required int V { get; init; }

    /// <summary>Parts of W: [a, b, c], [b, c, a], [b, a, c] and [c, b, a].</summary>
    public required double* Abc { get; init; }

    public required double* Bca { get; init; }

    public required double* Bac { get; init; }

    public required double* Cba { get; init; }

    /// <summary>(jb|kc), (ia|kc) and (ia|jb), [b, c], [a, c] and [a, b].</summary>
    public required double* Jk { get; init; }

    public required double* Ik { get; init; }

    public required double* Ij { get; init; }

    /// <summary>Singles of i, j and k.</summary>
    public required double* I { get; init; }

    public required double* J { get; init; }

    public required double* K { get; init; }

    /// <summary>Energies of the virtual orbitals, Eh.</summary>
    public required double* Levels { get; init; }

    /// <summary>The sum.</summary>
    /// <param name="holes">ε_i + ε_j + ε_k, Eh.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Energy(double holes)
    {
        var sum = 0.0;
        for (var a = 0; a < V; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                for (var c = 0; c <= b; c++)
                {
                    double abc = W(a, b, c), bca = W(b, c, a), cab = W(c, a, b), cba = W(c, b, a), acb = W(a, c, b), bac = W(b, a, c);
                    // Z of an even permutation is 3 of its own and of the even ones, less twice the odd ones; of an odd one the other way about.
                    double even = abc + bca + cab - 2 * (cba + acb + bac), odd = cba + acb + bac - 2 * (abc + bca + cab);
                    var share = (abc + Apart(a, b, c)) * (even + 3 * abc) + (bca + Apart(b, c, a)) * (even + 3 * bca) + (cab + Apart(c, a, b)) * (even + 3 * cab)
                        + (cba + Apart(c, b, a)) * (odd + 3 * cba) + (acb + Apart(a, c, b)) * (odd + 3 * acb) + (bac + Apart(b, a, c)) * (odd + 3 * bac);
                    // With two of them equal every permutation was counted twice, with all equal six times.
                    var weight = a == b || b == c ? a == c ? 1.0 / 6 : 0.5 : 1;
                    sum += weight * share / (holes - Levels[a] - Levels[b] - Levels[c]);
                }
            }
        }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    double W(int a, int b, int c) => Abc[(a * V + b) * V + c] + Bca[(b * V + c) * V + a] + Bac[(b * V + a) * V + c] + Cba[(c * V + b) * V + a];

    /// <summary>t_i^a (jb|kc) + t_j^b (ia|kc) + t_k^c (ia|jb).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    double Apart(int a, int b, int c) => I[a] * Jk[b * V + c] + J[b] * Ik[a * V + c] + K[c] * Ij[a * V + b];
}
