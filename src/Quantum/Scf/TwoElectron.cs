using System.Runtime.InteropServices;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// Coulomb and exchange matrices of densities. Integrals are kept in memory where they fit, else made anew each time; either way each of the unique shell quartets is visited once.
/// </summary>
/// <remarks>
/// The quartets are dealt to a fixed number of portions, each with matrices of its own that are added up in order: the result has the same bits on any number of threads.
/// </remarks>
internal sealed unsafe class TwoElectron : IJob
{
    const int Portions = 16;

    readonly Molecule _molecule;
    readonly Team _team;
    readonly double _screening;
    readonly List<Kept>[]? _kept;
    readonly Repulsion[] _repulsion;
    readonly double[][][] _partial = new double[Portions][][];

    double[] _density = [];
    double[][] _exchange = [];
    bool _filled;

    public TwoElectron(Molecule molecule, ScfOptions options, Team team)
    {
        (_molecule, _team, _screening) = (molecule, team, options.Screening);
        _repulsion = [.. Enumerable.Range(0, team.Threads).Select(_ => new Repulsion())];
        var products = molecule.Functions * (molecule.Functions + 1.0) / 2;
        InMemory = products * (products + 1) / 2 * sizeof(double) * 1.3 < options.Memory;
        if (InMemory)
            _kept = [.. Enumerable.Range(0, Portions).Select(_ => new List<Kept>())];
    }

    /// <summary>True where the integrals are kept.</summary>
    public bool InMemory { get; }

    /// <summary>J_ab = Σ_cd (ab|cd) D_cd and K_ac = Σ_bd (ab|cd) P_bd, row-major.</summary>
    /// <param name="density">D, symmetric.</param>
    /// <param name="exchange">P of each spin that has one of its own, symmetric.</param>
    public (double[] Coulomb, double[][] Exchange) Build(double[] density, double[][] exchange)
    {
        (_density, _exchange) = (density, exchange);
        _team.Run(this, Portions);
        _filled = true;
        var sums = new double[exchange.Length + 1][];
        for (var m = 0; m < sums.Length; m++)
            sums[m] = Symmetrised(m);
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
            Portion(index, _repulsion[worker], (double*)handles[spins].AddrOfPinnedObject(), exchange, (double*)handles[spins + 1].AddrOfPinnedObject(), k);
        }
        finally
        {
            foreach (var handle in handles)
                handle.Free();
        }
    }

    void Portion(int index, Repulsion repulsion, double* density, double*[] exchange, double* j, double*[] k)
    {
        var (pairs, n) = (_molecule.Pairs, _molecule.Functions);
        if (_filled && _kept is not null)
        {
            foreach (var kept in _kept[index])
            {
                fixed (double* block = kept.Integrals)
                    Digestion.Add(pairs[kept.Bra], pairs[kept.Ket], n, block, pairs[kept.Ket].Count, density, exchange, j, k);
            }
            return;
        }
        // Long rows first, dealt in turn, so that portions are alike.
        for (var i = pairs.Length - 1 - index; i >= 0; i -= Portions)
        {
            for (var l = 0; l <= i; l++)
            {
                var (bra, ket) = (pairs[i], pairs[l]);
                if (bra.Bound * ket.Bound < _screening)
                    continue;
                repulsion.Evaluate(bra, ket);
                fixed (double* block = repulsion.Integrals)
                    Digestion.Add(bra, ket, n, block, ket.Stride, density, exchange, j, k);
                _kept?[index].Add(new(i, l, Compact(repulsion.Integrals, bra.Count, ket.Count, ket.Stride)));
            }
        }
    }

    static double[] Compact(double[] from, int rows, int columns, int stride)
    {
        var compact = GC.AllocateUninitializedArray<double>(rows * columns);
        for (var r = 0; r < rows; r++)
            from.AsSpan(r * stride, columns).CopyTo(compact.AsSpan(r * columns));
        return compact;
    }

    double[] Symmetrised(int which)
    {
        var n = _molecule.Functions;
        var sum = new double[n * n];
        foreach (var portion in _partial)
        {
            for (var i = 0; i < sum.Length; i++)
                sum[i] += portion[which][i];
        }
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                sum[i * n + j] = sum[j * n + i] = sum[i * n + j] + sum[j * n + i];
        }
        return sum;
    }

    readonly record struct Kept(int Bra, int Ket, double[] Integrals);
}
