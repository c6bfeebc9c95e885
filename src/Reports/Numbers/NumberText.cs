using System.Globalization;

namespace Athanor.Reports;

/// <summary>Numbers as people read them: a true minus sign, no negative zero, powers of ten with raised digits.</summary>
public static class NumberText
{
    const char Minus = '\u2212';

    /// <summary><paramref name="value"/> with exactly <paramref name="decimals"/> digits after the point (0 … 15).</summary>
    public static string Fixed(double value, int decimals)
    {
        if (!double.IsFinite(value))
            return NotFinite(value);
        return Signed(value.ToString("F" + Math.Clamp(decimals, 0, 15), CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// <paramref name="value"/> to <paramref name="digits"/> significant digits (1 … 15), trailing zeros dropped after the point;
    /// as m×10ⁿ where the magnitude is below 10⁻⁴ or reaches 10⁶.
    /// </summary>
    public static string Significant(double value, int digits = 4)
    {
        if (!double.IsFinite(value))
            return NotFinite(value);
        if (value == 0)
            return "0";
        var rounded = Rounded(value, digits);
        var power = PowerOf(rounded);
        if (power < -4 || power >= 6)
        {
            // Divide in decimal arithmetic: 1e-310 / 1e-310 is exact as text, not as doubles.
            var scientific = rounded.ToString("E" + (digits - 1), CultureInfo.InvariantCulture);
            var mantissa = Trimmed(scientific[..scientific.IndexOf('E')]);
            return Signed(mantissa) + PowerOfTen(power);
        }
        return Signed(Trimmed(rounded.ToString("F" + Math.Clamp(digits - 1 - power, 0, 15), CultureInfo.InvariantCulture)));
    }

    /// <summary>The text of a .NET numeric <paramref name="format"/> such as <c>0.000</c> or <c>N0</c>, with a true minus sign.</summary>
    public static string Formatted(double value, string format)
        => double.IsFinite(value) ? Signed(value.ToString(format, CultureInfo.InvariantCulture)) : NotFinite(value);

    /// <summary>×10ⁿ with raised digits.</summary>
    internal static string PowerOfTen(int power) => "×10" + Raised(power);

    internal static string Raised(int power)
        => string.Concat(power.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));

    /// <summary>n with 10ⁿ ≤ |value| &lt; 10ⁿ⁺¹; value finite and not zero.</summary>
    internal static int PowerOf(double value)
    {
        // Fifteen digits, which every decimal survives: with seventeen, 1e-6 (9.9999999999999995E-7) would fall into the decade below.
        var text = Math.Abs(value).ToString("E14", CultureInfo.InvariantCulture);
        return int.Parse(text[(text.IndexOf('E') + 1)..], CultureInfo.InvariantCulture);
    }

    internal static double Rounded(double value, int digits)
        => double.Parse(value.ToString("E" + (digits - 1), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    internal static string NotFinite(double value)
        => double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : Minus + "∞";

    static string Trimmed(string text) => text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text;

    static string Signed(string text)
    {
        if (!text.StartsWith('-'))
            return text;
        return text.AsSpan(1).IndexOfAnyInRange('1', '9') < 0 ? text[1..] : Minus + text[1..];
    }
}
