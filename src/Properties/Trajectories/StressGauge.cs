using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>One reading of stress, from a frame or from a line of a run's log.</summary>
/// <param name="Time">fs.</param>
/// <param name="Temperature">K.</param>
/// <param name="Volume">Å³.</param>
/// <param name="Stress">With the motion's part, eV/Å³, tension positive.</param>
public readonly record struct StressSample(double Time, double Temperature, double Volume, Mat3 Stress);

/// <summary>Correlates the traceless part of the stress with itself (Daivis and Evans, J. Chem. Phys. 100, 541 (1994)): all six components, weighted so that each of five independent ones counts once.</summary>
sealed class StressGauge : IGauge
{
    readonly MultipleTau _correlator = new(6);
    readonly BlockReadings<CorrelationSums> _readings = new();
    readonly double[] _sample = new double[6];
    double _volumes;
    double _temperatures;

    public long Count { get; private set; }

    public void Take(Snapshot snapshot, Team team)
    {
        if (snapshot is { Stress: { } stress, Volume: { } volume })
            Take(new StressSample(snapshot.Time, snapshot.Temperature, volume, stress));
    }

    public void Take(StressSample sample)
    {
        var s = sample.Stress.Symmetrized;
        var third = s.Trace / 3;
        (_sample[0], _sample[1], _sample[2]) = (s.XX - third, s.YY - third, s.ZZ - third);
        (_sample[3], _sample[4], _sample[5]) = (s.YZ, s.XZ, s.XY);
        _correlator.Add(_sample);
        _volumes += sample.Volume;
        _temperatures += sample.Temperature;
        Count++;
        _readings.Tick(_correlator.Read);
    }

    /// <param name="timeStep">fs between samples.</param>
    public Viscosity? Finish(double timeStep, double? temperature)
    {
        if (Count < 32)
            return null;
        return Viscosity.Of(_correlator.Read(), _readings.Blocks(), timeStep, _volumes / Count, temperature ?? _temperatures / Count);
    }
}
