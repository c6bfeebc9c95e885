using System.Globalization;
using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>
/// Writes extended XYZ every so many steps: one frame of the centroids with their velocities and the mean energy, or a frame for each bead with what the potential says of it. Keys step, time (fs) and bead (from 1).
/// </summary>
public sealed class RingTrajectory : IGrowingRingFile, IDisposable
{
    readonly string _path;
    readonly bool _beads;
    readonly bool _overwrite;
    ExtxyzTrajectory? _file;

    /// <param name="beads">Every bead rather than the centroids.</param>
    /// <param name="overwrite">Whether a new run may replace an existing file.</param>
    public RingTrajectory(string path, int every, bool beads, bool overwrite = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        (_path, Every, _beads, _overwrite) = (path, every, beads, overwrite);
    }

    public int Every { get; }

    public string Role => _beads ? "beads" : "centroid";

    public long Length => _file!.Position;

    public void Open(long? keep) =>
        _file = keep is { } length ? ExtxyzTrajectory.Append(_path, length) : ExtxyzTrajectory.Create(_path, _overwrite);

    public void Observe(PathIntegralDynamics dynamics)
    {
        if (!_beads)
        {
            _file!.Write(Marked(new Frame(dynamics.Ring.UpdateCentroid()), dynamics.Ring, null));
            return;
        }
        for (var j = 0; j < dynamics.BeadStructures.Count; j++)
            _file!.Write(FrameOf(dynamics.Ring, dynamics.BeadStructures[j], dynamics.Reference is null ? dynamics.BeadPredictions[j] : null, j));
    }

    /// <summary>One bead, with the potential's energy and forces where they are known.</summary>
    internal static Frame FrameOf(RingPolymer ring, Structure structure, Prediction? prediction, int bead)
    {
        var frame = new Frame(structure);
        if (prediction is not null)
            (frame.Energy, frame.Forces, frame.Stress) = (prediction.Energy, prediction.Forces.ToArray(), prediction.StressIn(structure));
        return Marked(frame, ring, bead);
    }

    // Of the centroids the mean energy is no label: it is not the energy at that place.
    static Frame Marked(Frame frame, RingPolymer ring, int? bead)
    {
        frame.Info["step"] = ring.Step.ToString(CultureInfo.InvariantCulture);
        frame.Info["time"] = ring.Time.ToString(CultureInfo.InvariantCulture);
        if (bead is { } j)
            frame.Info["bead"] = (j + 1).ToString(CultureInfo.InvariantCulture);
        else
            frame.Info["mean_potential"] = ring.PotentialEnergy.ToString(CultureInfo.InvariantCulture);
        return frame;
    }

    public void Dispose() => _file?.Dispose();
}
