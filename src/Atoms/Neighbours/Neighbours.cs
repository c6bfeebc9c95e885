using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// Who is near whom: the system cut into blocks, each with its ghosts and neighbour lists, in O(N). Lists reach
/// <see cref="Cutoff"/> + <see cref="Skin"/> and are kept until some atom could have crossed the skin; any cell is right, also one smaller than the cutoff.
/// </summary>
/// <remarks>
/// What is built depends only on the positions and the cell at the moment of building (<see cref="BuiltPositions"/>), never on what was built before or on the
/// number of threads. So dynamics that stores these with its restart continues with the same bits.
/// </remarks>
public sealed unsafe class Neighbours : IDisposable, IJob
{
    /// <summary>Atoms between asking for a position and using it.</summary>
    const int Ahead = 16;

    /// <summary>Below this a block is mostly other blocks' atoms.</summary>
    public const int DefaultSmallestBlock = 32;

    readonly List<BinBox> _boxes = [];
    readonly List<NeighbourBlock> _blocks = [];
    readonly AlignedBuffer<Vec3> _sorted = new();
    readonly AlignedBuffer<int> _order = new();
    readonly AlignedBuffer<LatticeShift> _wraps = new();
    readonly GhostSlots _ghostSlots = new();
    readonly int _smallestBlock;
    BlockBuilder[] _builders = [];
    Vec3[] _built = [];
    Cell? _builtCell;
    Periodicity _builtPeriodic;
    bool _ghostSlotsKnown;
    bool _standing;
    Structure? _structure;
    Phase _phase;
    Mat3 _deformation;
    double _allowedSquare;
    volatile bool _moved;

    /// <summary>What the team is doing to the blocks.</summary>
    enum Phase
    {
        /// <summary>Taking current positions.</summary>
        Placing,

        /// <summary>The same, and looking whether some atom could have crossed the skin.</summary>
        Checking,

        Building,
    }

    /// <param name="cutoff">Å.</param>
    /// <param name="skin">Å beyond the cutoff that lists reach, so that they last some steps. Zero: rebuild whenever anything moved.</param>
    /// <param name="smallestBlock">Atoms that a block is to have at least, where the system has as many; from then on larger systems are cut into more blocks.</param>
    public Neighbours(double cutoff, double skin, int smallestBlock = DefaultSmallestBlock)
    {
        if (!(cutoff >= 0) || !(skin >= 0))
            throw new ArgumentOutOfRangeException(nameof(cutoff), "Cutoff and skin are not negative.");
        Cutoff = cutoff;
        Skin = skin;
        _smallestBlock = smallestBlock;
    }

    public double Cutoff { get; }

    public double Skin { get; }

    /// <summary>Atoms in the structure of the last <see cref="Update"/>.</summary>
    public int Count { get; private set; }

    public int BlockCount { get; private set; }

    /// <summary>All blocks' ghosts.</summary>
    public int GhostCount { get; private set; }

    /// <summary>Times the lists were built.</summary>
    public long Builds { get; private set; }

    /// <summary>Positions (Å, in the structure's order) at the last building; with the cell of that moment they determine the lists.</summary>
    public ReadOnlySpan<Vec3> BuiltPositions => _built.AsSpan(0, Count);

    /// <summary>The cell at the last building.</summary>
    public Cell? BuiltCell => _builtCell;

    public NeighbourBlock this[int block] => _blocks[block];

    /// <summary>Current positions by sorted index, wrapped into the cell as it was at building, Å. In memory a fourth number may be read after the last.</summary>
    public ReadOnlySpan<Vec3> SortedPositions => new(_sorted.Pointer, Count);

    /// <summary>The structure's index of each sorted atom.</summary>
    public ReadOnlySpan<int> Order => new(_order.Pointer, Count);

    /// <summary>Where a local atom of a block stands, Å, ghosts in their image.</summary>
    /// <param name="vectors">Of the structure's cell; not looked at for own atoms.</param>
    /// <param name="atom">The sorted atom that it is, or copies.</param>
    public Vec3 LocalPosition(NeighbourBlock block, int local, Mat3 vectors, out int atom)
    {
        var ghost = local - block.OwnCount;
        atom = ghost < 0 ? block.OwnStart + local : block.GhostAtom[ghost];
        var position = SortedPositions[atom];
        return ghost < 0 ? position : position + block.GhostShift[ghost].In(vectors);
    }

