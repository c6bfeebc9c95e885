using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Ani;

/// <summary>All triples of one centre and one pair of elements.</summary>
struct TripleGroup
{
    /// <summary>Counted in the batch.</summary>
    public int Atom;

    /// <summary>Where its functions begin in the atom's row.</summary>
    public int Slot;

    /// <summary>Edges to the one element and to the other; the same where it is one element.</summary>
    public int J, JEnd, K, KEnd;

    public int Count;

    /// <summary>Where its first triple stands; the next one is a vector later.</summary>
    public int At;
}

/// <summary>
/// The triples of a batch in columns of groups (see <see cref="AevTripleLaws{W,S}"/>). Groups are sorted by size, so that those side by side end nearly together.
/// </summary>
sealed unsafe class AevTriples<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IAdditionOperators<S, S, S>, ISubtractionOperators<S, S, S>, IMultiplyOperators<S, S, S>, IComparisonOperators<S, S, bool>
{
    const int Own = 9;

    readonly AevFunctions _functions;
    readonly int _doublings, _shifts, _angles;
    readonly AlignedBuffer<TripleGroup> _groups = new(), _sorted = new();
    readonly AlignedBuffer<S> _planes = new(), _column = new(), _etaShifts = new();
    int[] _cursor = [];
    int _count, _entries, _stride;

    internal AevTriples(AevFunctions functions)
    {
        _functions = functions;
        var doublings = Math.Log2(functions.Zeta);
        _doublings = doublings is >= 0 and <= 8 && Math.Round(doublings) == doublings ? (int)doublings : -1;
        // Whole tiles of the laws; what is too much has no weight and goes nowhere.
        _shifts = (functions.AngularShifts.Length + 3) / 4 * 4;
        _angles = (functions.Angles.Length + 3) / 4 * 4;
        var etaShifts = _etaShifts.Require(_shifts);
        for (var p = 0; p < _shifts; p++)
            etaShifts[p] = W.Lane(W.Const(functions.AngularEta * Shift(p)), 0);
        _column.Require(_shifts * _angles * W.Lanes);
        _column.Span.Clear();
    }

    double Shift(int p) => _functions.AngularShifts[Math.Min(p, _functions.AngularShifts.Length - 1)];

    double AngleAt(int q) => _functions.Angles[Math.Min(q, _functions.Angles.Length - 1)];

    /// <summary>0.95 cos of the angle, its sine and cotangent, mean length, 2 fc fc; then C, L, Q of the pull and a spare one.</summary>
    S* U => _planes.Pointer;

    S* Sine => U + _stride;

    S* Cotangent => U + 2 * _stride;

    S* H => U + 3 * _stride;

    S* F => U + 4 * _stride;

    S* C => U + 5 * _stride;

    S* L => U + 6 * _stride;

    S* Q => U + 7 * _stride;

    S* B(int q) => U + (Own + q) * _stride;

    S* G(int p) => U + (Own + _angles + p) * _stride;

    S* Slope(int q) => U + (Own + _angles + _shifts + q) * _stride;

    internal void Load(AevEdges<W, S> edges)
    {
        FindGroups(edges);
        Require();
        Fill(edges);
        AevTripleLaws<W, S>.Sines(_entries, U, Sine, Cotangent);
        for (var q = 0; q < _angles; q++)
        {
            if (_doublings >= 0)
                AevTripleLaws<W, S>.Angle(_entries, _doublings, AngleAt(q), U, Sine, F, B(q));
            else
                AevTripleLaws<W, S>.AngleByLogarithm(_entries, _functions.Zeta, AngleAt(q), U, Sine, F, B(q));
        }
        for (var p = 0; p < _shifts; p++)
            AevTripleLaws<W, S>.Distance(_entries, _functions.AngularEta, Shift(p), H, G(p));
    }

