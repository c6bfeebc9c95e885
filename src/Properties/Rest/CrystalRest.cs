using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>Brings a crystal to rest, its symmetry kept on the way, as exactly as what follows asks.</summary>
static class CrystalRest
{
    const double NearForce = 1e-4; // eV/Å
    const double NearStress = 1e-4; // GPa

    /// <summary>Cell and atoms together, to the tolerances of a relaxation.</summary>
    /// <param name="symmetric">Whether its symmetry is kept.</param>
    /// <param name="asItStands">The option that takes it as it is, for complaints.</param>
    /// <exception cref="SimulationException">It does not come to rest, or collapses.</exception>
    internal static RelaxationResult Relaxed(
        Structure crystal, IPotential potential, RelaxationSettings settings, bool symmetric, string asItStands, Team team, Action<int>? progress, CancellationToken cancellation)
    {
        var start = crystal.Clone();
        start.Velocities = null;
        var begun = false;
        RelaxationResult relaxed;
        try
        {
            relaxed = Relaxation.Run(start, symmetric ? new KeptSymmetry(potential, SpaceGroup.Of(start)) : potential, settings, team, s =>
            {
                begun = true;
                progress?.Invoke(s.Step);
            }, cancellation);
        }
        catch (AtomsException e) when (begun && e is not (PotentialException or SimulationException))
        {
            // What could be evaluated as it was given no longer can be: too many neighbours, or a cell without volume.
            throw new SimulationException($"{crystal} collapses while it relaxes with {potential.Name}: the energy falls and falls as atoms come together. Such a potential lacks repulsion (put 'zbl' on top, or train on compressed cells); {asItStands} takes the crystal as it stands.", e);
        }
        cancellation.ThrowIfCancellationRequested();
        return relaxed.Converged
            ? relaxed
            : throw new SimulationException(
                $"{crystal} did not come to rest in {relaxed.Steps:N0} steps with {potential.Name}: an atom still feels {relaxed.LargestForce:G3} eV/Å, the cell {Units.GigaPascal * relaxed.LargestStress:G3} GPa. Relax it by itself first ('relax --cell {(settings.Cell == CellFreedom.Volume ? "volume" : "full")}'), or take it as it stands ({asItStands}).");
    }

    /// <summary>The cell that is strained: primitive, where symmetry is used, and at rest at the pressure asked for.</summary>
    /// <exception cref="PotentialException">The potential has no stress, and the cell would count as at rest wherever it is.</exception>
    /// <exception cref="SimulationException">It does not come to rest.</exception>
    internal static Structure ToStrain(Structure structure, IPotential potential, ElasticSettings settings, Team team, Action<int>? progress, CancellationToken cancellation)
    {
        var cell = structure;
        if (settings.Symmetry)
            cell = PrimitiveCell.Of(settings.Relax ? SpaceGroup.Of(structure, settings.Tolerance).Symmetrized() : structure).Structure;
        if (!settings.Relax)
        {
            cell = cell.Clone();
            cell.Velocities = null;
            return cell;
        }
        using (var evaluator = potential.Open(new EvaluatorOptions(team) { Cancellation = cancellation }))
        {
            var prediction = new Prediction();
            evaluator.Evaluate(cell, Request.Forces | Request.Virial, prediction);
            if ((prediction.Holds & Request.Virial) == 0)
                throw new PotentialException($"'{potential.Name}' gives no stress of {cell}, so its cell cannot be brought to rest. Take a structure whose cell is at rest, as it stands (elastic --no-relax); differences are then those of the energy.");
        }
        var relaxation = new RelaxationSettings { Cell = CellFreedom.Full, Pressure = settings.Pressure, ForceTolerance = settings.ForceTolerance, StressTolerance = settings.StressTolerance, MostSteps = settings.MostSteps };
        return Relaxed(cell, potential, relaxation, settings.Symmetry, "elastic --no-relax", team, progress, cancellation).Structure;
    }

    /// <summary>Its cell where that is wanted, then its atoms as exactly as harmonic frequencies ask.</summary>
    /// <returns>The crystal at rest, and its stress (eV/Å³, tension positive).</returns>
    /// <exception cref="SimulationException">It does not come to rest.</exception>
    internal static (Rest Standing, Mat3 Stress) Harmonic(Structure crystal, IPotential potential, PhononSettings settings, Team team, CancellationToken cancellation)
    {
        // What is symmetric but for the digits of a file is made so exactly, and stays so.
        var keeps = settings.Relax && settings.ForceConstants.Symmetry;
        var start = keeps ? SpaceGroup.Of(crystal, settings.Tolerance).Symmetrized() : crystal;
        if (settings.Cell != CellFreedom.None)
            start = Relaxed(start, potential, new RelaxationSettings { Cell = settings.Cell, ForceTolerance = NearForce, StressTolerance = NearStress, MostSteps = 5000 }, keeps, "--cell keep", team, null, cancellation).Structure;
        using var evaluator = potential.Open(new EvaluatorOptions(team, Skin: 0.1) { Cancellation = cancellation });
        var rest = new RestFinder(potential, evaluator, settings.Rest, team, null, cancellation).Find(start);
        var prediction = new Prediction();
        evaluator.Evaluate(rest.Structure, Request.Forces | Request.Virial, prediction);
        return (rest, StressOf(rest.Structure, prediction));
    }

    /// <returns>eV/Å³, tension positive; not a number where the potential gives none.</returns>
    internal static Mat3 StressOf(Structure structure, Prediction prediction) =>
        (prediction.Holds & Request.Virial) != 0 && prediction.StressIn(structure) is { } stress ? stress : new Mat3(double.NaN, 0, 0, 0, double.NaN, 0, 0, 0, double.NaN);
}
