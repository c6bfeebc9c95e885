using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>
/// Writes extended XYZ every so many steps: unwrapped positions, velocities, energy, forces and stress as the potential gives them (the stress without
/// the motion's part), and the keys step, time (fs) and temperature (K).
/// </summary>
public sealed class Trajectory : IGrowingFile, IDisposable
{
    readonly string _path;
    readonly bool _overwrite;
    ExtxyzTrajectory? _file;

    /// <param name="overwrite">Whether a new run may replace an existing file.</param>
    public Trajectory(string path, int every, bool overwrite = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        _path = path;
        _overwrite = overwrite;
        Every = every;
    }

    public int Every { get; }

    public string Role => "trajectory";

    public long Length => _file!.Position;

    public void Open(long? keep) =>
        _file = keep is { } length ? ExtxyzTrajectory.Append(_path, length) : ExtxyzTrajectory.Create(_path, _overwrite);

    public void Observe(MolecularDynamics dynamics) => _file!.Write(FrameOf(dynamics.State, dynamics.State.Structure));

    public void Dispose() => _file?.Dispose();

    /// <summary>A state as a labelled frame.</summary>
    /// <param name="structure">The state's, or a copy.</param>
    internal static Frame FrameOf(DynamicState state, Structure structure)
    {
        var frame = new Frame(structure)
        {
            Energy = state.Prediction.Energy,
            Forces = state.Prediction.Forces.ToArray(),
            Stress = state.Prediction.StressIn(state.Structure),
        };
        frame.Info["step"] = state.Step.ToString(CultureInfo.InvariantCulture);
        frame.Info["time"] = state.Time.ToString(CultureInfo.InvariantCulture);
        frame.Info["temperature"] = state.Temperature.ToString(CultureInfo.InvariantCulture);
        return frame;
    }
}
