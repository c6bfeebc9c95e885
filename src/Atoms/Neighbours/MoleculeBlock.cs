using System.Runtime.Intrinsics;
using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// Several molecules that have nothing to do with one another as one block without ghosts: each atom's list holds atoms of its own molecule alone, wherever the
/// others stand. Each is placed about its own middle, so that single precision suffices for any.
/// </summary>
public sealed unsafe class MoleculeBlock : IDisposable
{
    readonly AlignedBuffer<Vec3> _positions = new();
    readonly AlignedBuffer<float> _local = new();
    readonly CandidateBoxes _candidates = new();
    int[] _start = [0];

    /// <summary>Whether a structure can stand in such a block: no direction repeats.</summary>
    public static bool Takes(Structure structure) => structure.Periodic == Periodicity.None;

    public int Molecules { get; private set; }

    /// <summary>Own atoms, those of the first molecule first, in its order; and their lists. Its origin is zero.</summary>
    public NeighbourBlock Block { get; } = new();

    /// <summary>Of the block's atoms, each from the middle of its molecule, Å. In memory a fourth number may be read after the last.</summary>
    public Vec3* Positions => _positions.Pointer;

    /// <summary>First atom of a molecule; that of number <see cref="Molecules"/> is the count of all.</summary>
    public int Start(int molecule) => _start[molecule];

    /// <summary>Fills the block with some of the structures.</summary>
    /// <param name="reach">Å that lists reach.</param>
    /// <exception cref="AtomsException">A position is not finite, or atoms coincide; the atom is that of its structure.</exception>
    /// <exception cref="ArgumentException">A structure repeats, or there are more atoms than a block can hold.</exception>
    public void Build(IReadOnlyList<Structure> structures, int first, int count, double reach)
    {
        Molecules = count;
        if (_start.Length < count + 1)
            _start = new int[count + count / 4 + 1];
        for (var m = 0; m < count; m++)
        {
            if (!Takes(structures[first + m]))
                throw new ArgumentException("Molecules do not repeat.", nameof(structures));
            _start[m + 1] = checked(_start[m] + structures[first + m].Count);
        }
        Block.OwnCount = _start[count];
        if (Block.OwnCount >= ushort.MaxValue)
            throw new ArgumentException($"A block holds fewer than {ushort.MaxValue} atoms, not {Block.OwnCount}.", nameof(count));
        Block.RequireOwn(Block.OwnCount);
        _positions.Require(Block.OwnCount + 1);
        var length = 0;
        for (var m = 0; m < count; m++)
        {
            Place(structures[first + m], _start[m]);
            length = Widths.Single<Search, int>(new Search(this, _start[m], _start[m + 1] - _start[m], reach, length));
        }
        Block.EdgeStart[Block.OwnCount] = length;
        Block.PaddedEdgeCount = length;
    }

    void Place(Structure structure, int start)
    {
        var positions = structure.Positions;
        Vec3 low = new(double.MaxValue, double.MaxValue, double.MaxValue), high = -low;
        for (var i = 0; i < positions.Length; i++)
        {
            var r = positions[i];
            if (!r.IsFinite)
                throw new AtomsException($"The position of atom {i + 1} is not a finite number.");
            low = new Vec3(Math.Min(low.X, r.X), Math.Min(low.Y, r.Y), Math.Min(low.Z, r.Z));
            high = new Vec3(Math.Max(high.X, r.X), Math.Max(high.Y, r.Y), Math.Max(high.Z, r.Z));
        }
        var middle = 0.5 * (low + high);
        var local = _local.Require(4 * positions.Length);
        for (var i = 0; i < positions.Length; i++)
        {
            var r = positions[i] - middle;
            _positions.Pointer[start + i] = r;
            Vector128.Create((float)r.X, (float)r.Y, (float)r.Z, 0).Store(local + 4 * i);
        }
    }

    /// <summary>Lists of one molecule; returns the length of all lists so far.</summary>
    readonly struct Search(MoleculeBlock into, int start, int count, double reach, int length) : ISingleUser<int>
    {
        public int Use<W>()
            where W : struct, IWide<W, float>
        {
            var (block, end) = (into.Block, length);
            into._candidates.Arrange(into._local.Pointer, count);
            for (var i = 0; i < count; i++)
            {
                var found = BlockBuilder.List<W>(block, into._candidates, start + i, i, count, reach, ref end, out var coincident);
                if (coincident)
                    throw into.Coincident(i, count);
                for (var e = 0; e < found; e++)
                    block.Edges[block.EdgeStart[start + i] + e] += (ushort)start;
            }
            return end;
        }
    }

    CoincidentAtomsException Coincident(int self, int count)
    {
        var other = Enumerable.Range(0, count).Where(k => k != self).MinBy(k => Distance(self, k));
        return new CoincidentAtomsException(self, other);
    }

    float Distance(int i, int k) => (Vector128.Load(_local.Pointer + 4 * i) - Vector128.Load(_local.Pointer + 4 * k)) is var d ? Vector128.Dot(d, d) : 0;

    public void Dispose()
    {
        _positions.Dispose();
        _local.Dispose();
        _candidates.Dispose();
        Block.Dispose();
    }
}
