using System.Globalization;

namespace Athanor.App;

/// <summary>Amounts of memory as people write them: 8GB, 500MB, 2GiB.</summary>
static class Bytes
{
    static readonly (string Unit, double Bytes)[] Units =
        [("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40), ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12)];

    /// <exception cref="UsageException">It is none.</exception>
    public static long Parse(string option, string text)
    {
        foreach (var (unit, bytes) in Units)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0 && number * bytes < 1e15)
                return (long)(number * bytes);
        }
        throw new UsageException($"{option} is an amount such as 500MB, 8GB or 8GiB, not '{text}'.");
    }
}
