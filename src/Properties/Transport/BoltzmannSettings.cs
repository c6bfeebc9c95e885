using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>How a conductivity is had from the phonons of a crystal.</summary>
public sealed record BoltzmannSettings
{
    /// <summary>The supercell in which forces are differentiated, in cells of the crystal as it was given; the usual one of phonons where null.</summary>
    public Mat3? Repeats { get; init; }

    /// <summary>Wave vectors in each reciprocal direction of the primitive cell; as many as some seconds allow where null.</summary>
    public (int A, int B, int C)? Mesh { get; init; }

    public ThirdOrderSettings ThirdOrder { get; init; } = new();

    public TransportSettings Transport { get; init; } = new();

    /// <summary>Whether coarser grids are solved too, to see how far the finest is from the limit.</summary>
    public bool Convergence { get; init; } = true;

    /// <summary>Whether the members of the potential's ensemble are asked one by one.</summary>
    public bool Uncertainty { get; init; }
}

/// <summary>How far a conductivity has come.</summary>
/// <param name="Doing">"third derivatives", "processes on 12 × 12 × 12".</param>
/// <param name="Total">Null where nobody knows.</param>
public readonly record struct ConductivityStep(string Doing, int Done, int? Total);
