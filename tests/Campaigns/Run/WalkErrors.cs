using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Campaigns.Tests;

/// <summary>What a model's forces are off by where its own dynamics leads.</summary>
static class WalkErrors
{
    /// <summary>Root mean square error of force components on thirty frames of a walk that no campaign has seen, eV/Å.</summary>
    public static double Of(Structure structure, IPotential model, IPotential oracle, double temperature, double timeStep)
    {
        var settings = new DynamicsSettings { Ensemble = new Langevin(new(temperature)), TimeStep = timeStep, Seed = 99 };
        using var dynamics = MolecularDynamics.Start(structure, model, settings);
        using var truth = oracle.Open(EvaluatorOptions.Default);
        var (prediction, squares, count) = (new Prediction(), 0.0, 0);
        for (var k = 0; k < 30; k++)
        {
            dynamics.Run(400);
            truth.Evaluate(dynamics.State.Structure, Request.Forces, prediction);
            for (var i = 0; i < structure.Count; i++)
                squares += (prediction.Forces[i] - dynamics.State.Prediction.Forces[i]).LengthSquared;
            count += 3 * structure.Count;
        }
        return Math.Sqrt(squares / count);
    }
}
