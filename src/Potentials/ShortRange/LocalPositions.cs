using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>Where a block's atoms and ghosts stand now, measured from the block's origin: x y z and a fourth number, Å.</summary>
static unsafe class LocalPositions
{
    /// <summary>Where the sentinel stands, Å: beyond any cutoff, its square still a single-precision number.</summary>
    const double FarAway = 1e9;

    /// <summary>Fills four numbers for each local atom and for the sentinel; the fourth is zero, for who knows what belongs there.</summary>
    internal static void Place<T>(T* p, Neighbours neighbours, NeighbourBlock block, Cell? cell)
        where T : unmanaged
    {
        fixed (Vec3* sorted = neighbours.SortedPositions)
        {
            var origin = Vector256.Create(block.Origin.X, block.Origin.Y, block.Origin.Z, 0);
            var own = (double*)(sorted + block.OwnStart);
            for (var i = 0; i < block.OwnCount; i++)
                Place(p + 4 * i, Load(own + 3 * i) - origin);
            PlaceGhosts(p + 4 * block.OwnCount, (double*)sorted, block, cell?.Vectors ?? Mat3.Identity, origin);
        }
        Place(p + 4 * block.LocalCount, Vector256.Create(FarAway));
    }

    /// <summary>The same for molecules, which have no ghosts.</summary>
    internal static void Place<T>(T* p, MoleculeBlock molecules)
        where T : unmanaged
    {
        var count = molecules.Block.OwnCount;
        for (var i = 0; i < count; i++)
            Place(p + 4 * i, Load((double*)(molecules.Positions + i)));
        Place(p + 4 * count, Vector256.Create(FarAway));
    }

    static void PlaceGhosts<T>(T* p, double* sorted, NeighbourBlock block, Mat3 vectors, Vector256<double> origin)
        where T : unmanaged
    {
        var runs = block.GhostRuns;
        for (var run = 0; run < block.GhostRunCount; run++)
        {
            // In a system beyond the caches this would otherwise be waiting for memory. A run is some four atoms, two lines.
            if (Sse.IsSupported)
            {
                var ahead = sorted + 3 * (nint)runs[run + NeighbourBlock.RunsAhead].First;
                Sse.Prefetch0(ahead);
                Sse.Prefetch0(ahead + 8);
            }
            var shift = runs[run].Shift;
            var offset = -origin;
            if (!shift.IsZero)
            {
                var r = shift.In(vectors);
                offset = Vector256.Create(r.X, r.Y, r.Z, 0) - origin;
            }
            var from = sorted + 3 * (nint)runs[run].First;
            var end = from + 3 * runs[run].Count;
            for (; from < end; from += 3, p += 4)
                Place(p, Load(from) + offset);
        }
    }

    /// <summary>Three numbers and whatever follows; the list of sorted positions ends with one number more for this.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Load(double* r) => Vector256.Load(r);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Place<T>(T* p, Vector256<double> r)
        where T : unmanaged
    {
        r = r.WithElement(3, 0);
        if (typeof(T) == typeof(float))
            Vector256.Narrow(r, Vector256<double>.Zero).GetLower().StoreAligned((float*)p);
        else
            r.StoreAligned((double*)p);
    }
}
