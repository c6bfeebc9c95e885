using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>What can be trained.</summary>
public static class TrainingPresets
{
    public static IReadOnlyList<ITrainingPreset> All { get; } =
    [
        new BehlerPreset(),
        new InstantPreset(),
        new CartesianPreset(),
    ];

    /// <exception cref="PotentialException">There is no preset of this name.</exception>
    public static ITrainingPreset Find(string name) =>
        All.FirstOrDefault(p => p.Name == name) ?? throw new PotentialException($"There is no preset '{name}'. Known: {string.Join(", ", All.Select(p => p.Name))}.");
}
