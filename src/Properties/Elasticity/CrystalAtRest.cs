using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>The cell that is strained: primitive, where symmetry is used, and at rest at the pressure asked for, its symmetry kept on the way.</summary>
static class CrystalAtRest
{
    /// <exception cref="SimulationException">It does not come to rest.</exception>
    internal static Structure Of(Structure structure, IPotential potential, ElasticSettings settings, Team team, Action<int>? progress, CancellationToken cancellation)
    {
        var cell = structure;
        if (settings.Symmetry)
            cell = PrimitiveCell.Of(settings.Relax ? SpaceGroup.Of(structure, settings.Tolerance).Symmetrized() : structure).Structure;
        cell = cell.Clone();
        cell.Velocities = null;
        if (!settings.Relax)
            return cell;
        RefuseWithoutStress(cell, potential, team, cancellation);
        var relaxed = Relaxation.Run(
            cell, settings.Symmetry ? new KeptSymmetry(potential, SpaceGroup.Of(cell)) : potential,
            new RelaxationSettings { Cell = CellFreedom.Full, Pressure = settings.Pressure, ForceTolerance = settings.ForceTolerance, StressTolerance = settings.StressTolerance, MostSteps = settings.MostSteps },
            team, s => progress?.Invoke(s.Step), cancellation);
        cancellation.ThrowIfCancellationRequested();
        return relaxed.Converged
            ? relaxed.Structure
            : throw new SimulationException($"{structure} did not come to rest in {relaxed.Steps:N0} steps: an atom still feels {relaxed.LargestForce:G3} eV/Å, the cell {Units.GigaPascal * relaxed.LargestStress:G3} GPa. Relax it by itself first ('relax --cell full'), or take it as it stands (--no-relax).");
    }

    /// <summary>A cell would not move, and would count as at rest.</summary>
    static void RefuseWithoutStress(Structure cell, IPotential potential, Team team, CancellationToken cancellation)
    {
        using var evaluator = potential.Open(new EvaluatorOptions(team) { Cancellation = cancellation });
        var prediction = new Prediction();
        evaluator.Evaluate(cell, Request.Forces | Request.Virial, prediction);
        if ((prediction.Holds & Request.Virial) == 0)
            throw new PotentialException($"'{potential.Name}' gives no stress of {cell}, so its cell cannot be brought to rest. Take a structure whose cell is at rest, as it stands (elastic --no-relax); differences are then those of the energy.");
    }
}
