using System.Runtime.Intrinsics;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// What the heads of a model add to the mean's energy and forces, from all blocks: of it either members are made, or their spread. Everything is a sum in a fixed order.
/// </summary>
sealed unsafe class HeadSums<T>(int heads) : IDisposable
    where T : unmanaged
{
    readonly AlignedBuffer<T> _own = new(), _ghosts = new();
    readonly AlignedBuffer<double> _energies = new();
    int _atoms, _ghostCount, _blocks;
    Vec3* _members;

    internal int Count => heads;

    /// <summary>Whether the evaluation under way is to know of heads.</summary>
    internal bool Wanted { get; private set; }

    /// <param name="ghosts">Of all blocks; 0 where no kernel scatters.</param>
    /// <param name="members">Out: [head, atom of the structure], eV/Å. Null for a spread in <see cref="Prediction.ForcesStd"/>.</param>
    internal void Begin(int atoms, int ghosts, int blocks, Vec3* members)
    {
        (_atoms, _ghostCount, _blocks, Wanted) = (atoms, ghosts, blocks, true);
        _members = members;
        _own.Require(4 * heads * atoms);
        _ghosts.Require(4 * heads * ghosts);
        _energies.Require(heads * blocks);
    }

    /// <summary>Whoever asked is done: nobody is to write to members any more.</summary>
    internal void End()
    {
        _members = null;
        Wanted = false;
    }

    /// <summary>By how much a head's energy differs from the mean's, eV, as of the last evaluation that knew of heads.</summary>
    internal double Energy(int head)
    {
        var sum = 0.0;
        for (var b = 0; b < _blocks; b++)
            sum += _energies.Pointer[b * heads + head];
        return sum;
    }

    /// <summary>The spread of these.</summary>
    internal double EnergyStd()
    {
        var squares = 0.0;
        for (var m = 0; m < heads; m++)
            squares += Energy(m) * Energy(m);
        return Math.Sqrt(squares / (heads - 1));
    }

    /// <summary>Where a block's share goes.</summary>
    internal HeadShares<T> Of(NeighbourBlock block) => Wanted
        ? new(_own.Pointer + 4L * block.OwnStart, _ghostCount > 0 ? _ghosts.Pointer + 4L * block.GhostOffset : null, 4 * _atoms, 4 * _ghostCount)
        : default;

    /// <summary>Own shares plus what other blocks' ghosts of the same atoms received, in slot order.</summary>
    /// <param name="index">Of the block.</param>
    /// <param name="order">The structure's index of each sorted atom.</param>
    /// <param name="start">Where each sorted atom's ghosts start in <paramref name="slots"/>; null where no kernel scatters.</param>
    /// <param name="mean">Its forces on the block's atoms are there.</param>
    internal void Gather(int index, NeighbourBlock block, ReadOnlySpan<int> order, int* start, int* slots, Prediction mean)
    {
        var energies = new Span<double>(_energies.Pointer + index * heads, heads);
        energies.Clear();
        var spread = mean.ForcesStd;
        var forces = mean.Forces;
        for (var k = block.OwnStart; k < block.OwnStart + block.OwnCount; k++)
        {
            var squares = Vector256<double>.Zero;
            for (var m = 0; m < heads; m++)
            {
                var f = FourNumbers<T>.Read(_own.Pointer + 4L * ((long)m * _atoms + k));
                energies[m] += f[3];
                if (start is not null)
                {
                    for (var s = start[k]; s < start[k + 1]; s++)
                        f += FourNumbers<T>.Read(_ghosts.Pointer + 4L * ((long)m * _ghostCount + slots[s]));
                }
                squares += f * f;
                if (_members is not null)
                    _members[(long)m * _atoms + order[k]] = forces[order[k]] + new Vec3(f[0], f[1], f[2]);
            }
            if (_members is not null)
                continue;
            var deviation = Vector256.Sqrt(squares / (heads - 1));
            spread[order[k]] = new Vec3(deviation[0], deviation[1], deviation[2]);
        }
    }

    public void Dispose()
    {
        _own.Dispose();
        _ghosts.Dispose();
        _energies.Dispose();
    }
}
