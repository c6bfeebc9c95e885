using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Athanor.Atoms;

/// <summary>Reads numbers from UTF-8 text, correctly rounded, whatever the culture.</summary>
static class Utf8Number
{
    // Powers of ten that a double holds exactly.
    static readonly double[] ExactPowers =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>
    /// A decimal number: exponents with e, E, or Fortran's d, D; "nan" and "inf" in any case. False where the text is anything else.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        // A product or quotient of two exactly represented numbers is correctly rounded (Clinger 1990); most coordinates have few
        // enough digits for that. The framework reads the rest, at a third of the speed.
        var at = 0;
        var negative = false;
        if (text.Length > 0 && (text[0] == '-' || text[0] == '+'))
        {
            negative = text[0] == '-';
            at = 1;
        }
        ulong mantissa = 0;
        int digits = 0, exponent = 0;
        var first = at;
        while (at < text.Length && (uint)(text[at] - '0') <= 9)
        {
            mantissa = 10 * mantissa + (uint)(text[at] - '0');
            at++;
        }
        digits = at - first;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            first = at;
            while (at < text.Length && (uint)(text[at] - '0') <= 9)
            {
                mantissa = 10 * mantissa + (uint)(text[at] - '0');
                at++;
            }
            exponent = first - at;
            digits += at - first;
        }
        if (digits == 0 || digits > 19)
            return TryParseSlowly(text, out value);
        if (at < text.Length)
        {
            if ((text[at] | 0x20) is not ('e' or 'd'))
                return Fail(out value);
            at++;
            var sign = 1;
            if (at < text.Length && (text[at] == '-' || text[at] == '+'))
            {
                sign = text[at] == '-' ? -1 : 1;
                at++;
            }
            if (at == text.Length || text.Length - at > 4)
                return TryParseSlowly(text, out value);
            var power = 0;
            for (; at < text.Length; at++)
            {
                if ((uint)(text[at] - '0') > 9)
                    return Fail(out value);
                power = 10 * power + (text[at] - '0');
            }
            exponent += sign * power;
        }
        if (mantissa > 1UL << 53 || exponent < -22 || exponent > 22)
            return TryParseSlowly(text, out value);
        double magnitude = mantissa;
        magnitude = exponent < 0 ? magnitude / ExactPowers[-exponent] : magnitude * ExactPowers[exponent];
        value = negative ? -magnitude : magnitude;
        return true;
    }

    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        Span<byte> bytes = stackalloc byte[64];
        if (text.Length > 64)
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        if (!Encoding.UTF8.TryGetBytes(text, bytes, out var count))
            return Fail(out value);
        return TryParse(bytes[..count], out value);
    }

    static bool TryParseSlowly(ReadOnlySpan<byte> text, out double value)
    {
        if (text.IsEmpty || text.ContainsAny(" \t,"u8))
            return Fail(out value);
        var unsigned = text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        if (Ascii.EqualsIgnoreCase(unsigned, "nan"u8))
        {
            value = double.NaN;
            return true;
        }
        if (Ascii.EqualsIgnoreCase(unsigned, "inf"u8) || Ascii.EqualsIgnoreCase(unsigned, "infinity"u8))
        {
            value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }
        if (text.ContainsAny("dD"u8))
        {
            Span<byte> copy = text.Length <= 128 ? stackalloc byte[text.Length] : new byte[text.Length];
            text.CopyTo(copy);
            copy[copy.IndexOfAny((byte)'d', (byte)'D')] = (byte)'e';
            return double.TryParse(copy, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        }
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    static bool Fail(out double value)
    {
        value = 0;
        return false;
    }
}
