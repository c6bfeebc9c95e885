using System.Globalization;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary>Reads "300", or "300:1000": from one value to another over the run.</summary>
static class RampText
{
    /// <param name="duration">Of the run, fs.</param>
    /// <exception cref="UsageException">It is neither.</exception>
    public static Ramp Read(string option, string text, double duration)
    {
        var parts = text.Split(':');
        if (parts.Length is 1 or 2 && parts.All(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && double.IsFinite(x)))
        {
            var values = parts.Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray();
            return values.Length == 1 ? new Ramp(values[0]) : new Ramp(values[0], values[1], duration);
        }
        throw new UsageException($"{option} is a number, or two with a colon between them for a ramp over the run (300:1000); '{text}' is neither.");
    }
}
