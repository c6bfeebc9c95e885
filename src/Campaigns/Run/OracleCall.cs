using System.Diagnostics;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Campaigns;

/// <summary>Asks an oracle for one label after another.</summary>
sealed class OracleCall : IDisposable
{
    readonly IEvaluator _evaluator;
    readonly Prediction _prediction = new();
    readonly string _name;

    public OracleCall(IPotential oracle, Team team, CancellationToken cancellation)
    {
        _name = oracle.Name;
        _evaluator = oracle.Open(new EvaluatorOptions(team) { Cancellation = cancellation });
    }

    /// <exception cref="AtomsException">The oracle failed, refuses the structure, or doubts what it found.</exception>
    public Label Label(Structure structure)
    {
        var watch = Stopwatch.StartNew();
        _evaluator.Evaluate(structure, Request.Forces | Request.Virial, _prediction);
        if (!double.IsFinite(_prediction.Energy))
            throw new PotentialException("The energy is not a number.");
        Vec3[] forces = [.. _prediction.Forces];
        if (!Array.TrueForAll(forces, f => f.IsFinite))
            throw new PotentialException("A force is not a number.");
        return new Label(_prediction.Energy, forces, _prediction.StressIn(structure), _name, watch.Elapsed.TotalSeconds)
        {
            Dipole = _prediction.Dipole,
            Remarks = new Dictionary<string, double>(_prediction.Remarks),
        };
    }

    public void Dispose() => _evaluator.Dispose();
}