    /// <summary>Groups, largest first, and where their triples go.</summary>
    void FindGroups(AevEdges<W, S> edges)
    {
        int elements = edges.Elements, largest = 0;
        _count = 0;
        var groups = _groups.Require(edges.Atoms * elements * (elements + 1) / 2);
        for (var i = 0; i < edges.Atoms; i++)
        {
            for (var a = 0; a < elements; a++)
            {
                int j = edges.Begin(i, a), jEnd = edges.AngularEnd(i, a);
                for (var b = a; b < elements; b++)
                {
                    int k = edges.Begin(i, b), kEnd = edges.AngularEnd(i, b);
                    var size = a == b ? (jEnd - j) * (jEnd - j - 1) / 2 : (jEnd - j) * (kEnd - k);
                    if (size == 0)
                        continue;
                    groups[_count++] = new TripleGroup { Atom = i, Slot = _functions.AngularStart(a, b, elements), J = j, JEnd = jEnd, K = k, KEnd = kEnd, Count = size };
                    largest = Math.Max(largest, size);
                }
            }
        }
        if (_cursor.Length <= largest)
            _cursor = new int[largest + largest / 4 + 64];
        Array.Clear(_cursor, 0, largest + 1);
        for (var g = 0; g < _count; g++)
            _cursor[groups[g].Count]++;
        var at = 0;
        for (var size = largest; size >= 0; size--)
            (at, _cursor[size]) = (at + _cursor[size], at);
        var sorted = _sorted.Require(_count);
        for (var g = 0; g < _count; g++)
            sorted[_cursor[groups[g].Count]++] = groups[g];
        _entries = 0;
        for (var g = 0; g < _count; g += W.Lanes)
        {
            for (var lane = 0; lane < W.Lanes && g + lane < _count; lane++)
                sorted[g + lane].At = _entries + lane;
            _entries += sorted[g].Count * W.Lanes;
        }
    }

    void Require()
    {
        if (_entries > _stride)
        {
            // An odd number of vectors, lest all planes begin in the same set of the cache.
            _stride = ((_entries + _entries / 4) / 16 | 1) * 16 + 16;
            _stride = (_stride / 16 | 1) * 16;
        }
        _planes.Require((Own + 2 * _angles + _shifts) * _stride);
    }

    /// <summary>u, h and 2 fc fc of every triple; F is zero where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Fill(AevEdges<W, S> edges)
    {
        S* u = U, h = H, f = F;
        new Span<S>(u, _entries).Clear();
        new Span<S>(h, _entries).Clear();
        new Span<S>(f, _entries).Clear();
        S* x = edges.X, y = edges.Y, z = edges.Z, r = edges.R, cutoff = edges.Angular;
        S factor = W.Lane(W.Const(AevFunctions.CosineFactor), 0), half = W.Lane(W.Const(0.5), 0), two = W.Lane(W.Const(2), 0);
        for (var g = 0; g < _count; g++)
        {
            var group = _sorted.Pointer[g];
            nint at = group.At;
            for (var j = group.J; j < group.JEnd; j++)
            {
                S xj = factor * x[j], yj = factor * y[j], zj = factor * z[j], rj = half * r[j], fj = two * cutoff[j];
                for (var k = group.J == group.K ? j + 1 : group.K; k < group.KEnd; k++, at += W.Lanes)
                {
                    u[at] = xj * x[k] + yj * y[k] + zj * z[k];
                    h[at] = rj + half * r[k];
                    f[at] = fj * cutoff[k];
                }
            }
        }
    }

    /// <summary>Fills the angular part of the atoms' rows.</summary>
    internal void Values(AevEdges<W, S> edges, S* rows, int stride, int* rowOf)
    {
        var sums = _column.Pointer;
        int shifts = _functions.AngularShifts.Length, angles = _functions.Angles.Length;
        for (var first = 0; first < _count; first += W.Lanes)
        {
            var column = _sorted.Pointer + first;
            for (var p = 0; p < _shifts; p += 2)
            {
                for (var q = 0; q < _angles; q += 4)
                    AevTripleLaws<W, S>.Sum(column->Count, _stride, B(q) + column->At, G(p) + column->At, _angles * W.Lanes, sums + (p * _angles + q) * W.Lanes);
            }
            for (var lane = 0; lane < W.Lanes && first + lane < _count; lane++)
            {
                var to = rows + (long)rowOf[edges.First + column[lane].Atom] * stride + column[lane].Slot;
                for (var p = 0; p < shifts; p++)
                {
                    var from = sums + p * _angles * W.Lanes + lane;
                    for (var q = 0; q < angles; q++, from += W.Lanes)
                        *to++ = *from;
                }
            }
        }
    }

