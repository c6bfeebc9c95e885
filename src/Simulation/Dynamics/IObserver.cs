namespace Athanor.Simulation;

/// <summary>Sees a simulation at its start and then every so many steps.</summary>
public interface IObserver
{
    /// <summary>Steps between two looks, at least 1.</summary>
    int Every { get; }

    /// <summary>Called at steps that are multiples of <see cref="Every"/>, step 0 included. A resumed run does not show its first step again.</summary>
    void Observe(MolecularDynamics dynamics);
}

/// <summary>
/// An observer that writes a file which grows. Restart files note its length, and a resumed run cuts off what was written after that, so that an
/// interrupted and resumed run leaves the same file as one that was never interrupted.
/// </summary>
public interface IGrowingFile : IObserver
{
    /// <summary>What the file is to the run ("trajectory", "log"); one of each.</summary>
    string Role { get; }

    /// <summary>Bytes written, all of them handed to the system.</summary>
    long Length { get; }

    /// <summary>Opens the file.</summary>
    /// <param name="keep">Bytes to go on from; null to begin anew.</param>
    void Open(long? keep);
}
