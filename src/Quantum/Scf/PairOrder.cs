namespace Athanor.Quantum;

/// <summary>
/// The shell pairs of a molecule in the order in which they serve best: of two, the one with fewer products is the ket. Numbers here are places in this order.
/// </summary>
internal sealed class PairOrder
{
    public PairOrder(Molecule molecule)
    {
        var numbered = new List<(ShellPair Pair, int A, int B)>();
        for (var a = 0; a < molecule.Shells.Length; a++)
        {
            for (var b = 0; b <= a; b++)
                numbered.Add((molecule.Pairs[a * (a + 1) / 2 + b], a, b));
        }
        var sorted = numbered.OrderBy(p => p.Pair.Stride).ThenBy(p => p.Pair.Primitives).ToArray();
        Pairs = [.. sorted.Select(p => p.Pair)];
        Shells = [.. sorted.Select(p => (p.A, p.B))];
        Classes = [.. Enumerable.Range(0, Pairs.Length).GroupBy(i => Pairs[i].Momentum).OrderBy(g => g.Key).Select(g => g.ToArray())];
    }

    public ShellPair[] Pairs { get; }

    /// <summary>Numbers of the two shells.</summary>
    public (int A, int B)[] Shells { get; }

    /// <summary>Pairs of one momentum each, ascending.</summary>
    public int[][] Classes { get; }
}
