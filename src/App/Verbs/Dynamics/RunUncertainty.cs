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
    /// <summary>Steps between two looks, early and late. When it is looked at depends on the step alone, so that a run that was resumed leaves the same log.</summary>
    const int Often = 200, Early = 100 * Often, Seldom = 10 * Often;

    readonly IEvaluator _evaluator;
    readonly IMemberForces? _members;
    readonly ErrorLaw? _law;
    readonly Prediction _prediction = new();
    readonly List<Reading> _readings = [];
    readonly Vec3[] _forces;

    RunUncertainty(IEvaluator evaluator, ErrorLaw? law, int atoms)
    {
        (_evaluator, _law) = (evaluator, law);
        _members = evaluator is IMemberForces { MemberCount: > 1 } members ? members : null;
        _forces = new Vec3[(_members?.MemberCount ?? 0) * atoms];
    }

    public int Every => Often;

    public IReadOnlyList<Reading> All => _readings;

    /// <summary>Members who say each what the energy is; 0 where there are none.</summary>
    public int Members => _members?.MemberCount ?? 0;

    /// <summary>Null where the potential does not know how uncertain it is.</summary>
    public static RunUncertainty? Of(IPotential potential, MolecularDynamics dynamics, Team team, CancellationToken cancellation)
    {
        var evaluator = potential.Open(new EvaluatorOptions(team, dynamics.Settings.Precision) { Cancellation = cancellation });
        var watch = new RunUncertainty(evaluator, Calibrated.LawOf(potential), dynamics.State.Count);
        evaluator.Evaluate(dynamics.State.Structure, Request.Forces | Request.Uncertainty, watch._prediction);
        if (watch._prediction.EnergySigma is not null)
            return watch;
        evaluator.Dispose();
        return null;
    }

    public void Observe(MolecularDynamics dynamics)
    {
        if (dynamics.State.Step > Early && dynamics.State.Step % Seldom != 0)
            return;
        var structure = dynamics.State.Structure;
        var energies = new double[Members];
        try
        {
            _evaluator.Evaluate(structure, Request.Forces | Request.Uncertainty, _prediction);
            _members?.EvaluateMembers(structure, energies, _forces);
        }
        catch (OperationCanceledException)
        {
            // The run ends after this step.
            return;
        }
        var largest = 0.0;
        for (var i = 0; i < _prediction.Count && _prediction.HasForceSigma; i++)
            largest = Math.Max(largest, ErrorLaw.ForceWidth(_law, _prediction, structure.Elements[i], i).Length);
        _readings.Add(new Reading(dynamics.State.Step, dynamics.State.Time, ErrorLaw.EnergyWidth(_law, _prediction) ?? double.NaN, largest, _prediction.Energy, energies));
    }

    /// <summary>For a log: half widths of the energy (eV) and of the least certain force (eV/Å); no numbers at steps at which nobody looked.</summary>
    public (double Energy, double Force) At(MolecularDynamics dynamics) =>
        _readings.Count > 0 && _readings[^1] is var last && last.Step == dynamics.State.Step ? (last.Energy, last.LargestForce) : (double.NaN, double.NaN);

    public void Dispose() => _evaluator.Dispose();

    /// <param name="Time">fs.</param>
    /// <param name="Energy">Half the interval that holds 68.3 % of errors of the energy, spread and noise together, eV.</param>
    /// <param name="LargestForce">Length of the longest vector of such half intervals of an atom's force components, eV/Å.</param>
    /// <param name="Mean">The energy itself, eV.</param>
    /// <param name="Members">What each member says of it, eV; empty where there are none.</param>
    internal readonly record struct Reading(long Step, double Time, double Energy, double LargestForce, double Mean, double[] Members);
}
