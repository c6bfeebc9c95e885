using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Campaigns;

/// <summary>What an oracle said of a structure. Every bit is kept.</summary>
/// <param name="Energy">eV.</param>
/// <param name="Forces">eV/Å, one per atom; null where not asked for.</param>
/// <param name="Stress">eV/Å³, tension positive; null where there is none.</param>
/// <param name="Oracle">Its name in the grammar of potentials.</param>
/// <param name="Seconds">What it cost.</param>
public sealed record Label(double Energy, Vec3[]? Forces, Mat3? Stress, string Oracle, double Seconds)
{
    /// <summary>e·Å, about the origin of the coordinates.</summary>
    public Vec3? Dipole { get; init; }

    /// <summary>What else the oracle said, number by name (T1 diagnostics and the like).</summary>
    public IReadOnlyDictionary<string, double> Remarks { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, double>.Empty;

    /// <summary>Doubts about it, in sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <exception cref="StoreException">Something is not a finite number, or the forces are those of another structure.</exception>
    internal void Check(Structure structure, string of)
    {
        var what = !double.IsFinite(Energy) ? "energy is not a finite number"
            : Forces is not null && Forces.Length != structure.Count ? $"{Forces.Length} forces do not fit {structure.Count} atoms"
            : Forces is not null && !Array.TrueForAll(Forces, f => f.IsFinite) ? "a force is not a finite number"
            : Stress is { IsFinite: false } ? "stress is not a finite number"
            : null;
        if (what is not null)
            throw new StoreException($"The label of {of} is refused: its {what}. Report a failure instead of a label.");
    }
}

/// <summary>A candidate with its label.</summary>
/// <param name="Number">From 1, without gaps, in the order in which labels came in: what is new since number n is what stands after n.</param>
/// <param name="Worker">Who computed it.</param>
/// <param name="At">When it was handed in, UTC.</param>
public sealed record LabelledCandidate(long Number, Candidate Candidate, Label Label, string Worker, DateTimeOffset At)
{
    /// <summary>As training reads it; <c>oracle</c>, <c>label</c> (its number) and the reason (<see cref="Frame.Group"/>) go along.</summary>
    public Frame ToFrame()
    {
        var frame = new Frame(Candidate.Question.Structure) { Energy = Label.Energy, Forces = Label.Forces, Stress = Label.Stress, Group = Candidate.Question.Reason };
        frame.Info["oracle"] = Label.Oracle;
        frame.Info["label"] = Number.ToString();
        return frame;
    }
}
