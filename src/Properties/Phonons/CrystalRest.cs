using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>Brings a crystal to rest: its cell where that is wanted, then its atoms as exactly as harmonic frequencies ask.</summary>
static class CrystalRest
{
    const double NearForce = 1e-4; // eV/Å
    const double NearStress = 1e-4; // GPa

    /// <returns>The crystal at rest, and its stress (eV/Å³, tension positive).</returns>
    internal static (Rest Standing, Mat3 Stress) Find(Structure crystal, IPotential potential, PhononSettings settings, Team team, CancellationToken cancellation)
    {
        // What is symmetric but for the digits of a file is made so exactly, and stays so.
        var keeps = settings.Relax && settings.ForceConstants.Symmetry;
        var start = keeps ? SpaceGroup.Of(crystal, settings.Tolerance).Symmetrized() : crystal;
        if (settings.Cell != CellFreedom.None)
        {
            var relaxed = Relaxation.Run(start, keeps ? new KeptSymmetry(potential, SpaceGroup.Of(start)) : potential, new RelaxationSettings { Cell = settings.Cell, ForceTolerance = NearForce, StressTolerance = NearStress, MostSteps = 5000 }, team, null, cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (!relaxed.Converged)
                throw new SimulationException($"The cell of {crystal} did not come to rest. Relax it by itself first ('relax --cell'), or take it as it stands.");
            start = relaxed.Structure;
        }
        using var evaluator = potential.Open(new EvaluatorOptions(team, Skin: 0.1) { Cancellation = cancellation });
        var rest = new RestFinder(potential, evaluator, settings.Rest, team, null, cancellation).Find(start);
        var prediction = new Prediction();
        evaluator.Evaluate(rest.Structure, Request.Forces | Request.Virial, prediction);
        var stress = (prediction.Holds & Request.Virial) != 0 && prediction.StressIn(rest.Structure) is { } s ? s : new Mat3(double.NaN, 0, 0, 0, double.NaN, 0, 0, 0, double.NaN);
        return (rest, stress);
    }
}
