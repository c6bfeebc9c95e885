namespace Athanor.Learning;

/// <summary>Labels that are NaN or infinite.</summary>
internal sealed class NotFinite : IDataCheck
{
    public IEnumerable<Finding> Run(InspectedData data)
    {
        var energies = data.Which(f => f.Energy is { } e && !double.IsFinite(e));
        var forces = data.Which(f => f.Forces is { } v && !v.All(x => x.IsFinite));
        var stresses = data.Which(f => f.Stress is { IsFinite: false });
        foreach (var (frames, label) in new[] { (energies, "energy"), (forces, "force"), (stresses, "stress") })
        {
            if (frames.Length > 0)
            {
                yield return data.Found(Severity.Refusal, "not-finite",
                    $"{(frames.Length == 1 ? $"One frame has {Article(label)} that is" : $"{frames.Length} frames have {Article(label)} that is")} not a finite number, which would spoil the whole fit.",
                    "The calculation probably failed there; remove these frames or compute them again.", frames);
            }
        }
    }

    static string Article(string label) => label == "energy" ? "an energy" : $"a {label}";
}
