using System.Text.Json.Serialization;
using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>A trajectory's analysis for machines: what <c>analyze --json</c> writes, curves included. What was not looked at is null or empty.</summary>
public static class TrajectoryRecord
{
    public static object Of(TrajectoryAnalysis a) => new
    {
        Formula = a.First.Count > 0 ? a.First.Formula : null,
        a.Frames,
        TimeStep = a.TimeStep is { } step ? new Quantity(step, "fs") : (Quantity?)null,
        a.Means.Temperature,
        EnergyPerAtom = a.Means.Energy,
        a.Means.Pressure,
        VolumePerAtom = a.Means.Volume,
        Distances = a.Distances.Select(d => new
        {
            d.Pair,
            FirstPeak = d.Peak is { } peak ? new Quantity(peak.Position, "Å") : (Quantity?)null,
            FirstPeakHeight = d.Peak?.Height,
            FirstMinimum = d.Peak?.Minimum is { } minimum ? new Quantity(minimum, "Å") : (Quantity?)null,
            Neighbours = d.Peak?.Coordination,
            Kind = d.IsBulk ? "g" : "density",
            Radii = d.Radii,
            d.Values,
            d.Errors,
            d.Coordination,
            Units = new { Radii = "Å", Values = d.IsBulk ? "" : "1/Å", Errors = d.IsBulk ? "" : "1/Å", Coordination = "" },
        }),
        StructureFactors = a.StructureFactors.Select((s, k) => new { s.Pair, s.WaveVectors, s.Values, s.Errors, FromDistances = k == 0 ? a.StructureFactorOfDistances : null, Units = new { WaveVectors = "1/Å" } }),
        Diffusion = a.Diffusion.Select(d => new
        {
            Element = d.Element.Symbol,
            d.Coefficient,
            d.Exponent,
            d.Corrected,
            Window = d.Window is { } w ? new[] { w.From, w.To } : null,
            d.Times,
            MeanSquareDisplacement = d.Squares,
            d.Errors,
            Units = new { Window = "fs", Times = "fs", MeanSquareDisplacement = "Å²", Errors = "Å²" },
        }),
        Velocities = a.Velocities.Select(v => new { Element = v.Element.Symbol, v.Coefficient, v.Times, v.Values, v.Errors, v.Spectrum, Units = new { Times = "fs", Values = "Å²/fs²", Errors = "Å²/fs²", Spectrum = "1/THz" } }),
        Spectrum = a.Spectrum is { } spectrum ? new Lines(spectrum.Frequencies, spectrum.Total, new Quantity(spectrum.Resolution, "THz")) : null,
        Charges = a.Charges is { } c ? new { c.Conductivity, c.Times, c.Values, Spectrum = new Lines(c.Frequencies, c.Intensity, null), Units = new { Times = "fs", Values = "e²Å²/fs²" } } : null,
        Viscosity = a.Viscosity is { } v
            ? new { v.Value, Temperature = new Quantity(v.Temperature, "K"), Cutoff = new Quantity(v.Cutoff, "fs"), v.Times, v.Correlation, v.CorrelationErrors, v.Running, v.RunningErrors, Units = new { Times = "fs", Correlation = "eV²/Å⁶", CorrelationErrors = "eV²/Å⁶", Running = "mPa·s", RunningErrors = "mPa·s" } }
            : null,
        a.Notes,
    };

    sealed record Lines([property: JsonPropertyName("frequencies_THz")] IReadOnlyList<double> Frequencies, IReadOnlyList<double> Density, Quantity? Resolution)
    {
        public object Units { get; } = new { Density = "1/THz" };
    }
}
