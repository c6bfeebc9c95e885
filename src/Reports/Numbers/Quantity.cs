using System.Text.Json.Serialization;

namespace Athanor.Reports;

/// <summary>
/// A number with its unit and, where known, its statistical error (one standard deviation, in the same unit, not negative).
/// Prints as <c>−1.234(5) eV</c> or <c>−1.234 ± 0.005 eV</c>.
/// </summary>
/// <remarks>
/// The error is rounded by the rule of the Particle Data Group (Rev. Part. Phys., §5.3): three leading digits 100–354 keep two
/// digits, 355–949 keep one, 950–999 become 1000 and keep two; the value is given to the same decimal place.
/// Without an error six significant digits are printed. An error that is NaN means "there should be one, but it is unknown" and prints as a question mark.
/// </remarks>
[JsonConverter(typeof(QuantityJson))]
public readonly record struct Quantity
{
    /// <param name="unit">For example <c>eV</c>, <c>meV/Å</c>; empty for a pure number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The error is negative.</exception>
    public Quantity(double value, double? error, string unit)
    {
        if (error < 0)
            throw new ArgumentOutOfRangeException(nameof(error), error, "A statistical error is a standard deviation and cannot be negative.");
        Value = value;
        Error = error;
        Unit = unit;
    }

    public Quantity(double value, string unit) : this(value, null, unit)
    {
    }

    public double Value { get; }

    public double? Error { get; }

    public string Unit { get; }

    /// <summary>Short form, <c>−1.234(5) eV</c>.</summary>
    public override string ToString() => WithUnit(ToStringWithoutUnit());

    /// <summary>Long form, <c>−1.234 ± 0.005 eV</c>.</summary>
    public string ToLongString()
    {
        if (Error is not { } error)
            return ToString();
        var (value, spread, power) = Parts(error);
        var sum = $"{value} ± {spread}";
        return WithUnit(power == 0 ? sum : $"({sum}){NumberText.PowerOfTen(power)}");
    }

    /// <summary>The same quantity in a unit that is 1/<paramref name="factor"/> as large: 0.5 eV with 1000, "meV" is 500 meV.</summary>
    public Quantity In(string unit, double factor) => new(Value * factor, Error * Math.Abs(factor), unit);

    /// <summary>Energies below 0.1 eV (also per atom, per Å …) in meV, as the field quotes them; anything else unchanged.</summary>
    public Quantity Readable()
        => Unit.StartsWith("eV", StringComparison.Ordinal) && Math.Abs(Value) < 0.1 && Value != 0 ? In("m" + Unit, 1000) : this;

    /// <summary>Exactly three significant digits and no error, for figures inside pictures: 5.20 meV.</summary>
    internal string ToShortString()
    {
        var power = Value != 0 && double.IsFinite(Value) ? NumberText.PowerOf(NumberText.Rounded(Value, 3)) : 0;
        return WithUnit(power is > 2 or < -4 ? NumberText.Significant(Value, 3) : NumberText.Fixed(Value, 2 - power));
    }

    internal string ToStringWithoutUnit()
    {
        if (Error is not { } error)
            return NumberText.Significant(Value, 6);
        var (value, spread, power) = Parts(error);
        // 12.3(1.2) keeps the point; 1.234(5) counts in the last digit shown.
        var digits = spread.StartsWith("0.", StringComparison.Ordinal) ? spread[2..].TrimStart('0') : spread;
        return $"{value}({(digits.Length == 0 ? "0" : digits)}){(power == 0 ? "" : NumberText.PowerOfTen(power))}";
    }

    (string Value, string Error, int Power) Parts(double error)
    {
        if (!double.IsFinite(Value) || !double.IsFinite(error) || error == 0)
            return (NumberText.Significant(Value, 6), error == 0 ? "0" : double.IsNaN(error) ? "?" : NumberText.NotFinite(error), 0);
        var lead = NumberText.Rounded(error, 3);
        var power = NumberText.PowerOf(lead);
        var three = (int)Math.Round(lead / Math.Pow(10, power - 2));
        var place = three >= 355 ? power : power - 1;
        // 950–999 round up to 1000, whose second digit sits where the first digit was.
        if (three >= 950)
            error = Math.Pow(10, power + 1);
        var top = Math.Max(Value == 0 ? int.MinValue : NumberText.PowerOf(Value), power);
        var shift = top is >= 6 or < -4 ? top : 0;
        var scale = Math.Pow(10, -shift);
        var decimals = shift - place;
        return (Rounded(Value * scale, decimals), Rounded(error * scale, decimals), shift);
    }

    static string Rounded(double value, int decimals)
    {
        if (decimals >= 0)
            return NumberText.Fixed(value, decimals);
        var unit = Math.Pow(10, -decimals);
        return NumberText.Fixed(Math.Round(value / unit) * unit, 0);
    }

    string WithUnit(string number) => string.IsNullOrEmpty(Unit) ? number : $"{number} {Unit}";
}
