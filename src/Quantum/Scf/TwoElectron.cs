using System.Runtime.InteropServices;
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
        var products = molecule.Functions * (molecule.Functions + 1.0) / 2;
        InMemory = products * (products + 1) / 2 * sizeof(double) * 1.1 < options.Memory;
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

    void IJob.Run(int index, int worker)
    {
        var n = _molecule.Functions;
        var matrices = _partial[index];
        if (matrices is null || matrices.Length != _exchange.Length + 1)
            _partial[index] = matrices = [.. Enumerable.Range(0, _exchange.Length + 1).Select(_ => new double[n * n])];
        foreach (var matrix in matrices)
            Array.Clear(matrix);
        var handles = _exchange.Append(_density).Concat(matrices).Select(m => GCHandle.Alloc(m, GCHandleType.Pinned)).ToArray();
        try
        {
            var spins = _exchange.Length;
            var exchange = new double*[spins];
            var k = new double*[spins];
            for (var s = 0; s < spins; s++)
            {
                exchange[s] = (double*)handles[s].AddrOfPinnedObject();
                k[s] = (double*)handles[spins + 2 + s].AddrOfPinnedObject();
            }
            var digestion = new Digestion(n, (double*)handles[spins].AddrOfPinnedObject(), exchange, (double*)handles[spins + 1].AddrOfPinnedObject(), k);
            if (_filled && _kept is not null)
                Recall(_kept[index], digestion);
            else
                Portion(index, _workers[worker], digestion);
        }
        finally
        {
            foreach (var handle in handles)
                handle.Free();
        }
    }

    void Recall(KeptIntegrals kept, Digestion digestion)
    {
        for (var i = 0; i < kept.Count; i++)
        {
            var block = kept[i];
            var (bra, ket) = (_order.Pairs[block.Bra], _order.Pairs[block.Ket]);
            fixed (double* integrals = &kept.Store(block.Store)[block.First])
                digestion.Add(bra, ket, integrals, ket.Count);
        }
    }

    // Long rows first, dealt in turn, so that portions are alike.
    void Portion(int index, Worker own, Digestion digestion)
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
                        Flush(index, i, own, digestion);
                        own.Clear();
                    }
                }
                Flush(index, i, own, digestion);
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

    void Flush(int index, int i, Worker own, Digestion digestion)
    {
        if (own.Kets.Count == 0)
            return;
        var bra = _order.Pairs[i];
        own.Repulsion.Evaluate(bra, own.Kets);
        for (var k = 0; k < own.Kets.Count; k++)
        {
            var ket = own.Kets[k];
            var at = bra.Stride * own.Kets.Column(k);
            fixed (double* block = &own.Repulsion.Integrals[at])
                digestion.Add(bra, ket, block, ket.Stride);
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
