namespace Athanor.Potentials;

/// <summary>
/// An evaluator whose forces carry more than the rounding of its precision, because they are found by iteration or read from a file. Whoever takes differences of them
/// takes steps long enough (<see cref="ForceTangents.Of"/>).
/// </summary>
public interface IForceNoise
{
    /// <summary>How much a force component may be off from one geometry to the next, eV/Å; 0 where rounding is all.</summary>
    double ForceNoise { get; }
}
