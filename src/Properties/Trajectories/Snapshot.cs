using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>One moment of a trajectory, with what had to be found from the moments before it.</summary>
/// <param name="Structure">As the file has it.</param>
/// <param name="Index">From 0, of the moments taken.</param>
/// <param name="Time">fs; NaN where the file has none.</param>
/// <param name="Unwrapped">Å: the first positions, and from there on the way that atoms went, without jumps at the borders and without the motion of a cell that breathes. The array is used again for the next moment.</param>
/// <param name="Velocities">Å/fs; of the file, or by differences (<see cref="ByDifferences"/>), and then those half a step ago; null where there are none yet.</param>
/// <param name="ByDifferences">Whether the velocities are (u(t) − u(t − Δt)) / Δt.</param>
/// <param name="Temperature">K, of the file, or by the velocities; NaN where neither is known.</param>
/// <param name="Energy">Potential energy, eV.</param>
/// <param name="Stress">With the motion's part, eV/Å³, tension positive; null where labels or velocities are missing.</param>
/// <param name="Charges">Of atoms, e; null where the file has no such column.</param>
sealed record Snapshot(
    Structure Structure, long Index, double Time, Vec3[] Unwrapped, Vec3[]? Velocities, bool ByDifferences, double Temperature, double? Energy, Mat3? Stress, double[]? Charges)
{
    /// <summary>Å³; null unless all three directions repeat.</summary>
    public double? Volume => Structure.Periodic.IsBulk ? Structure.Cell!.Volume : null;
}

/// <summary>Something that is measured along a trajectory, moment after moment.</summary>
interface IGauge
{
    void Take(Snapshot snapshot, Team team);
}
