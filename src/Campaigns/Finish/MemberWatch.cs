using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Properties;
using Athanor.Simulation;

namespace Athanor.Campaigns;

/// <summary>One look at a run and at what the members of its potential say of it.</summary>
/// <param name="Time">fs.</param>
/// <param name="Temperature">K.</param>
/// <param name="Energy">Potential energy, eV.</param>
/// <param name="Members">What each member says of it, eV; empty where the potential is no ensemble.</param>
/// <param name="Disagreement">The largest |F_a − F_b| of any two members on any one atom, eV/Å; NaN where there are none.</param>
public readonly record struct MotionReading(double Time, double Temperature, double Energy, double[] Members, double Disagreement)
{
    /// <summary>Sample standard deviation of the members' energies, eV; NaN where there are none.</summary>
    public double EnergyStd => Members.Length < 2 ? double.NaN : MemberSpread.Deviation(Members);
}

/// <summary>Asks the members of an ensemble along a run. Has an evaluator of its own: the run's bits do not depend on it.</summary>
sealed class MemberWatch : IObserver, IDisposable
{
    readonly DisagreementGauge? _gauge;
    readonly List<MotionReading> _readings = [];

    /// <param name="every">Steps between two looks.</param>
    public MemberWatch(IPotential potential, Team team, int every)
    {
        Every = every;
        _gauge = EnsembleMembers.Of(potential).Count > 1 ? new DisagreementGauge(potential, new EvaluatorOptions(team)) : null;
    }

    public int Every { get; }

    public IReadOnlyList<MotionReading> All => _readings;

    public void Observe(MolecularDynamics dynamics)
    {
        var state = dynamics.State;
        var apart = _gauge?.Measure(state.Structure).Amount ?? double.NaN;
        _readings.Add(new MotionReading(state.Time, state.Temperature, state.Prediction.Energy, _gauge is null ? [] : _gauge.Energies.ToArray(), apart));
    }

    public void Dispose() => _gauge?.Dispose();
}

/// <summary>Keeps some frames of a run for a picture that moves.</summary>
sealed class FrameWatch(int every) : IObserver
{
    readonly List<(double Time, Structure Structure)> _frames = [];

    public int Every => every;

    public IReadOnlyList<(double Time, Structure Structure)> All => _frames;

    public void Observe(MolecularDynamics dynamics) => _frames.Add((dynamics.State.Time, dynamics.State.Structure.Clone()));
}
