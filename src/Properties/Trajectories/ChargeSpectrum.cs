using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>Autocorrelation of the current of charges J = Σ q_i v_i, whose spectrum is that of infrared absorption for fixed charges, up to a factor and without quantum corrections; and its integral, the conductivity.</summary>
/// <param name="Times">fs.</param>
/// <param name="Values">⟨J(0)·J(t)⟩, e²Å²/fs².</param>
/// <param name="Frequencies">THz.</param>
/// <param name="Intensity">Of area one over THz.</param>
/// <param name="Conductivity">∫ ⟨J(0)·J(t)⟩ dt / 3VkT to the longest lag, S/m; null without volume or temperature.</param>
public sealed record ChargeSpectrum(IReadOnlyList<double> Times, IReadOnlyList<double> Values, IReadOnlyList<double> Frequencies, IReadOnlyList<double> Intensity, Estimate? Conductivity)
{
    internal static ChargeSpectrum Of(double[] sum, double[][] blocks, double timeStep, double temperature, double volume)
    {
        double Integral(double[] c) => Units.WattPerMetre / (3 * volume * Units.Boltzmann * temperature) * timeStep * (c.Sum() - 0.5 * (c[0] + c[^1]));
        return new ChargeSpectrum(
            [.. Enumerable.Range(0, sum.Length).Select(k => k * timeStep)], sum, VibrationalSpectrum.FrequenciesOf(sum.Length, timeStep), VibrationalSpectrum.Of(sum, timeStep),
            double.IsFinite(volume) && double.IsFinite(temperature) ? BlockError.Estimate(Integral(sum), "S/m", [.. blocks.Select(Integral)]) : null);
    }
}

sealed class ChargeGauge(int segment) : IGauge
{
    readonly SegmentCorrelation _correlation = new(3, [[0, 1, 2]], segment);

    public void Take(Snapshot snapshot, Team team)
    {
        if (snapshot is not { Charges: { } charges, Velocities: { } velocities })
            return;
        var current = Vec3.Zero;
        for (var i = 0; i < charges.Length; i++)
            current += charges[i] * velocities[i];
        _correlation.Add([current.X, current.Y, current.Z], team);
    }

    public ChargeSpectrum? Finish(double timeStep, double temperature, double volume, Team team)
    {
        _correlation.Finish(team);
        return _correlation.Segments == 0 ? null : ChargeSpectrum.Of(_correlation.Correlations()[0], [.. _correlation.Blocks().Select(b => b[0])], timeStep, temperature, volume);
    }
}
