namespace Athanor.Simulation;

/// <summary>How the free ring is moved on.</summary>
public enum RingPropagation
{
    /// <summary>
    /// By Cayley's transform in place of the exponential: as exact for thermal distributions, never resonant with the forces, so that the time step may be as long with many beads as with few
    /// (Korol, Bou-Rabee and Miller, J. Chem. Phys. 151, 124103 (2019); Korol, Rosa-Raíces, Bou-Rabee and Miller, J. Chem. Phys. 152, 104102 (2020): BCOCB).
    /// </summary>
    Cayley,

    /// <summary>By the exact motion of each mode; the choice where real time means something and the time step is short.</summary>
    Exact,
}

/// <summary>Half a time step of one free mode: q ← c q + s v, v ← −d q + c v.</summary>
/// <param name="Cosine">c.</param>
/// <param name="PerVelocity">s, fs.</param>
/// <param name="PerPosition">d, 1/fs.</param>
readonly record struct HalfTurn(double Cosine, double PerVelocity, double PerPosition)
{
    /// <param name="frequency">ω_k, 1/fs; 0 for the centroid, which drifts.</param>
    /// <param name="timeStep">The whole step, fs.</param>
    internal static HalfTurn Of(RingPropagation propagation, double frequency, double timeStep)
    {
        if (frequency == 0)
            return new HalfTurn(1, 0.5 * timeStep, 0);
        // The square root of a Cayley transform over the whole step turns by atan(ωΔt/2), where the exact motion turns by ωΔt/2.
        var half = 0.5 * frequency * timeStep;
        var (cosine, sine) = propagation == RingPropagation.Exact
            ? (Math.Cos(half), Math.Sin(half))
            : (1 / Math.Sqrt(1 + half * half), half / Math.Sqrt(1 + half * half));
        return new HalfTurn(cosine, sine / frequency, sine * frequency);
    }
}
