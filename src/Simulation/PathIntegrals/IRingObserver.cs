namespace Athanor.Simulation;

/// <summary>Sees path-integral dynamics at its start and then every so many steps.</summary>
public interface IRingObserver
{
    /// <summary>Steps between two looks, at least 1.</summary>
    int Every { get; }

    /// <summary>Called at steps that are multiples of <see cref="Every"/>, step 0 included. A resumed run does not show its first step again.</summary>
    void Observe(PathIntegralDynamics dynamics);
}

/// <summary>An observer that writes a file which grows: see <see cref="IGrowingFile"/>.</summary>
public interface IGrowingRingFile : IRingObserver
{
    /// <summary>"centroid", "beads"; one of each.</summary>
    string Role { get; }

    /// <summary>Bytes written, all of them handed to the system.</summary>
    long Length { get; }

    /// <param name="keep">Bytes to go on from; null to begin anew.</param>
    void Open(long? keep);
}