    internal BinGrid Grid { get; } = new();

    /// <summary>Takes the structure's current positions, and rebuilds the lists where they may no longer be complete.</summary>
    /// <returns>True where the lists are new.</returns>
    /// <exception cref="AtomsException">A position is not finite, atoms coincide, or too many lie within one cutoff.</exception>
    public bool Update(Structure structure, Team team)
    {
        if (MayStand(structure))
        {
            _moved = false;
            Run(Phase.Checking, structure, team);
            if (!_moved)
                return false;
        }
        Build(structure, team);
        return true;
    }

    void Run(Phase phase, Structure structure, Team team)
    {
        _phase = phase;
        _structure = structure;
        team.Run(this, BlockCount);
        _structure = null;
    }

    /// <summary>Forgets the lists, so that the next <see cref="Update"/> builds them.</summary>
    public void Forget() => _standing = false;

    /// <summary>
    /// For each sorted atom the places of its ghosts among all blocks' ghosts, ascending: <c>slots[start[i] … start[i+1])</c>.
    /// Made on first request after a building; what a sum of ghost forces needs.
    /// </summary>
    public void GhostSlots(out int* start, out int* slots)
    {
        if (!_ghostSlotsKnown)
            _ghostSlots.Find(this);
        _ghostSlotsKnown = true;
        start = _ghostSlots.Start;
        slots = _ghostSlots.Slots;
    }

    /// <summary>Whether the lists are of this system, and how far its atoms may have moved for them to be complete.</summary>
    bool MayStand(Structure structure)
    {
        if (!_standing || structure.Count != Count || structure.Periodic != _builtPeriodic || (structure.Cell is null) != (_builtCell is null))
            return false;
        _deformation = Mat3.Identity;
        var allowance = Skin;
        if (structure.Cell is { } cell && !ReferenceEquals(cell, _builtCell) && cell.Vectors != _builtCell!.Vectors)
        {
            _deformation = _builtCell.Inverse * cell.Vectors;
            allowance -= Norm(_deformation - Mat3.Identity) * (Cutoff + Skin);
        }
        _allowedSquare = 0.25 * allowance * allowance;
        return allowance >= 0;
    }

    static double Norm(Mat3 m) => Math.Sqrt(m.Row(0).LengthSquared + m.Row(1).LengthSquared + m.Row(2).LengthSquared);

    /// <summary>Current positions of a block's atoms, wrapped as they were at building.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Place(NeighbourBlock block)
    {
        var vectors = _structure!.Cell?.Vectors ?? Mat3.Identity;
        fixed (Vec3* positions = _structure.Positions)
        {
            int* order = _order.Pointer;
            var wraps = _wraps.Pointer;
            var sorted = _sorted.Pointer;
            var end = block.OwnStart + block.OwnCount;
            for (var k = block.OwnStart; k < end; k++)
            {
                var r = positions + order[k];
                double x = r->X, y = r->Y, z = r->Z;
                if (!wraps[k].IsZero)
                {
                    var shift = wraps[k].In(vectors);
                    x += shift.X;
                    y += shift.Y;
                    z += shift.Z;
                }
                sorted[k] = new Vec3(x, y, z);
            }
        }
    }

    /// <summary>Whether one of a block's atoms moved farther than the lists allow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    bool AnyMoved(NeighbourBlock block)
    {
        var undeformed = _deformation == Mat3.Identity;
        var allowed = _allowedSquare;
        fixed (Vec3* positions = _structure!.Positions, built = _built)
        {
            int* order = _order.Pointer;
            var end = block.OwnStart + block.OwnCount;
            for (var k = block.OwnStart; k < end; k++)
            {
                var atom = (nint)order[k];
                // What Place reads again in a moment; in a system beyond the caches this pass waits for memory otherwise.
                if (Sse.IsSupported)
                {
                    Sse.Prefetch0(positions + order[k + Ahead]);
                    Sse.Prefetch0(built + order[k + Ahead]);
                }
                var from = undeformed ? built[atom] : built[atom] * _deformation;
                double x = positions[atom].X - from.X, y = positions[atom].Y - from.Y, z = positions[atom].Z - from.Z;
                // Written so that NaN counts as moved; the rebuild then says which atom it is.
                if (!(x * x + y * y + z * z <= allowed))
                    return true;
            }
        }
        return false;
    }

