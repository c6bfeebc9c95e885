using System.CommandLine;
using System.Globalization;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary>The two ends between which a collective variable is looked at.</summary>
static class VariableRange
{
    /// <param name="rises">Whether the second must be the larger.</param>
    /// <exception cref="UsageException">They are none, the same, or farther apart than the variable goes before it repeats.</exception>
    public static (double From, double To) Read(Call call, Option<double> from, Option<double> to, ICollectiveVariable variable, bool rises)
    {
        var (first, last) = (call.Finite(from), call.Finite(to));
        if (first == last || (rises && first > last))
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{from.Name} and {to.Name} are two values of '{variable.Name}'{(rises ? ", the second the larger" : "")}, not {first} and {last}."));
        if (variable.Period is { } period && Math.Abs(last - first) > period * (1 + 1e-9))
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"'{variable.Name}' repeats after {period}{variable.Unit}; from {first} to {last} is more than once around."));
        return (first, last);
    }
}
