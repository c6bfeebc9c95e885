using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>Means over a trajectory, with errors by blocking. NaN, or null, where frames do not say.</summary>
/// <param name="Temperature">K.</param>
/// <param name="Energy">Potential energy, eV/atom.</param>
/// <param name="Pressure">GPa, with the motion's part.</param>
/// <param name="Volume">Å³/atom.</param>
public sealed record ThermalMeans(Estimate? Temperature, Estimate? Energy, Estimate? Pressure, Estimate? Volume);

sealed class ThermalGauge(int atoms) : IGauge
{
    // Temperature, energy, pressure, volume.
    readonly double[] _sums = new double[4];
    readonly BlockReadings<Tally> _readings = new();
    long _count;
    int _without;

    /// <summary>Å³.</summary>
    public double Volume => _sums[3] / _count;

    /// <summary>K; NaN where not known throughout.</summary>
    public double Temperature => _sums[0] / (_count - _without);

    public void Take(Snapshot snapshot, Team team)
    {
        // Velocities by differences begin with the second frame.
        var early = _count == 0 && double.IsNaN(snapshot.Temperature);
        _without += early ? 1 : 0;
        _sums[0] += early ? 0 : snapshot.Temperature;
        _sums[1] += snapshot.Energy ?? double.NaN;
        _sums[2] += early && snapshot.Stress is null ? 0 : snapshot.Stress is { } s ? -s.Trace / 3 : double.NaN;
        _sums[3] += snapshot.Volume ?? double.NaN;
        _count++;
        _readings.Tick(() => new Tally([.. _sums, _count, _count - _without]));
    }

    public ThermalMeans Finish()
    {
        var blocks = _readings.Blocks();
        Estimate? One(int quantity, string unit, double scale)
        {
            if (!double.IsFinite(_sums[quantity]) || (quantity is 0 or 2 && _count == _without))
                return null;
            double Mean(double[] sums, double all, double late) => scale * sums[quantity] / (quantity is 0 or 2 ? late : all);
            var mean = BlockError.Estimate(Mean(_sums, _count, _count - _without), unit, [.. blocks.Where(b => b.Values[5] > 0).Select(b => Mean(b.Values, b.Values[4], b.Values[5]))]);
            // One frame is no sample. What does not change has the errors of rounding, which are no errors.
            return _count == 1 || mean.Statistical < 1e-12 * Math.Abs(mean.Value) ? mean with { Statistical = null } : mean;
        }
        return new ThermalMeans(One(0, "K", 1), One(1, "eV/atom", 1.0 / atoms), One(2, "GPa", Units.GigaPascal), One(3, "Å³/atom", 1.0 / atoms));
    }
}
