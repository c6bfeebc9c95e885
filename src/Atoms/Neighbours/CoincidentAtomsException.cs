namespace Athanor.Atoms;

/// <summary>Two atoms at one place.</summary>
public sealed class CoincidentAtomsException : AtomsException
{
    /// <param name="first">Zero-based index in the structure.</param>
    /// <param name="second">Zero-based index in the structure.</param>
    public CoincidentAtomsException(int first, int second)
        : base(first == second
            ? $"Atom {first + 1} coincides with its own periodic image: a lattice vector is shorter than 0.001 Å."
            : $"Atoms {Math.Min(first, second) + 1} and {Math.Max(first, second) + 1} are at the same place (closer than 0.001 Å). Remove one of them, or check that the coordinates were read in the right units and cell.")
    {
        First = first;
        Second = second;
    }

    public int First { get; }

    public int Second { get; }
}