    void Build(Structure structure, Team team)
    {
        Count = structure.Count;
        if (_built.Length < Count)
            _built = new Vec3[Count];
        var positions = structure.Positions;
        for (var i = 0; i < Count; i++)
        {
            if (!positions[i].IsFinite)
                throw new AtomsException($"The position of atom {i + 1} is not a finite number.");
            _built[i] = positions[i];
        }
        _builtCell = structure.Cell;
        _builtPeriodic = structure.Periodic;
        _ghostSlotsKnown = false;
        Grid.Fill(structure);
        BlockPartition.Cut(Grid, Count, _smallestBlock, _boxes);
        Sort();
        while (_builders.Length < team.Threads)
            _builders = [.. _builders, new BlockBuilder()];
        _standing = false; // Until every block stands, nothing does.
        Run(Phase.Placing, structure, team);
        Run(Phase.Building, structure, team);
        GhostCount = 0;
        for (var b = 0; b < BlockCount; b++)
        {
            _blocks[b].GhostOffset = GhostCount;
            GhostCount += _blocks[b].GhostCount;
        }
        Builds++;
        _standing = true;
    }

    /// <summary>Numbers atoms block by block, in a block bin by bin.</summary>
    void Sort()
    {
        var order = _order.Require(Count + Ahead);
        var wraps = _wraps.Require(Count);
        _sorted.Require(Count + 1); // One more, so that each may be read with four numbers at once.
        var k = 0;
        BlockCount = _boxes.Count;
        if (_blocks.Count < BlockCount)
        {
            // Some to spare: their number varies a little from building to building, and a step should allocate nothing.
            for (var wanted = BlockCount + BlockCount / 4 + 4; _blocks.Count < wanted;)
                _blocks.Add(new NeighbourBlock());
        }
        for (var block = 0; block < BlockCount; block++)
        {
            var box = _boxes[block];
            _blocks[block].OwnStart = k;
            for (var a = box.A0; a < box.A1; a++)
            {
                for (var b = box.B0; b < box.B1; b++)
                {
                    for (var c = box.C0; c < box.C1; c++)
                    {
                        var bin = Grid.BinIndex(a, b, c);
                        Grid.FirstSorted[bin] = k;
                        for (var m = Grid.Start[bin]; m < Grid.Start[bin + 1]; m++, k++)
                        {
                            order[k] = Grid.Members[m];
                            wraps[k] = Grid.Wrap[order[k]];
                        }
                    }
                }
            }
            _blocks[block].OwnCount = k - _blocks[block].OwnStart;
        }
    }

    void IJob.Run(int index, int worker)
    {
        switch (_phase)
        {
            case Phase.Placing:
                Place(_blocks[index]);
                break;
            case Phase.Checking:
                if (AnyMoved(_blocks[index]))
                    _moved = true;
                else
                    Place(_blocks[index]);
                break;
            default:
                BuildBlock(_blocks[index], _builders[worker]);
                break;
        }
    }

    void BuildBlock(NeighbourBlock block, BlockBuilder builder)
    {
        try
        {
            Widths.Single<BlockBuild, bool>(new BlockBuild(this, builder, block, Cutoff + Skin));
        }
        catch (CoincidentAtomsException e)
        {
            // The builder knows sorted atoms; the user knows those of the file.
            throw new CoincidentAtomsException(Order[e.First], Order[e.Second]);
        }
    }

    readonly struct BlockBuild(Neighbours system, BlockBuilder builder, NeighbourBlock block, double reach) : ISingleUser<bool>
    {
        public bool Use<W>()
            where W : struct, IWide<W, float>
        {
            builder.Build<W>(system, block, reach);
            return true;
        }
    }

    public void Dispose()
    {
        foreach (var block in _blocks)
            block.Dispose();
        foreach (var builder in _builders)
            builder.Dispose();
        _sorted.Dispose();
        _order.Dispose();
        _wraps.Dispose();
        _ghostSlots.Dispose();
    }
}
