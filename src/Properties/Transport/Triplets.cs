using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>All threes of atoms of a supercell, the first in the first cell, of which no two are farther apart than a cutoff; and blocks of 27 numbers for each.</summary>
sealed class Triplets
{
    const double Rounding = 1e-6; // Å
    const int MostRounds = 50;

    static readonly (int, int, int)[] Orders = [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)];

    readonly LatticeSupercell _lattice;
    readonly List<(int A, int J, int K)> _members = [];
    readonly Dictionary<(int, int, int), int> _index = [];

    internal Triplets(LatticeSupercell lattice, double cutoff)
    {
        _lattice = lattice;
        var cell = lattice.Primitive.Cell!;
        Near = new int[lattice.Basis][];
        for (var a = 0; a < lattice.Basis; a++)
        {
            var near = Enumerable.Range(0, lattice.Structure.Count).Select(j => (Atom: j, Way: cell.ToCartesian(lattice.ShortestSeparations(a, j)[0]))).Where(n => n.Way.Length <= cutoff + Rounding).ToArray();
            Near[a] = [.. near.Select(n => n.Atom)];
            foreach (var j in near)
            {
                foreach (var k in near)
                {
                    if ((k.Way - j.Way).Length > cutoff + Rounding)
                        continue;
                    _index.Add((a, j.Atom, k.Atom), _members.Count);
                    _members.Add((a, j.Atom, k.Atom));
                }
            }
        }
        Values = [.. _members.Select(_ => new double[27])];
    }

    /// <summary>By atom of the first cell, those within the cutoff, itself among them.</summary>
    internal int[][] Near { get; }

    internal IReadOnlyList<(int A, int J, int K)> Members => _members;

    /// <summary>By member.</summary>
    internal double[][] Values { get; }

    /// <summary>The block of three atoms; null where they are too far apart.</summary>
    internal double[]? Of(int a, int j, int k) => _index.TryGetValue((a, j, k), out var at) ? Values[at] : null;

    internal double Largest => Values.Max(v => v.Max(Math.Abs));

    /// <summary>Every order of the atoms alike, and no force from a translation: averages over orders and corrections of sums in turns, which meet where both hold.</summary>
    /// <returns>How far from either it was, and how far from the sum rule it is afterwards; parts of the largest entry.</returns>
    internal (double SumRule, double Asymmetry, double Left) Impose()
    {
        var largest = Largest;
        if (largest == 0)
            return default;
        // Corrections go where the numbers are large, so that what is zero by distance stays zero.
        double[] weights = [.. Values.Select(v => v.Max(Math.Abs))];
        var orders = _members.Select(Permuted).ToArray();
        var (asymmetry, sumRule) = (Average(orders), Correct(weights));
        var left = sumRule;
        for (var round = 0; round < MostRounds && left > 1e-12 * largest; round++)
        {
            Average(orders);
            left = Correct(weights);
        }
        Average(orders);
        return (sumRule / largest, asymmetry / largest, left / largest);
    }

    int[] Permuted((int A, int J, int K) of)
    {
        int[] atoms = [of.A, of.J, of.K];
        return [.. Orders.Select(o => IndexOf(atoms[o.Item1], atoms[o.Item2], atoms[o.Item3]))];
    }

    // The three moved together so that the first is in the first cell.
    int IndexOf(int a, int j, int k)
    {
        var back = _lattice.TranslationOf(a);
        int Moved(int atom) => _lattice.AtomAt(_lattice.BasisOf(atom), _lattice.TranslationOf(atom) - back);
        return _index[(_lattice.BasisOf(a), Moved(j), Moved(k))];
    }

    double Average(int[][] orders)
    {
        double[][] old = [.. Values.Select(v => (double[])v.Clone())];
        var largest = 0.0;
        for (var t = 0; t < Values.Length; t++)
        {
            for (var e = 0; e < 27; e++)
            {
                int[] axes = [e / 9, e / 3 % 3, e % 3];
                double sum = 0;
                for (var o = 0; o < 6; o++)
                    sum += old[orders[t][o]][9 * axes[Orders[o].Item1] + 3 * axes[Orders[o].Item2] + axes[Orders[o].Item3]];
                Values[t][e] = sum / 6;
                largest = Math.Max(largest, Math.Abs(old[t][e] - sum / 6));
            }
        }
        return largest;
    }

    double Correct(double[] weights)
    {
        var largest = 0.0;
        // Members stand by first and second atom.
        for (var first = 0; first < _members.Count;)
        {
            var end = first;
            while (end < _members.Count && (_members[end].A, _members[end].J) == (_members[first].A, _members[first].J))
                end++;
            var total = weights[first..end].Sum();
            for (var e = 0; e < 27 && total > 0; e++)
            {
                double sum = 0;
                for (var t = first; t < end; t++)
                    sum += Values[t][e];
                largest = Math.Max(largest, Math.Abs(sum));
                for (var t = first; t < end; t++)
                    Values[t][e] -= sum * weights[t] / total;
            }
            first = end;
        }
        return largest;
    }
}
