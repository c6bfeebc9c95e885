using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Properties;
using Athanor.Simulation;

namespace Athanor.Campaigns;

/// <summary>
/// What follows when a campaign has ended: the first of its structures at rest, its frequencies with error bars beside the oracle's, guarded molecular dynamics. What fails is a remark; the rest is done all the same.
/// </summary>
public sealed class Finishing
{
    readonly IPotential _model;
    readonly Structure _start;
    readonly Team _team;
    readonly CancellationToken _cancellation;
    readonly List<string> _remarks = [];

    public Finishing(IPotential model, Structure start, Team team, CancellationToken cancellation) => (_model, _start, _team, _cancellation) = (model, start, team, cancellation);

    /// <summary>Told what is being done, how far it is and, where that is known, of how much.</summary>
    public Action<string, long, long?>? Progress { get; init; }

    /// <summary>Whether the model's frequencies are wanted.</summary>
    public bool Vibrations { get; init; } = true;

    /// <summary>Who labelled, for its own frequencies; null where they are not wanted.</summary>
    public IPotential? Oracle { get; init; }

    /// <summary>Seconds that a gradient of the oracle takes.</summary>
    public double OracleSeconds { get; init; }

    /// <summary>Seconds that the oracle's own frequencies may take.</summary>
    public double OraclePatience { get; init; } = 60;

    /// <summary>Null where none is wanted.</summary>
    public MotionSettings? Motion { get; init; }

    /// <summary>Where the trajectory goes; null for nowhere.</summary>
    public string? Trajectory { get; init; }

    /// <summary>Where a frame that the guard stops at goes; null for nowhere.</summary>
    public string? StoppedFrame { get; init; }

    /// <exception cref="OperationCanceledException">Cancelled before the molecular dynamics.</exception>
    public FinishResult Run()
    {
        var vibrations = Vibrations ? Try("The vibrations", OwnVibrations) : null;
        var frequencies = vibrations is null ? null : Compared(vibrations);
        var rest = vibrations?.Structure ?? (Vibrations ? null : Try("The relaxation", Relaxed));
        var motion = Motion is null ? null : Try("The molecular dynamics", Moved(rest ?? _start));
        return new FinishResult(rest, frequencies, motion, _remarks);
    }

    Vibrations OwnVibrations() => Properties.Vibrations.Of(
        _start, _model, new VibrationSettings { Uncertainty = EnsembleMembers.Of(_model).Count > 1 }, _team, Told("frequencies"), _cancellation);

    FrequencyComparison Compared(Vibrations own)
    {
        var seconds = OracleSeconds * FrequencyComparison.Gradients(_start.Count);
        if (Oracle is not { } oracle)
            return FrequencyComparison.Of(own, null);
        if (seconds > OraclePatience)
            return FrequencyComparison.Of(own, FormattableString.Invariant($"The oracle's own frequencies would take some {FrequencyComparison.Gradients(_start.Count)} gradients, about {seconds:0} s; they were not computed."));
        return Try("The oracle's own frequencies", () => FrequencyComparison.With(own, oracle, new EvaluatorOptions(_team) { Cancellation = _cancellation }, Told("the oracle's frequencies")))
            ?? FrequencyComparison.Of(own, _remarks[^1]);
    }

    Structure Relaxed()
    {
        Progress?.Invoke("relaxing", 0, null);
        var result = Relaxation.Run(_start, _model, new RelaxationSettings { ForceTolerance = 1e-3 }, _team, null, _cancellation);
        return result.Converged ? result.Structure : throw new SimulationException(FormattableString.Invariant($"an atom still feels {result.LargestForce:0.###} eV/Å after {result.Steps} steps"));
    }

    Func<Motion> Moved(Structure from) => () => Campaigns.Motion.Of(
        from, _model, Motion!, Trajectory, StoppedFrame, _team, (step, steps) => Progress?.Invoke("molecular dynamics", step, steps), _cancellation);

    Action<VibrationStep>? Told(string what) => Progress is null ? null : step => Progress(what + ", " + step.Doing, step.Done, step.Total);

    T? Try<T>(string what, Func<T> action)
        where T : class
    {
        try
        {
            return action();
        }
        catch (AtomsException e)
        {
            _remarks.Add($"{what} could not be computed: {e.Message}");
            return null;
        }
    }
}
