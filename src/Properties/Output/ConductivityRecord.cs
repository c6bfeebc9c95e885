using Athanor.Numerics;
using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>Thermal conductivities for machines: what <c>--json</c> writes.</summary>
public static class ConductivityRecord
{
    public static object Of(BoltzmannConductivity of) => new
    {
        Method = "boltzmann",
        of.Potential,
        of.Crystal.Structure.Formula,
        Supercell = Rows(of.Second.Lattice.Matrix),
        of.Settings.Transport.Classical,
        MassVariances = of.Settings.Transport.MassVariances.ToDictionary(v => v.Key.Symbol, v => v.Value),
        LargestForce = new Quantity(of.LargestForce, "eV/Å"),
        Pressure = new Quantity(-of.Stress.Trace / 3 * Atoms.Units.GigaPascal, "GPa"),
        ThirdOrder = new { Cutoff = new Quantity(of.Third.Cutoff, "Å"), Blocks = of.Third.Terms.Count, of.Third.Derivatives, of.Third.IsExact, of.Third.SumRule, of.Third.Asymmetry },
        Grids = of.Grids.Select(g => new
        {
            Mesh = new[] { g.Mesh.A, g.Mesh.B, g.Mesh.C },
            g.Processes,
            g.Imaginary,
            Temperatures = g.States.Select(s => new
            {
                Temperature = new Quantity(s.Temperature, "K"),
                Conductivity = new Quantity(s.Mean, "W/m/K"),
                RelaxationTimes = new Quantity(s.Relaxation.Trace / 3, "W/m/K"),
                Tensor = Tensor(s.Conductivity),
                s.Iterations,
                s.Residual,
                ModesLeftOut = s.Alone,
            }).ToArray(),
        }).ToArray(),
        Conductivities = of.Finest.States.Select((s, t) => new
        {
            Temperature = new Quantity(s.Temperature, "K"),
            Conductivity = of.Conductivity[t],
            RelaxationTimes = new Quantity(s.Relaxation.Trace / 3, "W/m/K"),
            Tensor = Tensor(s.Conductivity),
            Extrapolated = of.Extrapolated is { } limit ? new Quantity(limit[t], "W/m/K") : (Quantity?)null,
            HalfBelow = new Quantity(ConductivityTables.Half(s), "nm"),
            Accumulation = s.Accumulation(40) is var (paths, sums) ? new { FreePath = paths, Conductivity = sums, Units = new[] { "nm", "W/m/K" } } : null,
        }).ToArray(),
    };

    public static object Of(GreenKubo of) => new
    {
        Method = "green-kubo",
        of.Potential,
        of.Structure.Formula,
        Atoms = of.Structure.Count,
        Flux = of.How,
        of.Settings.Runs,
        Length = new Quantity(1e-3 * of.Settings.Samples * of.Interval, "ps"),
        of.Temperature,
        of.Conductivity,
        ByDirection = of.ByDirection,
        Coefficients = of.Spectrum.Coefficients,
        CutFrequency = new Quantity(of.Spectrum.Frequencies[^1], "THz"),
        Integral = new { Time = new Quantity(1e-3 * of.Correlation.Times[of.Correlation.Cut], "ps"), of.Correlation.Conductivity },
    };

    static Quantity[][] Tensor(Mat3 m) => [.. Rows(m).Select(r => r.Select(x => new Quantity(x, "W/m/K")).ToArray())];

    static double[][] Rows(Mat3 m) => [.. Enumerable.Range(0, 3).Select(d => new[] { m.Row(d).X, m.Row(d).Y, m.Row(d).Z })];
}
