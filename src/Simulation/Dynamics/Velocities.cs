using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>Initial velocities, and the motion of a system as a whole.</summary>
public static class Velocities
{
    /// <summary>
    /// Draws velocities (Å/fs) from the Maxwell–Boltzmann distribution at a temperature (K). Atom i of a seed gets the same Gaussians whatever the other atoms are.
    /// </summary>
    public static Vec3[] Thermal(Structure structure, double temperature, ulong seed)
    {
        using var noise = new AtomNoise();
        var velocities = new Vec3[structure.Count];
        for (var first = 0; first < structure.Count; first += AtomNoise.Capacity)
        {
            var count = Math.Min(AtomNoise.Capacity, structure.Count - first);
            noise.Fill(seed, NoiseStream.InitialVelocities, 0, first, count);
            for (var i = 0; i < count; i++)
            {
                var variance = Units.Boltzmann * temperature * Units.AccelerationPerForce / structure.MassOf(first + i);
                velocities[first + i] = Math.Sqrt(variance) * noise[i];
            }
        }
        return velocities;
    }

    /// <summary>Makes the centre of mass rest.</summary>
    public static void RemoveDrift(Span<Vec3> velocities, ReadOnlySpan<double> masses)
    {
        var momentum = Vec3.Zero;
        double mass = 0;
        for (var i = 0; i < velocities.Length; i++)
        {
            momentum += masses[i] * velocities[i];
            mass += masses[i];
        }
        var drift = momentum / mass;
        foreach (ref var v in velocities)
            v -= drift;
    }

    /// <summary>Makes a molecule stop turning about its centre of mass.</summary>
    public static void RemoveRotation(ReadOnlySpan<Vec3> positions, Span<Vec3> velocities, ReadOnlySpan<double> masses)
    {
        var centre = Vec3.Zero;
        double mass = 0;
        for (var i = 0; i < positions.Length; i++)
        {
            centre += masses[i] * positions[i];
            mass += masses[i];
        }
        centre /= mass;
        var angular = Vec3.Zero;
        var inertia = Mat3.Zero;
        for (var i = 0; i < positions.Length; i++)
        {
            var r = positions[i] - centre;
            angular += masses[i] * Vec3.Cross(r, velocities[i]);
            inertia += masses[i] * (r.LengthSquared * Mat3.Identity - Mat3.Outer(r, r));
        }
        // About the axis of a linear molecule nothing turns, and the tensor has no inverse; a breath of inertia makes one.
        var breath = 1e-13 * inertia.Trace;
        if (!(breath > 0))
            return;
        var spin = (inertia + Mat3.Diagonal(breath, breath, breath)).Inverse() * angular;
        for (var i = 0; i < positions.Length; i++)
            velocities[i] -= Vec3.Cross(spin, positions[i] - centre);
    }
}
