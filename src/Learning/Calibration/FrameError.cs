using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>Errors of one frame, predicted − reference.</summary>
/// <param name="Energy">eV per atom; NaN where not labelled.</param>
/// <param name="Forces">eV/Å, one per atom; empty where not labelled.</param>
public sealed record FrameError(Frame Frame, double Energy, Vec3[] Forces)
{
    /// <summary>Standard deviation that the potential gave with its energy, eV for the whole structure; null where it gave none.</summary>
    public double? EnergyStd { get; init; }

    /// <summary>Standard deviations it gave with each force component, eV/Å; null where it gave none.</summary>
    public Vec3[]? ForcesStd { get; init; }

    public static FrameError Of(EvaluatedFrame evaluated)
    {
        var (frame, prediction) = evaluated;
        var energy = frame.Energy is { } e ? (prediction.Energy - e) / frame.Structure.Count : double.NaN;
        var forces = new Vec3[evaluated.Forces?.Length ?? 0];
        for (var i = 0; i < forces.Length; i++)
            forces[i] = prediction.Forces[i] - evaluated.Forces![i];
        return new FrameError(frame, energy, forces)
        {
            EnergyStd = prediction.EnergyStd,
            ForcesStd = prediction.HasForcesStd ? prediction.ForcesStd.ToArray() : null,
        };
    }
}
