using Athanor.Atoms;
using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>The quasi-harmonic crystal for machines.</summary>
static class QuasiHarmonicRecord
{
    internal static object Of(QuasiHarmonic result, Phonons phonons) => new
    {
        Volumes = result.Volumes.Concat(result.LeftOut).OrderBy(v => v.Volume).Select(v => new
        {
            v.Scale,
            Volume = new Quantity(v.Volume, "Å³"),
            StaticEnergy = new Quantity(v.StaticEnergy, "eV"),
            Lowest_THz = v.Lowest,
            Fitted = result.Volumes.Contains(v),
        }).ToArray(),
        States = result.States.Select((s, k) => new
        {
            Temperature = new Quantity(s.Temperature, "K"),
            Volume = new Estimate(s.Volume, "Å³", null, result.Spread?[k].Volume),
            Scale = Math.Cbrt(s.Volume / phonons.Crystal.Structure.Cell!.Volume),
            Expansion = new Estimate(s.Expansion, "1/K", null, result.Spread?[k].Expansion),
            BulkModulus = new Estimate(s.BulkModulus, "eV/Å³", null, result.Spread?[k].BulkModulus).In("GPa", Units.GigaPascal),
            FreeEnergy = new Quantity(s.FreeEnergy, "eV"),
            HeatCapacityAtConstantVolume = new Quantity(s.HeatCapacity, "eV/K"),
            HeatCapacityAtConstantPressure = new Estimate(s.HeatCapacityAtConstantPressure, "eV/K", null, result.Spread?[k].HeatCapacityAtConstantPressure),
            Grueneisen = Finite(s.Grueneisen),
            FitResidual = new Quantity(s.Residual, "eV"),
        }).ToArray(),
        result.Beyond,
        Grueneisen = new
        {
            Mean = result.Grueneisen.Mean(phonons, double.PositiveInfinity),
            QPoints = result.Grueneisen.QPoints.Select(q => q.Select(Finite).ToArray()).ToArray(),
        },
    };

    static double? Finite(double x) => double.IsFinite(x) ? x : null;
}
