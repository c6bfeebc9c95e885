using System.CommandLine;
using System.Globalization;

namespace Athanor.App;

/// <summary>Temperatures as <c>--temperature</c> takes them: one, several with commas, or from:to:step.</summary>
static class Temperatures
{
    const int Most = 10000;

    /// <summary>K; outside, kT is beyond what is computed here of atoms.</summary>
    const double Coldest = 0.001, Hottest = 1_000_000;

    /// <summary>The one of an option that takes no more.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static double One(Call call, Option<double> option) => call.Within(option, "K", Coldest, Hottest);

    /// <inheritdoc cref="One(Call, Option{double})"/>
    /// <returns>Null where none is given.</returns>
    public static double? One(Call call, Option<double?> option) => call.Get(option) is not (< Coldest or > Hottest or double.NaN) ? call.Get(option)
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option.Name} is a number of K from {Coldest} to {Hottest}, not {call.Get(option)}."));

    /// <param name="fromZero">Whether 0 K is one.</param>
    /// <exception cref="UsageException">A piece is none of these.</exception>
    public static double[] Parse(string text, bool fromZero = false)
    {
        var temperatures = new List<double>();
        foreach (var piece in text.Split(',', StringSplitOptions.TrimEntries))
        {
            double[] ends = [.. piece.Split(':').Select(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out var t) ? t : double.NaN)];
            var bad = ends.Where((e, k) => k == 2 ? !(e > 0) || !double.IsFinite(e) : !(e is >= Coldest and <= Hottest || (fromZero && e == 0 && k == 0))).Any();
            if (ends.Length is not (1 or 3) || bad || (ends.Length == 3 && (ends[1] < ends[0] || (ends[1] - ends[0]) / ends[2] > Most)))
                throw new UsageException($"--temperature takes kelvin, {(fromZero ? "0 or " : "")}from {Coldest} to {Hottest}, such as 298.15 or 100,300 or 200:1000:50 (from, to, step); '{piece}' is none of these.");
            if (ends.Length == 1)
                temperatures.Add(ends[0]);
            // A tenth of a step more, so that rounding does not lose the last.
            for (var k = 0; ends.Length == 3 && ends[0] + k * ends[2] <= ends[1] + 0.1 * ends[2]; k++)
                temperatures.Add(ends[0] + k * ends[2]);
        }
        return [.. temperatures];
    }
}
