using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>What can be trained.</summary>
public static class TrainingPresets
{
    /// <summary>In place of a preset's name: whichever suits data and time.</summary>
    public const string Auto = "auto";

    public static IReadOnlyList<ITrainingPreset> All { get; } =
    [
        new BehlerPreset(),
        new InstantPreset(),
        new GaussianPreset(),
        new FastPreset(),
        LayeredPreset.Accurate,
        LayeredPreset.Max,
        new CartesianPreset(),
    ];

    /// <exception cref="PotentialException">There is no preset of this name.</exception>
    public static ITrainingPreset Find(string name) =>
        All.FirstOrDefault(p => p.Name == name) ?? throw new PotentialException($"There is no preset '{name}'. Known: {Auto}, {string.Join(", ", All.Select(p => p.Name))}.");
}
