using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>What a method found, in atomic units.</summary>
internal sealed record MethodResult
{
    /// <summary>Total energy, Eh.</summary>
    public required double Energy { get; init; }

    /// <summary>∂E/∂R of each nucleus, Eh/bohr; empty where it was not asked for or the method has none.</summary>
    public Vec3[] Gradient { get; init; } = [];

    /// <summary>The field that the energy is, or rests on.</summary>
    public required ScfResult Field { get; init; }

    /// <summary>Whether the density of <see cref="Field"/> is the method's own, so that dipole and charges can be had from it; not so where correlation is added to a field.</summary>
    public bool HasDensity { get; init; }

    /// <summary>The T1 diagnostic of coupled clusters; null for what has no singles.</summary>
    public double? T1 { get; init; }
}
