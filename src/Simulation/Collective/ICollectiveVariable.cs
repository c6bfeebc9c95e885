using Athanor.Atoms;

namespace Athanor.Simulation;

/// <summary>
/// A number that tells where a structure stands on the way from one state to another: a distance, an angle, a path. A function of edges between atoms, so that its gradient and its
/// answer to strain come out of the same sums. Immutable; scratch memory is the caller's.
/// </summary>
public interface ICollectiveVariable
{
    /// <summary>As it is written: <c>distance(1,2) - distance(2,3)</c>.</summary>
    string Name { get; }

    /// <summary>Å, ° or nothing.</summary>
    string Unit { get; }

    /// <summary>After which values repeat, in <see cref="Unit"/>: 360 for a dihedral, which lies in [−180, 180). Null for none.</summary>
    double? Period { get; }

    /// <summary>The largest index (from 0) of an atom that it looks at.</summary>
    int LastAtom { get; }

    /// <summary>The value, in <see cref="Unit"/>.</summary>
    /// <param name="factor">What the gradient is multiplied with before it is added.</param>
    /// <param name="into">Gets the gradient added; made ready by <see cref="CollectiveGradient.Reset"/> for as many atoms as the structure has.</param>
    double Evaluate(Structure structure, double factor, CollectiveGradient into);

    /// <summary>Refuses what it cannot be asked of.</summary>
    /// <exception cref="SimulationException">The structure has fewer atoms than it names, or other than its reference.</exception>
    void Check(Structure structure)
    {
        if (LastAtom >= structure.Count)
            throw new SimulationException($"'{Name}' looks at atom {LastAtom + 1}, but {structure} has {structure.Count} {(structure.Count == 1 ? "atom" : "atoms")}. Atoms are counted from 1.");
    }
}

/// <summary>Differences of values that may repeat.</summary>
public static class CollectiveDifference
{
    /// <summary><paramref name="to"/> − <paramref name="from"/>, by whole periods as near to zero as can be.</summary>
    public static double Between(double from, double to, double? period)
    {
        var d = to - from;
        return period is { } p ? d - p * Math.Round(d / p) : d;
    }
}
