using System.CommandLine;
using System.Globalization;
using Athanor.Atoms;

namespace Athanor.App;

/// <summary>The time step where <c>--timestep</c> does not say.</summary>
static class UsualTimeStep
{
    /// <summary>fs; no atom is so slow that more would follow it.</summary>
    const double Most = 1000;

    /// <param name="fold">Usual steps in one, where a cheap potential takes them.</param>
    /// <exception cref="UsageException">What is said is none.</exception>
    public static double Read(Call call, Option<double?> option, Structure structure, int fold = 1) => call.Positive(option, "fs") is not { } given ? fold * Of(structure)
        : given <= Most ? given : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option.Name} is a number of fs above 0 and up to {Most}, not {given}."));

    /// <summary>1 fs, or 0.5 where an atom is lighter than 3 amu; deuterium counts as light.</summary>
    public static double Of(Structure structure) => Enumerable.Range(0, structure.Count).Any(i => structure.MassOf(i) < 3) ? 0.5 : 1;
}
