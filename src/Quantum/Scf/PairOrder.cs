namespace Athanor.Quantum;

/// <summary>
/// The shell pairs of a molecule in the order in which they serve best: of two, the one with fewer products is the ket. Numbers here are places in this order.
/// </summary>
internal sealed class PairOrder
{
    public PairOrder(Molecule molecule)
    {
        var count = molecule.Pairs.Length;
        var (keys, order, shells) = (new long[count], new int[count], new (int, int)[count]);
        for (var a = 0; a < molecule.Shells.Length; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var i = a * (a + 1) / 2 + b;
                // Numbers break ties, so that the order is one and the same wherever it is sorted.
                keys[i] = ((long)molecule.Pairs[i].Stride << 48) + ((long)molecule.Pairs[i].Primitives << 32) + i;
                (order[i], shells[i]) = (i, (a, b));
            }
        }
        Array.Sort(keys, order);
        (Pairs, Shells) = (new ShellPair[count], new (int, int)[count]);
        var classes = new List<List<int>>();
        for (var place = 0; place < count; place++)
        {
            var pair = molecule.Pairs[order[place]];
            (Pairs[place], Shells[place]) = (pair, shells[order[place]]);
            while (classes.Count <= pair.Momentum)
                classes.Add([]);
            classes[pair.Momentum].Add(place);
        }
        Classes = new int[classes.Count][];
        for (var c = 0; c < Classes.Length; c++)
            Classes[c] = [.. classes[c]];
    }

    public ShellPair[] Pairs { get; }

    /// <summary>Numbers of the two shells.</summary>
    public (int A, int B)[] Shells { get; }

    /// <summary>Pairs of one momentum each, ascending; by momentum.</summary>
    public int[][] Classes { get; }
}
