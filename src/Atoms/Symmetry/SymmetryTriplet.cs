using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>The text form of a symmetry operation, as CIF and the International Tables write it.</summary>
static class SymmetryTriplet
{
    // "0.333" and "0.6667" stand for thirds; nothing else that occurs lies so near to a 24th.
    const double Rounded = 6e-4;

    public static SymmetryOperation Parse(string triplet)
    {
        var parts = triplet.Split(',');
        if (parts.Length != 3)
            throw Bad(triplet, "it should have three parts set apart by commas");
        var rows = new Vec3[3];
        var shifts = new double[3];
        for (var i = 0; i < 3; i++)
            (rows[i], shifts[i]) = ParsePart(parts[i], triplet);
        var rotation = Mat3.FromRows(rows[0], rows[1], rows[2]);
        if (Math.Abs(Math.Abs(rotation.Determinant) - 1) > 1e-9)
            throw Bad(triplet, "it does not map the lattice onto itself");
        return new SymmetryOperation(rotation, new Vec3(shifts[0], shifts[1], shifts[2]));
    }

    public static string Format(SymmetryOperation operation)
    {
        var parts = new string[3];
        for (var i = 0; i < 3; i++)
        {
            var text = "";
            for (var j = 0; j < 3; j++)
            {
                var factor = (int)Math.Round(operation.Rotation[i, j]);
                if (factor != 0)
                    text += (factor < 0 ? "-" : text.Length > 0 ? "+" : "") + (Math.Abs(factor) == 1 ? "" : $"{Math.Abs(factor)}") + "xyz"[j];
            }
            if (operation.Translation[i] != 0)
                text += "+" + Fraction(operation.Translation[i]);
            parts[i] = text;
        }
        return string.Join(',', parts);
    }

    // A sum of terms: an optional sign, then a letter, a number, a fraction, or a number before a letter.
    static (Vec3 Row, double Shift) ParsePart(string part, string triplet)
    {
        double x = 0, y = 0, z = 0, shift = 0;
        var text = part.Replace(" ", "").Replace("\t", "").ToLowerInvariant();
        if (text.Length == 0)
            throw Bad(triplet, "one of its parts is empty");
        var at = 0;
        while (at < text.Length)
        {
            var sign = 1.0;
            if (text[at] is '+' or '-')
                sign = text[at++] == '-' ? -1 : 1;
            else if (at > 0)
                throw Bad(triplet, $"a sign is missing in '{part.Trim()}'");
            var start = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is '.' or '/'))
                at++;
            var factor = start == at ? 1 : Number(text[start..at]) ?? throw Bad(triplet, $"'{text[start..at]}' is no number");
            if (at < text.Length && text[at] == '*')
                at++;
            if (at < text.Length && text[at] is 'x' or 'y' or 'z')
            {
                var letter = text[at++];
                x += letter == 'x' ? sign * factor : 0;
                y += letter == 'y' ? sign * factor : 0;
                z += letter == 'z' ? sign * factor : 0;
            }
            else if (start == at)
            {
                throw Bad(triplet, $"'{part.Trim()}' is not a sum of x, y, z and numbers");
            }
            else
            {
                shift += sign * factor;
            }
        }
        return (new Vec3(x, y, z), Snapped(shift));
    }

    static double? Number(string text)
    {
        var slash = text.Split('/');
        if (slash.Length > 2 || !Utf8Number.TryParse(slash[0], out var top))
            return null;
        if (slash.Length == 1)
            return top;
        return Utf8Number.TryParse(slash[1], out var bottom) && bottom != 0 ? top / bottom : null;
    }

    static double Snapped(double shift)
    {
        var steps = Math.Round(24 * shift);
        return Math.Abs(shift - steps / 24) < Rounded ? steps / 24 : shift;
    }

    static string Fraction(double value)
    {
        foreach (var bottom in new[] { 2, 3, 4, 6, 8, 12, 24 })
        {
            var top = Math.Round(value * bottom);
            if (Math.Abs(value * bottom - top) < 1e-9)
                return $"{top}/{bottom}";
        }
        return value.ToString("R");
    }

    static AtomsException Bad(string triplet, string why) =>
        new($"'{triplet}' is not a symmetry operation like 'x,-y,z+1/2': {why}.");
}
