using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>Quantum nuclei for machines: what <c>--json</c> writes.</summary>
public static class QuantumNucleiRecord
{
    /// <param name="results">One for each number of beads.</param>
    public static object Of(IReadOnlyList<QuantumNuclei> results, bool completed) => new
    {
        Completed = completed,
        Potential = results.Count > 0 ? results[0].Potential : null,
        Formula = results.Count > 0 ? results[0].Structure.Formula : null,
        Results = results.Select(One).ToArray(),
    };

    static object One(QuantumNuclei r) => new
    {
        r.Settings.Beads,
        r.Settings.Contracted,
        r.Settings.InnerSteps,
        Temperature = new Quantity(r.Settings.Temperature, "K"),
        TimeStep = new Quantity(r.Settings.TimeStep, "fs"),
        Energy = r.Energy,
        r.PotentialEnergy,
        r.KineticEnergy,
        r.PrimitiveKineticEnergy,
        ClassicalKineticEnergy = new Quantity(r.ClassicalKinetic, "eV"),
        RingTemperature = r.Temperature,
        Drift = new Quantity(1000 * r.Drift, "meV/atom"),
        Pressure = r.Pressure?.In("GPa", Atoms.Units.GigaPascal),
        Harmonic = r.Harmonic is { } h ? new
        {
            RestEnergy = new Quantity(h.RestEnergy, "eV"),
            ZeroPointEnergy = new Quantity(h.ZeroPoint, "eV"),
            Quantum = new Quantity(h.Quantum, "eV"),
            Classical = new Quantity(h.Classical, "eV"),
            Discretised = new Quantity(h.Discretised, "eV"),
        } : null,
        Elements = r.Elements.Select(e => new { Element = e.Element.Symbol, KineticEnergy = e.Kinetic, RadiusOfGyration = e.Gyration }).ToArray(),
        Bonds = r.Bonds.Select(b => new
        {
            b.Name,
            b.Count,
            Mean = new Quantity(b.Mean, "Å"),
            Deviation = new Quantity(b.Deviation, "Å"),
            CentroidMean = new Quantity(b.CentroidMean, "Å"),
        }).ToArray(),
        Readings = r.Averages.Readings.Count,
    };
}
