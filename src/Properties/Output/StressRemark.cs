using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>That phonons are of a cell that is not at rest.</summary>
static class StressRemark
{
    const double Notice = 0.1; // GPa

    /// <param name="stress">eV/Å³, tension positive; not a number where the potential has none.</param>
    /// <param name="remedy">What is to be said on the command line for a cell at rest.</param>
    /// <returns>Null where there is nothing to be said.</returns>
    internal static string? Of(Mat3 stress, string remedy)
    {
        var symmetric = stress.Symmetrized;
        var largest = ForceConstants.Largest(symmetric) * Units.GigaPascal;
        return largest > Notice
            ? $"The crystal is under stress, {NumberText.Significant(largest, 2)} GPa at the most (pressure {NumberText.Significant(-symmetric.Trace / 3 * Units.GigaPascal, 2)} GPa): these are phonons of the cell as it was given; {remedy} brings it to rest too."
            : null;
    }
}
