namespace Athanor.Reports;

/// <summary>What an axis shows and how. Limits left null follow the data.</summary>
/// <param name="Label">The quantity, for example <c>Force error</c>.</param>
/// <param name="Unit">For example <c>meV/Å</c>; null for a pure number.</param>
public sealed record Axis(string Label, string? Unit = null)
{
    /// <summary>Logarithmic; values that are not positive are left out of the picture and counted in a note below it.</summary>
    public bool Log { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    /// <summary>Named places in place of numbers, such as the special points of a band structure, in ascending order.</summary>
    public IReadOnlyList<(double At, string Name)>? Places { get; init; }

    internal string Title(int power = 0)
    {
        var factor = power == 0 ? "" : "10" + NumberText.Raised(power);
        var unit = Unit ?? "";
        return (factor.Length, unit.Length) switch
        {
            (0, 0) => Label,
            (_, 0) => $"{Label} (×{factor})",
            (0, _) => $"{Label} ({unit})",
            _ => $"{Label} ({factor} {unit})",
        };
    }

    /// <summary>A value on this axis with its unit, for tool-tips.</summary>
    internal string Say(double value) => string.IsNullOrEmpty(Unit) ? NumberText.Significant(value, 5) : $"{NumberText.Significant(value, 5)} {Unit}";
}
