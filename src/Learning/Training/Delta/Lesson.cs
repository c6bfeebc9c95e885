using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>What is to be learned: the data, or on top of a cheap level labels less slope times its own, for frames learned from and held back alike.</summary>
/// <param name="Delta">How the labels go with those of the cheap level; null where there is none.</param>
/// <param name="Data">As many frames as there are, in their places; those without an answer have no labels, and are not in the split.</param>
/// <param name="AtomEnergies">Of these data: isolated atoms come out as labelled, slope times the baseline included.</param>
sealed record Lesson(DeltaLearning? Delta, Dataset Data, DatasetSplit Split, AtomEnergies AtomEnergies)
{
    internal double Slope => Delta?.Slope ?? 1;

    /// <param name="answers">One for each frame; null for frames that are not asked about.</param>
    /// <exception cref="PotentialException">The baseline has no answer for half of the frames, or does not go with the labels.</exception>
    internal static Lesson Of(Dataset data, DatasetSplit split, BaselineLabel?[] answers, string baseline, IReadOnlyDictionary<string, double> weights)
    {
        var frames = data.Frames;
        int[] failed = [.. Enumerable.Range(0, frames.Count).Where(k => answers[k]?.Failed is not null)];
        var asked = split.Training.Length + split.Validation.Length;
        string[] failures = [.. failed.Select(k => $"{frames[k].Source?.ToString() ?? $"Frame {k + 1}"}: {answers[k]!.Failed}")];
        split = new DatasetSplit([.. split.Training.Except(failed)], [.. split.Validation.Except(failed)]);
        if (2 * failed.Length >= asked)
            throw new PotentialException($"The baseline {baseline} has no answer for {failed.Length} of {asked} frames. {failures[0]}");
        var cheap = frames.Select((f, k) => answers[k] is { Failed: null } answer ? answer.ToFrame(f.Structure) : null).ToArray();
        var fit = new SlopeFit(
            [.. split.Training.Select(k => frames[k])], [.. split.Training.Select(k => cheap[k]!)], [.. split.Training.Select(k => weights.GetValueOrDefault(Dataset.GroupOf(frames[k]), 1))], baseline);
        var held = fit.MomentsOf([.. split.Validation.Select(k => frames[k])], [.. split.Validation.Select(k => cheap[k]!)]);
        var found = new DeltaLearning(baseline, fit.Slope, fit.Error, fit.ShareOf(fit.Energy, m => m.Energy, held.Energy), fit.ShareOf(fit.Forces, m => m.Forces, held.Forces)) { Failures = failures };
        var rest = new Dataset([.. frames.Select((f, k) => Rest(f, cheap[k], fit.Slope))]);
        int[] known = [.. split.Training.Concat(split.Validation).Order()];
        return new Lesson(found, rest, split, AtomEnergies.Of(rest.Select(known)));
    }

    static Frame Rest(Frame dear, Frame? cheap, double slope) => new(dear.Structure)
    {
        Energy = dear.Energy - slope * cheap?.Energy,
        Forces = dear.Forces is { } forces && cheap?.Forces is { } under ? [.. forces.Select((f, i) => f - slope * under[i])] : null,
        Stress = dear.Stress is { } stress && cheap?.Stress is { } below ? stress - slope * below : null,
        Group = dear.Group,
        Source = dear.Source,
    };
}
