using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;
using static Athanor.Potentials.TersoffLaws;

namespace Athanor.Potentials;

/// <summary><see cref="Tersoff"/> on a block. A lane is an atom.</summary>
sealed unsafe class TersoffKernel<T, W> : BlockKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where W : struct, IWide<W, T>
{
    const int PairNumbers = TersoffTable.PairNumbers, TripleNumbers = TersoffTable.TripleNumbers;

    readonly TersoffTable _table;
    readonly T[] _pairs, _triples;
    readonly NeighbourSlots<T, W> _slots;
    readonly AlignedBuffer<T> _energy = new(), _row = new(), _pair = new(), _triple = new();

    internal TersoffKernel(TersoffTable table)
    {
        _table = table;
        _pairs = [.. table.Pairs.Select(T.CreateChecked)];
        _triples = [.. table.Triples.Select(T.CreateChecked)];
        _slots = new(table.Range, Planes);
        _energy.Require(2 * W.Lanes);
    }

    public override bool ScattersForces => true;

    public override bool HasAtomVirials => true;

    public override bool HasTangent => true;

    public override void Evaluate(in AtomBlock<T> block)
    {
        for (var first = 0; first < block.OwnCount; first += W.Lanes)
        {
            var lanes = Math.Min(W.Lanes, block.OwnCount - first);
            var slots = _slots.Fill(block, first, lanes, W.Lanes);
            Run<W>(block, first, lanes, slots, W.Lanes);
            _slots.Scatter(block, first, lanes, _slots.Pointer, VX, W.Lanes);
            for (var lane = 0; lane < lanes; lane++)
                block.Forces[4 * (first + lane) + 3] += _energy.Pointer[lane];
        }
    }

    public override void Tangent(in AtomBlock<T> block)
    {
        for (var first = 0; first < block.OwnCount; first += W.Lanes)
        {
            var lanes = Math.Min(W.Lanes, block.OwnCount - first);
            var slots = _slots.Fill(block, first, lanes, 2 * W.Lanes);
            _slots.FillMotion(block, first, slots);
            Run<Dual<W>>(block, first, lanes, slots, 2 * W.Lanes);
            _slots.Scatter(block, first, lanes, _slots.Pointer + W.Lanes, VX, 2 * W.Lanes);
        }
    }

    /// <summary>Energy and gradients of a group of atoms.</summary>
    /// <typeparam name="R">W, or W with a tangent.</typeparam>
    /// <param name="plane">Scalars of an R.</param>
    void Run<R>(in AtomBlock<T> block, int first, int lanes, int slots, int plane)
        where R : struct, IReal<R>
    {
        var alike = _table.Elements.Count == 1 || block.HasOneSpecies;
        int pairStep = alike ? 0 : PairNumbers, tripleStep = alike ? 0 : TripleNumbers;
        _row.Require(Math.Max(1, slots) * RowPlanes * plane);
        _pair.Require(Math.Max(1, slots) * PairNumbers * plane);
        _triple.Require(Math.Max(1, slots) * TripleNumbers * plane);
        ref var slot = ref Unsafe.AsRef<R>(_slots.Pointer);
        ref var row = ref Unsafe.AsRef<R>(_row.Pointer);
        ref var pair = ref Unsafe.AsRef<R>(_pair.Pointer);
        ref var triple = ref Unsafe.AsRef<R>(_triple.Pointer);
        ref var energy = ref Unsafe.AsRef<R>(_energy.Pointer);
        energy = R.Zero;
        if (alike)
        {
            int own = block.Species[first], n = _table.Elements.Count;
            Spread(_pairs.AsSpan((own * n + own) * PairNumbers, PairNumbers), _pair.Pointer, plane);
            Spread(_triples.AsSpan(((own * n + own) * n + own) * TripleNumbers, TripleNumbers), _triple.Pointer, plane);
        }
        else
        {
            FindPairs(block, first, lanes, slots, plane);
        }
        Radial(slots, ref slot, ref pair, pairStep);
        for (var j = 0; j < slots; j++)
        {
            if (!alike)
                FindTriples(block, first, lanes, slots, j, plane);
            Angles(slots, j, ref slot, ref row, ref triple, tripleStep);
            if (_table.HasStretch)
                Stretches(slots, j, ref slot, ref row, ref triple, tripleStep, _table.Range);
            if (!_table.CutoffsAreOfPairs)
                ThirdCutoffs(slots, ref slot, ref row, ref triple, tripleStep);
            Shares(slots, j, ref slot, ref row, _table.HasStretch, !_table.CutoffsAreOfPairs);
            Order(j, ref slot, ref pair, pairStep);
            Energy(j, ref slot, ref pair, pairStep, ref energy);
            Share(slots, j, ref slot, ref row);
        }
        Gradients(slots, ref slot);
    }

    /// <summary>Numbers into all lanes, with zero for tangents.</summary>
    static void Spread(ReadOnlySpan<T> numbers, T* to, int plane)
    {
        for (var n = 0; n < numbers.Length; n++)
        {
            for (var lane = 0; lane < plane; lane++)
                to[n * plane + lane] = lane < W.Lanes ? numbers[n] : T.Zero;
        }
    }

    // Lanes without an atom take the first atom's species.
    static int Centre(in AtomBlock<T> block, int first, int lanes, int lane) => block.Species[first + (lane < lanes ? lane : 0)];

    int Neighbour(in AtomBlock<T> block, int slot, int lane) => block.Species[_slots.Target[slot * W.Lanes + lane]];

    void FindPairs(in AtomBlock<T> block, int first, int lanes, int slots, int plane)
    {
        new Span<T>(_pair.Pointer, slots * PairNumbers * plane).Clear();
        for (var lane = 0; lane < W.Lanes; lane++)
        {
            var own = Centre(block, first, lanes, lane) * _table.Elements.Count;
            for (var j = 0; j < slots; j++)
            {
                var from = (own + Neighbour(block, j, lane)) * PairNumbers;
                var to = _pair.Pointer + j * PairNumbers * plane + lane;
                for (var n = 0; n < PairNumbers; n++)
                    to[n * plane] = _pairs[from + n];
            }
        }
    }

    void FindTriples(in AtomBlock<T> block, int first, int lanes, int slots, int j, int plane)
    {
        if (plane > W.Lanes)
            new Span<T>(_triple.Pointer, slots * TripleNumbers * plane).Clear();
        for (var lane = 0; lane < W.Lanes; lane++)
        {
            var bond = (Centre(block, first, lanes, lane) * _table.Elements.Count + Neighbour(block, j, lane)) * _table.Elements.Count;
            for (var k = 0; k < slots; k++)
            {
                var from = (bond + Neighbour(block, k, lane)) * TripleNumbers;
                var to = _triple.Pointer + k * TripleNumbers * plane + lane;
                for (var n = 0; n < TripleNumbers; n++)
                    to[n * plane] = _triples[from + n];
            }
        }
    }

    public override void Dispose()
    {
        _slots.Dispose();
        _energy.Dispose();
        _row.Dispose();
        _pair.Dispose();
        _triple.Dispose();
        base.Dispose();
    }
}
