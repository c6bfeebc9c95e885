using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>Brings a structure to rest, with its cell if that is wanted, by one of two ways downhill (<see cref="RelaxationMethod"/>).</summary>
public sealed class Relaxation
{
    readonly RelaxationSettings _settings;
    readonly Landscape _landscape;

    Relaxation(Landscape landscape, RelaxationSettings settings) => (_landscape, _settings) = (landscape, settings);

    /// <summary>Relaxes a copy of a structure.</summary>
    /// <param name="progress">Told after every evaluation.</param>
    /// <param name="cancellation">The result is what was reached; but for an evaluation that waits for another program, and is the first.</param>
    /// <exception cref="SimulationException">The settings make no sense, forces became numbers that are none, or the cell is to relax and the potential has no stress.</exception>
    /// <exception cref="AtomsException">The potential does not cover the structure.</exception>
    public static RelaxationResult Run(
        Structure structure, IPotential potential, RelaxationSettings settings, Team? team = null, Action<RelaxationStep>? progress = null, CancellationToken cancellation = default)
    {
        using var landscape = new Landscape(structure, potential, settings, team ?? Team.Single, cancellation);
        return new Relaxation(landscape, settings).Run(structure.Cell, progress, cancellation);
    }

    RelaxationResult Run(Cell? first, Action<RelaxationStep>? progress, CancellationToken cancellation)
    {
        IDescent descent = _settings.Method == RelaxationMethod.Fire ? new FireDescent(_landscape.Size) : new LbfgsDescent(_landscape.Size);
        _landscape.Evaluate(0);
        for (var step = 0; ; step++)
        {
            var (force, stress) = _landscape.Largest();
            progress?.Invoke(new RelaxationStep(step, _landscape.Prediction.Energy, force, stress) { Enthalpy = _landscape.Enthalpy });
            var converged = force <= _settings.ForceTolerance && stress * Units.GigaPascal <= _settings.StressTolerance;
            if (converged || step >= _settings.MostSteps || cancellation.IsCancellationRequested)
                return Result(first, converged, step, force, stress);
            descent.Step(_landscape);
            try
            {
                _landscape.Evaluate(step + 1);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                _landscape.Return();
                return Result(first, false, step, force, stress);
            }
        }
    }

    RelaxationResult Result(Cell? first, bool converged, int steps, double force, double stress)
    {
        var (structure, prediction) = (_landscape.Structure, _landscape.Prediction);
        var forces = prediction.Forces.ToArray();
        var tension = prediction.StressIn(structure);
        if (_settings.Cell == CellFreedom.Full)
        {
            // Back to the orientation it came in.
            var rotation = CellOrientation.Back(structure.Cell!.Vectors, first!.Vectors);
            structure.Cell = new Cell(CellOrientation.Turned(structure.Cell.Vectors, rotation, first.Vectors));
            for (var i = 0; i < forces.Length; i++)
            {
                structure.Positions[i] = structure.Positions[i] * rotation;
                forces[i] = forces[i] * rotation;
            }
            tension = rotation.Transposed * tension!.Value * rotation;
        }
        return new RelaxationResult(new Frame(structure) { Energy = prediction.Energy, Forces = forces, Stress = tension }, converged, steps, force, stress);
    }
}
