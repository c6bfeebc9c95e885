namespace Athanor.Quantum;

/// <summary>Large arrays that one stage leaves to the next as garbage: left to itself the collector would let them stand beside those that follow.</summary>
internal static class Garbage
{
    // What is worth a collection, which takes some milliseconds.
    const double Large = 1 << 26;

    /// <summary>Collects where the stage before may have left this many bytes.</summary>
    public static void Collect(double bytes)
    {
        if (bytes > Large)
            GC.Collect();
    }
}
