using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// Coulomb and exchange matrices of densities. Integrals are kept in memory where they fit, else made anew each time for what the densities have changed by; either way each of the unique shell quartets is visited once.
/// </summary>
/// <remarks>
/// The quartets are dealt to a fixed number of portions, each with matrices of its own that are added up in order: the result has the same bits on any number of threads.
/// </remarks>
internal sealed unsafe class TwoElectron : IJob
{
    const int Portions = 16;

    readonly Molecule _molecule;
    readonly PairOrder _order;
    readonly Team _team;
    readonly double _screening;
    readonly KeptIntegrals[]? _kept;
    readonly Worker[] _workers;
    readonly double[][][] _partial = new double[Portions][][];
    readonly FormerBuild _former = new();

    double[] _density = [];
    double[][] _exchange = [];
    DensityBounds? _bounds;
    bool _filled;

    public TwoElectron(Molecule molecule, ScfOptions options, Team team)
    {
        (_molecule, _team, _screening) = (molecule, team, options.Screening);
        _order = new(molecule);
        _workers = [.. Enumerable.Range(0, team.Threads).Select(_ => new Worker())];
        InMemory = Fits(options.Memory);
        if (InMemory)
            _kept = [.. Enumerable.Range(0, Portions).Select(_ => new KeptIntegrals())];
    }

    /// <summary>True where the integrals are kept.</summary>
    public bool InMemory { get; }

    /// <summary>J_ab = Σ_cd (ab|cd) D_cd and K_ac = Σ_bd (ab|cd) P_bd, row-major.</summary>
    /// <param name="density">D, symmetric.</param>
    /// <param name="exchange">P of each spin that has one of its own, symmetric; none where no exchange is wanted, which saves its work.</param>
    public (double[] Coulomb, double[][] Exchange) Build(double[] density, double[][] exchange)
    {
        (_density, _exchange) = InMemory ? (density, exchange) : _former.Change(density, exchange);
        _bounds = InMemory ? null : new(_molecule, _density, _exchange);
        _team.Run(this, Portions);
        _filled = true;
        var sums = new double[exchange.Length + 1][];
        for (var m = 0; m < sums.Length; m++)
            sums[m] = Symmetrised(m);
        if (!InMemory)
            _former.Complete(density, exchange, sums);
        return (sums[0], sums[1..]);
    }

    // What screening leaves is counted, which for large molecules is far less than all there is.
    bool Fits(long memory)
    {
        var room = memory / sizeof(double);
        for (var i = 0; i < _order.Pairs.Length; i++)
        {
            var bra = _order.Pairs[i];
            for (var l = 0; l <= i && room > 0; l++)
            {
                if (bra.Bound * _order.Pairs[l].Bound >= _screening)
                    room -= bra.Count * _order.Pairs[l].Count;
            }
        }
        return room > 0;
    }

    void IJob.Run(int index, int worker) => Widths.Double<Work, int>(new(this, index, worker));

    readonly struct Work(TwoElectron owner, int index, int worker) : IDoubleUser<int>
    {
        public int Use<W>()
            where W : struct, IWide<W, double>
        {
            owner.Portion<W>(index, owner._workers[worker]);
            return 0;
        }
    }

    void Portion<W>(int index, Worker own)
        where W : struct, IWide<W, double>
    {
        var n = _molecule.Functions;
        var matrices = _partial[index];
        if (matrices is null || matrices.Length != _exchange.Length + 1)
        {
            _partial[index] = matrices = new double[_exchange.Length + 1][];
            for (var m = 0; m < matrices.Length; m++)
                matrices[m] = new double[n * n];
        }
        foreach (var matrix in matrices)
            Array.Clear(matrix);
        fixed (double* density = _density, coulomb = matrices[0])
        fixed (double* p0 = At(_exchange, 0), p1 = At(_exchange, 1), k0 = At(matrices, 1), k1 = At(matrices, 2))
        {
            var digestion = new Digestion(n, density, coulomb, ((nint)p0, (nint)p1), ((nint)k0, (nint)k1));
            if (_filled && _kept is not null)
                Recall<W>(_kept[index], digestion);
            else
                Make<W>(index, own, digestion);
        }
    }

    static double[]? At(double[][] arrays, int index) => index < arrays.Length ? arrays[index] : null;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Recall<W>(KeptIntegrals kept, Digestion digestion)
        where W : struct, IWide<W, double>
    {
        for (var i = 0; i < kept.Count; i++)
        {
            var block = kept[i];
            var (bra, ket) = (_order.Pairs[block.Bra], _order.Pairs[block.Ket]);
            fixed (double* integrals = &kept.Store(block.Store)[block.First])
                digestion.Add<W>(bra, ket, integrals, ket.Count);
        }
    }

    // Long rows first, dealt in turn, so that portions are alike.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Make<W>(int index, Worker own, Digestion digestion)
        where W : struct, IWide<W, double>
    {
        for (var i = _order.Pairs.Length - 1 - index; i >= 0; i -= Portions)
        {
            foreach (var kets in _order.Classes)
            {
                own.Clear();
                foreach (var l in kets)
                {
                    if (l > i)
                        break;
                    if (Negligible(i, l))
                        continue;
                    own.Add(_order.Pairs[l], l);
                    if (own.Kets.Full)
                    {
                        Flush<W>(index, i, own, digestion);
                        own.Clear();
                    }
                }
                Flush<W>(index, i, own, digestion);
            }
        }
    }

    bool Negligible(int i, int l)
    {
        var bound = _order.Pairs[i].Bound * _order.Pairs[l].Bound;
        if (_bounds is null)
            return bound < _screening;
        var ((a, b), (c, d)) = (_order.Shells[i], _order.Shells[l]);
        return bound * _bounds.Of(a, b, c, d) < _screening;
    }

    void Flush<W>(int index, int i, Worker own, Digestion digestion)
        where W : struct, IWide<W, double>
    {
        if (own.Kets.Count == 0)
            return;
        var bra = _order.Pairs[i];
        own.Repulsion.Evaluate<W>(bra, own.Kets);
        for (var k = 0; k < own.Kets.Count; k++)
        {
            var ket = own.Kets[k];
            var at = bra.Stride * own.Kets.Column(k);
            fixed (double* block = &own.Repulsion.Integrals[at])
                digestion.Add<W>(bra, ket, block, ket.Stride);
            _kept?[index].Add(i, own.Numbers[k], own.Repulsion.Integrals.AsSpan(at), bra.Count, ket.Count, ket.Stride);
        }
    }

    double[] Symmetrised(int which)
    {
        var n = _molecule.Functions;
        var sum = new double[n * n];
        foreach (var portion in _partial)
        {
            var part = portion[which];
            for (var i = 0; i < sum.Length; i++)
                sum[i] += part[i];
        }
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                sum[i * n + j] = sum[j * n + i] = sum[i * n + j] + sum[j * n + i];
        }
        return sum;
    }

    // Scratch memory of a thread.
    sealed class Worker
    {
        public Repulsion Repulsion { get; } = new();

        public KetBatch Kets { get; } = new();

        public List<int> Numbers { get; } = [];

        public void Clear()
        {
            Kets.Clear();
            Numbers.Clear();
        }

        public void Add(ShellPair ket, int number)
        {
            Kets.Add(ket);
            Numbers.Add(number);
        }
    }
}
