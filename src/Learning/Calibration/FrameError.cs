using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>Errors of one frame, predicted − reference.</summary>
/// <param name="Energy">eV per atom; NaN where not labelled.</param>
/// <param name="Forces">eV/Å, one per atom; empty where not labelled.</param>
public sealed record FrameError(Frame Frame, double Energy, Vec3[] Forces)
{
    /// <summary>Spread of members that the potential gave with its energy, eV for the whole structure; null where it gave none.</summary>
    public double? EnergyStd { get; init; }

    /// <summary>Spread it gave with each force component, eV/Å; null where it gave none.</summary>
    public Vec3[]? ForcesStd { get; init; }

    /// <summary>Noise it gave with its energy, eV for the whole structure; null where it gave none.</summary>
    public double? EnergyNoise { get; init; }

    /// <summary>Noise it gave with force components, by atom, eV/Å; null where it gave none.</summary>
    public double[]? ForcesNoise { get; init; }

    /// <summary>How far the structure lies outside the range of the training (<see cref="RangeExcess.Amount"/>); null where that is not known.</summary>
    public double? Excess { get; init; }

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
            EnergyNoise = prediction.EnergyNoise,
            ForcesNoise = prediction.HasForcesNoise ? prediction.ForcesNoise.ToArray() : null,
            Excess = evaluated.Excess?.Amount,
        };
    }

    /// <summary>The same with error bars under a law, of a potential that was evaluated without.</summary>
    public FrameError Under(ErrorLaw law)
    {
        double? energy = law.EnergyNoise is { } e0 ? Math.Sqrt(e0 * e0 * Frame.Structure.Count + (EnergyNoise ?? 0) * (EnergyNoise ?? 0)) : EnergyNoise;
        double Noise(int atom)
        {
            var (own, given) = (law.NoiseOf(Frame.Structure.Elements[atom]), ForcesNoise?[atom] ?? 0);
            return Math.Sqrt(own * own + given * given);
        }
        return this with
        {
            EnergyStd = law.Stretch * EnergyStd,
            ForcesStd = ForcesStd?.Select(s => law.Stretch * s).ToArray(),
            EnergyNoise = energy,
            ForcesNoise = law.ForceNoise.Count == 0 ? ForcesNoise : [.. Enumerable.Range(0, Frame.Structure.Count).Select(Noise)],
        };
    }

    /// <summary>Spread and noise of the energy together, eV; null where neither is known.</summary>
    internal double? EnergySigma => EnergyStd is null && EnergyNoise is null ? null : Math.Sqrt((EnergyStd ?? 0) * (EnergyStd ?? 0) + (EnergyNoise ?? 0) * (EnergyNoise ?? 0));

    /// <summary>Spread and noise of each component of the force on an atom together, eV/Å.</summary>
    internal Vec3 ForceSigma(int atom)
    {
        var noise = ForcesNoise?[atom] ?? 0;
        var spread = ForcesStd?[atom] ?? Vec3.Zero;
        return new Vec3(Math.Sqrt(spread.X * spread.X + noise * noise), Math.Sqrt(spread.Y * spread.Y + noise * noise), Math.Sqrt(spread.Z * spread.Z + noise * noise));
    }

    /// <summary>Length of the predicted force on an atom, eV/Å.</summary>
    internal double SizeOf(int atom) => Frame.Forces is { } reference ? (reference[atom] + Forces[atom]).Length : 0;

    /// <summary>What symmetry forbids has neither error nor spread, and says nothing of error bars.</summary>
    internal bool IsForbidden(int atom, int component) =>
        Math.Abs(Forces[atom][component]) < 1e-9 && (Frame.Forces is not { } reference || Math.Abs(reference[atom][component]) < 1e-9);
}
