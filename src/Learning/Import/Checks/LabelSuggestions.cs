using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>Looks among what a file says besides its labels for something that behaves as a missing label would. Sentences begin with a blank; empty where nothing does.</summary>
internal static class LabelSuggestions
{
    /// <summary>A column of three numbers that pulls stretched bonds together.</summary>
    public static string ForForces(InspectedData data)
    {
        var frames = data.Frames;
        var best = frames.SelectMany(f => f.Columns.Where(c => IsVector(c.Value, f)).Select(c => c.Key)).GroupBy(n => n)
            .Where(g => g.Count() >= 0.9 * frames.Count(f => f.Structure.Count > 1)).Select(g => g.Key).Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Bonds: BondForces.Of(data, f => Column(f, name))))
            .OrderByDescending(c => Math.Abs(c.Bonds.Ratio.Correlation)).FirstOrDefault(c => c.Bonds.IsConclusive);
        if (best.Name is null)
            return "";
        return best.Bonds.Attract
            ? $" The column {best.Name} behaves as forces do (it pulls stretched bonds together): say --forces-key {best.Name}."
            : $" The column {best.Name} behaves as gradients do, the forces' opposite: multiply it by −1 and say --forces-key {best.Name}.";
    }

    /// <summary>A number that changes from frame to frame as the forces' work says, or else one named like an energy.</summary>
    public static string ForEnergy(InspectedData data)
    {
        var frames = data.Frames;
        var names = frames.SelectMany(f => f.Info.Where(i => Number(i.Value) is not null).Select(i => i.Key)).GroupBy(n => n)
            .Where(g => g.Count() >= 0.9 * frames.Count).Select(g => g.Key).Order(StringComparer.Ordinal).ToArray();
        var steps = data.Steps.Where(s => s.SameCell && double.IsFinite(s.ForceWork)).ToArray();
        var work = steps.Select(s => s.ForceWork).ToArray();
        var best = names.Select(name => (Name: name, Path: RatioEvidence.OfBest(work, [.. steps.Select(s => Change(frames, s, name))])))
            .Where(c => c.Path.IsConclusive && c.Path.Correlation > 0)
            .OrderByDescending(c => c.Path.Correlation).ThenBy(c => Math.Abs(Math.Log(c.Path.Ratio))).FirstOrDefault();
        if (best.Name is not null)
            return $" The key {best.Name} behaves as an energy does (it changes with the forces' work): say --energy-key {best.Name}.";
        var electrons = names.FirstOrDefault(name => AllElectron.Ratio(frames, f => Value(f, name)) is > 0);
        var named = electrons ?? names.FirstOrDefault(SoundsLikeEnergy);
        return named is null ? "" : $" The key {named} may be the energy: if so, say --energy-key {named}.";
    }

    public static bool SoundsLikeEnergy(string name) =>
        name.Contains("energ", StringComparison.OrdinalIgnoreCase) || name.Contains("etot", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("E_", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_E", StringComparison.OrdinalIgnoreCase) || name is "e" or "U" or "U0";

    static double Change(IReadOnlyList<Frame> frames, PathStep step, string name) =>
        Value(frames[step.Second], name) - Value(frames[step.First], name) ?? double.NaN;

    static double? Value(Frame frame, string name) => frame.Info.TryGetValue(name, out var text) ? Number(text) : null;

    public static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && double.IsFinite(x) ? x : null;

    static bool IsVector(AtomColumn column, Frame frame) => column is { Width: 3, Numbers: { } n } && n.Length == 3 * frame.Structure.Count;

    static Vec3[]? Column(Frame frame, string name)
    {
        if (!frame.Columns.TryGetValue(name, out var column) || !IsVector(column, frame))
            return null;
        var n = column.Numbers!;
        return [.. Enumerable.Range(0, frame.Structure.Count).Select(i => new Vec3(n[3 * i], n[3 * i + 1], n[3 * i + 2]))];
    }
}
