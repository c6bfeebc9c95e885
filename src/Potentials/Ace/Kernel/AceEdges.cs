using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>The edges of one centre atom within the cutoff, grouped by the neighbour's species, as planes; filled up with null edges to a whole number of vectors.</summary>
sealed unsafe class AceEdges<W, S>(int species, double cutoff) : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    const int Planes = 9;

    readonly S _squared = S.CreateChecked(cutoff * cutoff), _far = S.CreateChecked(2 * cutoff);
    readonly AlignedBuffer<S> _planes = new();
    readonly int[] _start = new int[species + 1];
    int[] _targets = [], _found = [];

    /// <summary>Edges.</summary>
    internal int Count { get; private set; }

    /// <summary>With null edges; the distance of planes.</summary>
    internal int Stride { get; private set; }

    /// <summary>Edges to a species: from Start(s) to Start(s + 1).</summary>
    internal int Start(int neighbour) => _start[neighbour];

    /// <summary>r_j − r_i, Å, later its direction.</summary>
    internal S* X => Plane(0);

    internal S* Y => Plane(1);

    internal S* Z => Plane(2);

    /// <summary>|r_ij|² first, then |r_ij|.</summary>
    internal S* R => Plane(3);

    internal S* Inverse => Plane(4);

    internal S* Along => Plane(5);

    /// <summary>∂E/∂r_ij, eV/Å, after a pull.</summary>
    internal S* Gx => Plane(6);

    internal S* Gy => Plane(7);

    internal S* Gz => Plane(8);

    /// <summary>Local indices of the neighbours.</summary>
    internal ReadOnlySpan<int> Targets => _targets.AsSpan(0, Count);

    S* Plane(int index) => _planes.Pointer + (nint)index * Stride;

    /// <summary>Takes the edges of own atom <paramref name="atom"/> of a block.</summary>
    internal void Fill(in AtomBlock<S> block, int atom)
    {
        var listed = block.EdgeCount[atom];
        if (_found.Length < listed)
            (_found, _targets) = (new int[listed + listed / 4], new int[listed + listed / 4]);
        var edges = block.Edges + block.EdgeStart[atom];
        var centre = block.Positions + 4 * atom;
        Array.Clear(_start);
        var count = 0;
        for (var k = 0; k < listed; k++)
        {
            int j = edges[k];
            var p = block.Positions + 4 * j;
            S x = p[0] - centre[0], y = p[1] - centre[1], z = p[2] - centre[2];
            if (x * x + y * y + z * z < _squared)
            {
                _found[count++] = j;
                _start[block.Species[j] + 1]++;
            }
        }
        for (var s = 0; s < species; s++)
            _start[s + 1] += _start[s];
        Begin(count);
        S* px = X, py = Y, pz = Z, pr = R;
        for (var k = 0; k < count; k++)
        {
            var j = _found[k];
            // Places are dealt from each group's start, which stands right again once all are.
            var to = _start[block.Species[j]]++;
            var p = block.Positions + 4 * j;
            S x = p[0] - centre[0], y = p[1] - centre[1], z = p[2] - centre[2];
            (px[to], py[to], pz[to], pr[to], _targets[to]) = (x, y, z, x * x + y * y + z * z, j);
        }
        for (var s = species; s > 0; s--)
            _start[s] = _start[s - 1];
        _start[0] = 0;
    }

    /// <summary>Takes edges from a list, those within the cutoff, with whatever numbers their targets have.</summary>
    internal void Fill(IReadOnlyList<(Vec3 Edge, int Species, int Target)> list)
    {
        if (_targets.Length < list.Count)
            _targets = new int[list.Count];
        Array.Clear(_start);
        var limit = double.CreateTruncating(_squared);
        Begin(list.Count(e => e.Edge.LengthSquared < limit));
        S* px = X, py = Y, pz = Z, pr = R;
        var to = 0;
        for (var s = 0; s < species; s++)
        {
            _start[s] = to;
            foreach (var (edge, neighbour, target) in list)
            {
                if (neighbour != s || !(edge.LengthSquared < limit))
                    continue;
                (px[to], py[to], pz[to], pr[to]) = (S.CreateTruncating(edge.X), S.CreateTruncating(edge.Y), S.CreateTruncating(edge.Z), S.CreateTruncating(edge.LengthSquared));
                _targets[to++] = target;
            }
        }
        _start[species] = to;
    }

    void Begin(int count)
    {
        Count = count;
        Stride = (count + W.Lanes - 1) / W.Lanes * W.Lanes;
        _planes.Require(Planes * Stride + 1);
        for (var k = count; k < Stride; k++)
            (X[k], Y[k], Z[k], R[k]) = (_far, S.Zero, S.Zero, _far * _far);
    }

    /// <summary>F_i += Σ_j g_ij and F_j −= g_ij, and the atom's energy (eV) into its fourth place.</summary>
    internal void Scatter(in AtomBlock<S> block, int atom, S energy)
    {
        S fx = S.Zero, fy = S.Zero, fz = S.Zero;
        S* x = Gx, y = Gy, z = Gz;
        for (var k = 0; k < Count; k++)
        {
            S gx = x[k], gy = y[k], gz = z[k];
            fx += gx;
            fy += gy;
            fz += gz;
            var f = block.Forces + 4 * _targets[k];
            f[0] -= gx;
            f[1] -= gy;
            f[2] -= gz;
        }
        var own = block.Forces + 4 * atom;
        own[0] += fx;
        own[1] += fy;
        own[2] += fz;
        own[3] += energy;
    }

    public void Dispose() => _planes.Dispose();
}
