namespace Athanor.Simulation;

/// <summary>What one reads off a ring polymer at the end of a step.</summary>
/// <param name="Time">fs.</param>
/// <param name="PotentialEnergy">Mean over the beads, eV.</param>
/// <param name="VirialKinetic">Quantum kinetic energy by the centroid-virial estimator, eV.</param>
/// <param name="PrimitiveKinetic">The same by the primitive estimator, eV.</param>
/// <param name="Temperature">Of the beads' own motion in the middle of the step, by P, K: whether thermostats do their work.</param>
/// <param name="Conserved">Energy of the ring less what thermostats gave, eV.</param>
/// <param name="Pressure">(2K + tr W)/3V with the centroid-virial K, eV/Å³; null unless all three directions repeat.</param>
public readonly record struct PathIntegralReading(
    long Step,
    double Time,
    double PotentialEnergy,
    double VirialKinetic,
    double PrimitiveKinetic,
    double Temperature,
    double Conserved,
    double? Pressure)
{
    /// <summary>Quantum energy with the centroid-virial kinetic energy, eV.</summary>
    public double TotalEnergy => PotentialEnergy + VirialKinetic;
}
