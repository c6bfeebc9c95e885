using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// Wave vectors that fit a cell, q = 2π h⁻ᵀ n, in shells of equal width: of shells that hold many some are taken, spread evenly over the shell, because one of them says nearly as much as a hundred. One of n and −n is enough.
/// </summary>
sealed class WaveVectors
{
    public const int MostInShell = 16;
    const int Shells = 80;

    // Beyond this many candidates, directions far from the axes would only be enumerated to be dropped.
    const long MostCandidates = 4_000_000;

    public WaveVectors(Cell cell, double largest)
    {
        // Rows of the reciprocal lattice; |n_k| ≤ |q| · |a_k| / 2π.
        var reciprocal = 2 * Math.PI * cell.Inverse.Transposed;
        Largest = largest;
        int[] Reach() => [.. Enumerable.Range(0, 3).Select(k => (int)(Largest * cell.Vectors.Row(k).Length / (2 * Math.PI)))];
        var reach = Reach();
        while ((long)(2 * reach[0] + 1) * (2 * reach[1] + 1) * (reach[2] + 1) > MostCandidates)
        {
            Largest *= 0.9;
            reach = Reach();
        }
        var found = new List<(double Length, int A, int B, int C)>();
        for (var a = -reach[0]; a <= reach[0]; a++)
        {
            for (var b = -reach[1]; b <= reach[1]; b++)
            {
                for (var c = 0; c <= reach[2]; c++)
                {
                    if (c == 0 && (b < 0 || (b == 0 && a <= 0)))
                        continue;
                    var length = (new Vec3(a, b, c) * reciprocal).Length;
                    if (length <= Largest)
                        found.Add((length, a, b, c));
                }
            }
        }
        var shells = found.GroupBy(v => Math.Min(Shells - 1, (int)(v.Length / Largest * Shells))).OrderBy(g => g.Key).Select(g => Some([.. g.Order()])).ToArray();
        ShellLengths = [.. shells.Select(s => s.Average(v => v.Length))];
        ShellOf = [.. shells.SelectMany((s, k) => s.Select(_ => k))];
        Indices = [.. shells.SelectMany(s => s).Select(v => (v.A, v.B, v.C))];
    }

    /// <summary>1/Å; less than was asked for in a very large cell.</summary>
    public double Largest { get; }

    /// <summary>Whole multiples of the reciprocal lattice vectors.</summary>
    public (int A, int B, int C)[] Indices { get; }

    /// <summary>By vector.</summary>
    public int[] ShellOf { get; }

    /// <summary>Mean length of the vectors of each shell, 1/Å, in the first cell.</summary>
    public double[] ShellLengths { get; }

    static (double Length, int A, int B, int C)[] Some((double Length, int A, int B, int C)[] shell) =>
        shell.Length <= MostInShell ? shell : [.. Enumerable.Range(0, MostInShell).Select(k => shell[(int)((k + 0.5) * shell.Length / MostInShell)])];
}
