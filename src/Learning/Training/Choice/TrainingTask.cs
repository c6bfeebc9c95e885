using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>What is known of a training before a preset is chosen for it.</summary>
/// <param name="Frames">Isolated atoms left out.</param>
/// <param name="Atoms">In all of them.</param>
/// <param name="Labels">Numbers to learn from: energies, force components, stress components.</param>
/// <param name="Elements">All that the potential has to know.</param>
/// <param name="AreMolecules">No frame repeats in any direction.</param>
/// <param name="Time">What was given for the fit; null where nothing was said.</param>
/// <param name="Threads">Threads that the fit may use.</param>
/// <param name="Options">What else the user said.</param>
public sealed record TrainingTask(int Frames, int Atoms, long Labels, IReadOnlyList<Element> Elements, bool AreMolecules, TimeSpan? Time, int Threads, TrainingOptions Options)
{
    /// <summary>What a user is taken to wait for who does not say.</summary>
    static readonly TimeSpan Unsaid = TimeSpan.FromMinutes(1);

    /// <summary>Time for the fit.</summary>
    public TimeSpan Budget => Time ?? Unsaid;

    public static TrainingTask Of(Dataset data, TrainingOptions options, int threads)
    {
        Frame[] frames = [.. data.Frames.Where(f => !Dataset.IsIsolatedAtom(f))];
        long labels = 0;
        foreach (var frame in frames)
            labels += (frame.Energy is null ? 0 : 1) + 3 * (frame.Forces?.Length ?? 0) + (frame.Stress is null ? 0 : 6);
        return new TrainingTask(
            frames.Length, frames.Sum(f => f.Structure.Count), labels, data.Elements, frames.All(f => !f.Structure.Periodic.Any), options.Time, threads, options);
    }
}
