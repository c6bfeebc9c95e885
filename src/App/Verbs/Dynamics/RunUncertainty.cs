using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary>
/// How uncertain a potential is along a run, where it knows: so seldom that a committee of ten makes the run a tenth slower at most. Has an evaluator of its own; the
/// run's bits do not depend on it.
/// </summary>
sealed class RunUncertainty : IObserver, IDisposable
{
    const int MostReadings = 100, FewestSteps = 100;

    readonly IEvaluator _evaluator;
    readonly Prediction _prediction = new();
    readonly List<Reading> _readings = [];

    RunUncertainty(IEvaluator evaluator, long steps)
    {
        _evaluator = evaluator;
        Every = (int)Math.Clamp(steps / MostReadings, FewestSteps, int.MaxValue);
    }

    public int Every { get; }

    public IReadOnlyList<Reading> All => _readings;

    /// <summary>Null where the potential does not know how uncertain it is.</summary>
    /// <param name="steps">Of the whole run.</param>
    public static RunUncertainty? Of(IPotential potential, MolecularDynamics dynamics, Team team, long steps, CancellationToken cancellation)
    {
        var evaluator = potential.Open(new EvaluatorOptions(team, dynamics.Settings.Precision) { Cancellation = cancellation });
        var watch = new RunUncertainty(evaluator, steps);
        evaluator.Evaluate(dynamics.State.Structure, Request.Forces | Request.Uncertainty, watch._prediction);
        if (watch._prediction.EnergyStd is not null)
            return watch;
        evaluator.Dispose();
        return null;
    }

    public void Observe(MolecularDynamics dynamics)
    {
        var state = dynamics.State;
        try
        {
            _evaluator.Evaluate(state.Structure, Request.Forces | Request.Uncertainty, _prediction);
        }
        catch (OperationCanceledException)
        {
            // The run ends after this step.
            return;
        }
        var largest = 0.0;
        foreach (var std in _prediction.ForcesStd)
            largest = Math.Max(largest, std.Length);
        _readings.Add(new Reading(state.Time, _prediction.EnergyStd ?? double.NaN, largest));
    }

    public void Dispose() => _evaluator.Dispose();

    /// <param name="Time">fs.</param>
    /// <param name="Energy">Standard deviation of the energy, eV.</param>
    /// <param name="LargestForce">Length of the longest vector of standard deviations of an atom's force components, eV/Å.</param>
    internal readonly record struct Reading(double Time, double Energy, double LargestForce);
}
