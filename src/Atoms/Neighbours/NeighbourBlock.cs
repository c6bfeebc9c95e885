using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>Ghosts of consecutive sorted atoms under one image.</summary>
public readonly record struct GhostRun(int First, int Count, LatticeShift Shift);

/// <summary>
/// One block of the system as a small subdomain of its own: <see cref="OwnCount"/> own atoms, then ghosts (copies of other atoms
/// or of periodic images), and for each own atom its neighbours as 16-bit local indices. Every own atom's list is padded to a
/// multiple of <see cref="Padding"/> with the local index <see cref="LocalCount"/>, a sentinel that a kernel's position table keeps far away.
/// </summary>
/// <remarks>
/// Own atoms are the sorted atoms <see cref="OwnStart"/> … + <see cref="OwnCount"/>; local index l ≥ OwnCount is ghost l − OwnCount.
/// The list holds every neighbour within cutoff + skin at the time of building, in both directions (a full list).
/// </remarks>
public sealed unsafe class NeighbourBlock : IDisposable
{
    /// <summary>Lists are padded to this many entries, the widest vector's lanes in single precision.</summary>
    public const int Padding = 16;

    readonly AlignedBuffer<int> _ghostAtom = new();
    readonly AlignedBuffer<LatticeShift> _ghostShift = new();
    readonly AlignedBuffer<GhostRun> _ghostRuns = new();
    readonly AlignedBuffer<int> _edgeStart = new();
    readonly AlignedBuffer<int> _edgeCount = new();
    readonly AlignedBuffer<ushort> _edges = new();

    /// <summary>First own atom, as a sorted index.</summary>
    public int OwnStart { get; internal set; }

    public int OwnCount { get; internal set; }

    public int GhostCount { get; internal set; }

    /// <summary>Own atoms and ghosts; also the sentinel's local index.</summary>
    public int LocalCount => OwnCount + GhostCount;

    /// <summary>Entries of <see cref="Edges"/>, padding included.</summary>
    public int PaddedEdgeCount { get; internal set; }

    /// <summary>Number of this block's first ghost among all blocks' ghosts.</summary>
    public int GhostOffset { get; internal set; }

    /// <summary>Cartesian point, Å, that local coordinates are measured from: in the middle of the own atoms, so that single precision suffices.</summary>
    public Vec3 Origin { get; internal set; }

    /// <summary>Sorted index of the atom each ghost copies.</summary>
    public int* GhostAtom => _ghostAtom.Pointer;

    /// <summary>Image of each ghost, relative to the sorted (wrapped) position.</summary>
    public LatticeShift* GhostShift => _ghostShift.Pointer;

    /// <summary>Where each own atom's list begins; one more entry than own atoms.</summary>
    public int* EdgeStart => _edgeStart.Pointer;

    /// <summary>Neighbours of each own atom, padding not counted.</summary>
    public int* EdgeCount => _edgeCount.Pointer;

    /// <summary>Local indices of the neighbours.</summary>
    public ushort* Edges => _edges.Pointer;

    /// <summary>After the last run come this many empty ones, so that a position can be asked for well before its use.</summary>
    public const int RunsAhead = 12;

    /// <summary>Number of <see cref="GhostRuns"/>.</summary>
    public int GhostRunCount { get; private set; }

    /// <summary>The ghosts once more, in runs: what copies them all goes through these.</summary>
    public GhostRun* GhostRuns => _ghostRuns.Pointer;

    internal void FindGhostRuns()
    {
        var runs = _ghostRuns.Require(RunsAhead);
        var n = 0;
        for (var g = 0; g < GhostCount; g++)
        {
            if (n > 0 && GhostAtom[g] == runs[n - 1].First + runs[n - 1].Count && GhostShift[g] == runs[n - 1].Shift)
                runs[n - 1] = runs[n - 1] with { Count = runs[n - 1].Count + 1 };
            else
                (runs = _ghostRuns.Require(n + 1 + RunsAhead, keep: true))[n++] = new GhostRun(GhostAtom[g], 1, GhostShift[g]);
        }
        new Span<GhostRun>(runs + n, RunsAhead).Clear();
        GhostRunCount = n;
    }

    internal void RequireGhosts(int count)
    {
        _ghostAtom.Require(count, keep: true);
        _ghostShift.Require(count, keep: true);
    }

    internal void RequireOwn(int count)
    {
        _edgeStart.Require(count + 1);
        _edgeCount.Require(count);
    }

    internal ushort* RequireEdges(int count) => _edges.Require(count, keep: true);

    public void Dispose()
    {
        _ghostAtom.Dispose();
        _ghostShift.Dispose();
        _ghostRuns.Dispose();
        _edgeStart.Dispose();
        _edgeCount.Dispose();
        _edges.Dispose();
    }
}
