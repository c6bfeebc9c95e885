using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>Refuses a run that would take too much memory, before it begins.</summary>
internal static class MemoryLimit
{
    // Arrays are indexed by an int: with no more than this no array of doubles can be too long.
    const long Largest = 15L << 30;

    /// <summary>What a process holds that has arrays of so many bytes in use: the program itself, and what the collector has yet to take back.</summary>
    public static double Held(double arrays) => 1.2 * arrays + (100 << 20);

    /// <param name="size">How large the problem is, in words.</param>
    /// <param name="needed">Bytes at the peak.</param>
    /// <exception cref="PotentialException">More is needed than allowed.</exception>
    public static void Require(string method, Structure structure, BasisSet basis, CorrelationOptions options, string size, double needed)
    {
        var allowed = Math.Min(options.Memory, Largest);
        if (needed > allowed)
            throw new PotentialException(
                $"{method} of {structure.Formula} in {basis.Name} ({size}) would take {needed / (1 << 30):0.0} GiB of memory; {allowed / (double)(1 << 30):0.0} GiB are allowed. Choose a smaller set{(allowed < Largest ? ", or set CorrelationOptions.Memory" : "")}.");
    }
}
