using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>Repulsion integrals over basis functions, (ab|cd), for all cd of one shell pair ab at a time. Each is computed once and kept where that takes less than <see cref="Most"/>, else computed twice.</summary>
/// <remarks>Kept are rows ab with all cd whose shell pair does not come after that of ab. The columns that are missing are rows of others.</remarks>
internal sealed class FunctionIntegrals : IJob
{
    /// <summary>Bytes that they may take.</summary>
    public const double Most = 1L << 30;

    const double Screening = 1e-13;

    readonly Molecule _molecule;
    readonly PairOrder _order;
    readonly double[][]? _kept;
    readonly int[] _columns;
    readonly Worker[] _workers;

    /// <param name="most">Bytes that they may take.</param>
    public FunctionIntegrals(Molecule molecule, Team team, double most = Most)
    {
        (_molecule, _order) = (molecule, new(molecule));
        _workers = [.. Enumerable.Range(0, team.Threads).Select(_ => new Worker())];
        _columns = new int[Pairs.Length + 1];
        for (var k = 0; k < Pairs.Length; k++)
            _columns[k + 1] = _columns[k] + Pairs[k].Count;
        if (Bytes(molecule.Functions) is var bytes && (bytes == 0 || bytes > most))
            return;
        // The field kept as many, which nobody needs any longer.
        Garbage.Collect(bytes);
        _kept = new double[Pairs.Length][];
        team.Run(this, _kept.Length);
    }

    /// <summary>Shell pairs in the order that their numbers mean here.</summary>
    public ShellPair[] Pairs => _order.Pairs;

    /// <summary>Bytes that are kept, of so many functions.</summary>
    public static double Bytes(double n)
    {
        var pairs = n * (n + 1) / 2;
        var bytes = sizeof(double) * pairs * (pairs + 1) / 2;
        return bytes < Most ? 1.1 * bytes : 0;
    }

    /// <summary>Matrices (ab|··), [ab, c, d], of one shell pair.</summary>
    public void Fill(int pair, double[] matrices, int worker)
    {
        var (n, count) = (_molecule.Functions, Pairs[pair].Count);
        if (_kept is null)
        {
            var rows = _workers[worker].Rows(count * _columns[^1]);
            Evaluate(pair, Pairs.Length, _workers[worker], rows);
            for (var k = 0; k < Pairs.Length; k++)
                Place(rows.AsSpan(_columns[k]), _columns[^1], 1, count, Pairs[k], matrices, n);
            return;
        }
        for (var k = 0; k < Pairs.Length; k++)
        {
            if (k <= pair)
                Place(_kept[pair].AsSpan(_columns[k]), _columns[pair + 1], 1, count, Pairs[k], matrices, n);
            else
                Place(_kept[k].AsSpan(_columns[pair]), 1, _columns[k + 1], count, Pairs[k], matrices, n);
        }
    }

    // Long rows first: a team then ends together.
    void IJob.Run(int index, int worker)
    {
        var pair = Pairs.Length - 1 - index;
        var rows = new double[Pairs[pair].Count * _columns[pair + 1]];
        Evaluate(pair, pair + 1, _workers[worker], rows);
        _kept![pair] = rows;
    }

    /// <summary>Rows ab of one shell pair with the columns of the first <paramref name="end"/>; what is negligible is left as it was.</summary>
    void Evaluate(int pair, int end, Worker own, double[] rows)
    {
        foreach (var kets in _order.Classes)
        {
            foreach (var k in kets)
            {
                if (k >= end)
                    break;
                if (Pairs[pair].Bound * Pairs[k].Bound < Screening)
                    continue;
                own.Kets.Add(Pairs[k]);
                own.Numbers.Add(k);
                if (own.Kets.Full)
                    Flush(pair, _columns[end], own, rows);
            }
            Flush(pair, _columns[end], own, rows);
        }
    }

    void Flush(int pair, int width, Worker own, double[] rows)
    {
        var bra = Pairs[pair];
        if (own.Kets.Count > 0)
            own.Repulsion.Evaluate(bra, own.Kets);
        for (var k = 0; k < own.Kets.Count; k++)
        {
            var ket = own.Kets[k];
            for (var ab = 0; ab < bra.Count; ab++)
                own.Repulsion.Integrals.AsSpan(bra.Stride * own.Kets.Column(k) + ab * ket.Stride, ket.Count).CopyTo(rows.AsSpan(ab * width + _columns[own.Numbers[k]]));
        }
        own.Kets.Clear();
        own.Numbers.Clear();
    }

    /// <summary>Copies integrals [ab, cd], which lie so far apart, to where c and d say.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Place(ReadOnlySpan<double> from, int rows, int columns, int count, ShellPair ket, double[] to, int n)
    {
        var (firstC, firstD, countC, countD) = (ket.A.First, ket.B.First, ket.A.Count, ket.B.Count);
        for (var ab = 0; ab < count; ab++)
        {
            var at = ab * rows;
            for (var c = firstC; c < firstC + countC; c++)
            {
                for (var d = firstD; d < firstD + countD; d++, at += columns)
                    to[(ab * n + c) * n + d] = to[(ab * n + d) * n + c] = from[at];
            }
        }
    }

    // Scratch memory of a thread.
    sealed class Worker
    {
        double[] _rows = [];

        public Repulsion Repulsion { get; } = new();

        public KetBatch Kets { get; } = new();

        public List<int> Numbers { get; } = [];

        /// <summary>Zeros.</summary>
        public double[] Rows(int size)
        {
            if (_rows.Length < size)
                _rows = new double[size];
            else
                Array.Clear(_rows, 0, size);
            return _rows;
        }
    }
}