    /// <summary>From ∂E/∂row to the edges' A and V.</summary>
    internal void Pull(AevEdges<W, S> edges, S* rows, int stride, int* rowOf)
    {
        new Span<S>(C, 3 * _stride).Clear();
        for (var q = 0; q < _angles; q++)
            AevTripleLaws<W, S>.AngleSlope(_entries, _functions.Zeta, AngleAt(q), U, Sine, Cotangent, B(q), Slope(q));
        var weights = _column.Pointer;
        // What stands in lanes and tiles beyond the last is of values and must not count as weights.
        _column.Span.Clear();
        int shifts = _functions.AngularShifts.Length, angles = _functions.Angles.Length;
        for (var first = 0; first < _count; first += W.Lanes)
        {
            var column = _sorted.Pointer + first;
            for (var lane = 0; lane < W.Lanes && first + lane < _count; lane++)
            {
                var from = rows + (long)rowOf[edges.First + column[lane].Atom] * stride + column[lane].Slot;
                for (var p = 0; p < shifts; p++)
                {
                    var to = weights + p * _angles * W.Lanes + lane;
                    for (var q = 0; q < angles; q++, to += W.Lanes)
                        *to = *from++;
                }
            }
            nint at = column->At, row = _angles * W.Lanes;
            for (var p = 0; p < _shifts; p += 4)
                AevTripleLaws<W, S>.Pull(column->Count, _angles, _stride, row, _functions.AngularEta, weights + p * row, _etaShifts.Pointer + p, B(0) + at, Slope(0) + at, G(p) + at, H + at, Q + at, C + at, L + at);
        }
        Unpack(edges);
    }

    /// <summary>
    /// A triple gives g_ij = (L + ρ_j Q − u C / r_j) n_j + 0.95 C n_k / r_j, and the same with j and k exchanged; what is along an edge gathers in A, what is across in V.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Unpack(AevEdges<W, S> edges)
    {
        S* u = U, c = C, l = L, q = Q;
        S* x = edges.X, y = edges.Y, z = edges.Z, inverse = edges.Inverse, rho = edges.AngularSlope, a = edges.A, vx = edges.Vx, vy = edges.Vy, vz = edges.Vz;
        var factor = W.Lane(W.Const(AevFunctions.CosineFactor), 0);
        for (var g = 0; g < _count; g++)
        {
            var group = _sorted.Pointer[g];
            nint at = group.At;
            for (var j = group.J; j < group.JEnd; j++)
            {
                S xj = x[j], yj = y[j], zj = z[j], inverseJ = inverse[j], rhoJ = rho[j], aj = default, vxj = default, vyj = default, vzj = default;
                for (var k = group.J == group.K ? j + 1 : group.K; k < group.KEnd; k++, at += W.Lanes)
                {
                    S turn = factor * c[at], shorten = u[at] * c[at], along = l[at], whole = q[at];
                    aj += along + rhoJ * whole - shorten * inverseJ;
                    a[k] += along + rho[k] * whole - shorten * inverse[k];
                    vxj += turn * x[k];
                    vyj += turn * y[k];
                    vzj += turn * z[k];
                    vx[k] += turn * xj;
                    vy[k] += turn * yj;
                    vz[k] += turn * zj;
                }
                a[j] += aj;
                vx[j] += vxj;
                vy[j] += vyj;
                vz[j] += vzj;
            }
        }
    }

    public void Dispose()
    {
        _groups.Dispose();
        _sorted.Dispose();
        _planes.Dispose();
        _column.Dispose();
        _etaShifts.Dispose();
    }
}
