using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>
/// Brings a structure to rest by the fast inertial relaxation engine: dynamics that speeds up while it goes downhill and stops dead when it does not
/// (FIRE: Bitzek et al., Phys. Rev. Lett. 97, 170201 (2006); in the form of Guénolé et al., Comput. Mater. Sci. 175, 109584 (2020)).
/// </summary>
/// <remarks>
/// A cell that may change moves along as three more atoms: its strain times a length of √N Å, which makes it about as stiff as they are. Strains
/// are applied to what stands, so no reference cell is kept.
/// </remarks>
public sealed class Relaxation : IDisposable
{
    const double FirstStep = 0.1, LongestStep = 1, ShortestStep = 0.002; // Å/√(eV per unit mass)
    const double Faster = 1.1, Slower = 0.5, FirstMixing = 0.25, MixingFade = 0.99;
    const int Delay = 20;
    const double LongestMove = 0.2; // Å an atom may go in one step.
    const double Skin = 0.3;

    readonly RelaxationSettings _settings;
    readonly IEvaluator _evaluator;
    readonly Structure _structure;
    readonly Vec3[] _evaluated;
    readonly bool[] _fixed;
    readonly Vec3[] _velocities;
    readonly double _length;
    readonly double _pressure;
    Prediction _prediction = new();
    Prediction _next = new();
    Cell? _evaluatedCell;
    Mat3 _cellVelocity;
    Mat3 _cellForce;

    Relaxation(Structure structure, IPotential potential, RelaxationSettings settings, Team team, CancellationToken cancellation)
    {
        _settings = settings;
        _structure = structure.Clone();
        _structure.Velocities = null;
        _fixed = new bool[structure.Count];
        foreach (var i in settings.FixedAtoms)
        {
            if ((uint)i >= (uint)structure.Count)
                throw new SimulationException($"Atom {i + 1} is to stay fixed, but {structure} has only {structure.Count} atoms.");
            _fixed[i] = true;
        }
        if (settings.Cell != CellFreedom.None && !structure.Periodic.IsBulk)
            throw new SimulationException($"To relax the cell it must repeat in all three directions; that of {structure} does not.");
        _velocities = new Vec3[structure.Count];
        _evaluated = new Vec3[structure.Count];
        _length = Math.Sqrt(structure.Count);
        _pressure = settings.Pressure / Units.GigaPascal;
        _evaluator = potential.Open(new EvaluatorOptions(team, settings.Precision, Skin) { Cancellation = cancellation });
    }

    /// <summary>Relaxes a copy of a structure.</summary>
    /// <param name="progress">Told after every evaluation.</param>
    /// <param name="cancellation">The result is what was reached; but for an evaluation that waits for another program, and is the first.</param>
    /// <exception cref="SimulationException">The settings make no sense, or forces became numbers that are none.</exception>
    /// <exception cref="AtomsException">The potential does not cover the structure.</exception>
    public static RelaxationResult Run(
        Structure structure, IPotential potential, RelaxationSettings settings, Team? team = null, Action<RelaxationStep>? progress = null, CancellationToken cancellation = default)
    {
        using var relaxation = new Relaxation(structure, potential, settings, team ?? Team.Single, cancellation);
        return relaxation.Run(structure.Cell, progress, cancellation);
    }

    RelaxationResult Run(Cell? first, Action<RelaxationStep>? progress, CancellationToken cancellation)
    {
        double time = FirstStep, mixing = FirstMixing;
        var downhill = 0;
        Evaluate(0);
        for (var step = 0; ; step++)
        {
            var (force, stress) = Largest();
            progress?.Invoke(new RelaxationStep(step, _prediction.Energy, force, stress));
            var converged = force <= _settings.ForceTolerance && stress * Units.GigaPascal <= _settings.StressTolerance;
            if (converged || step >= _settings.MostSteps || cancellation.IsCancellationRequested)
                return Result(first, converged, step, force, stress);
            if (Dot(_velocities, _cellVelocity, forces: true) > 0)
            {
                if (++downhill > Delay)
                    (time, mixing) = (Math.Min(Faster * time, LongestStep), MixingFade * mixing);
            }
            else
            {
                downhill = 0;
                mixing = FirstMixing;
                if (step > Delay)
                    time = Math.Max(Slower * time, ShortestStep);
                // Half a step back, to where it was still downhill.
                Move(-0.5 * time);
                Array.Clear(_velocities);
                _cellVelocity = Mat3.Zero;
            }
            Accelerate(time, mixing);
            Move(time);
            try
            {
                Evaluate(step + 1);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                _evaluated.CopyTo(_structure.Positions, 0);
                _structure.Cell = _evaluatedCell;
                return Result(first, false, step, force, stress);
            }
        }
    }

    void Evaluate(int step)
    {
        _evaluator.Evaluate(_structure, Request.Forces | (_structure.Periodic.IsBulk ? Request.Virial : 0), _next);
        (_prediction, _next) = (_next, _prediction);
        _structure.Positions.CopyTo(_evaluated, 0);
        _evaluatedCell = _structure.Cell;
        for (var i = 0; i < _fixed.Length; i++)
        {
            if (!_prediction.Forces[i].IsFinite)
                throw new SimulationException($"In step {step} of the relaxation the force on atom {i + 1} ({_structure.Elements[i]}) is not a finite number. Begin from a structure with its atoms farther apart.");
        }
        _cellForce = _settings.Cell switch
        {
            CellFreedom.None => Mat3.Zero,
            CellFreedom.Volume => 1 / _length * (CellPush().Trace / 3 * Mat3.Identity),
            _ => 1 / _length * CellPush(),
        };
    }

    /// <summary>−∂(E + PV)/∂ε, eV.</summary>
    Mat3 CellPush() => _prediction.Virial.Symmetrized - _pressure * _structure.Cell!.Volume * Mat3.Identity;

    void Accelerate(double time, double mixing)
    {
        for (var i = 0; i < _velocities.Length; i++)
        {
            if (!_fixed[i])
                _velocities[i] += time * _prediction.Forces[i];
        }
        _cellVelocity += time * _cellForce;
        // Turned a little towards the force, at the same speed.
        var force = Math.Sqrt(Dot(null, _cellForce, forces: true));
        var turn = force > 0 ? mixing * Math.Sqrt(Dot(_velocities, _cellVelocity, forces: false)) / force : 0;
        for (var i = 0; i < _velocities.Length; i++)
        {
            if (!_fixed[i])
                _velocities[i] = (1 - mixing) * _velocities[i] + turn * _prediction.Forces[i];
        }
        _cellVelocity = (1 - mixing) * _cellVelocity + turn * _cellForce;
    }

    /// <summary>Velocities (or, where null, forces) of atoms and cell times forces, or velocities times themselves.</summary>
    double Dot(Vec3[]? velocities, Mat3 cell, bool forces)
    {
        double sum = 0;
        for (var i = 0; i < _fixed.Length; i++)
        {
            if (_fixed[i])
                continue;
            var left = velocities is null ? _prediction.Forces[i] : velocities[i];
            sum += Vec3.Dot(left, forces ? _prediction.Forces[i] : left);
        }
        return sum + (cell.Transposed * (forces ? _cellForce : cell)).Trace;
    }

    void Move(double time)
    {
        double fastest = 0;
        foreach (var v in _velocities)
            fastest = Math.Max(fastest, v.LengthSquared);
        fastest = Math.Sqrt(fastest);
        var strain = 1 / _length * _cellVelocity;
        // The farthest atom's way under the strain, as if the cell were as wide as its volume's cube root.
        if (_settings.Cell != CellFreedom.None)
            fastest = Math.Max(fastest, Math.Sqrt((strain.Transposed * strain).Trace) * Math.Min(10, Math.Cbrt(_structure.Cell!.Volume)));
        if (fastest * Math.Abs(time) > LongestMove)
            time *= LongestMove / (fastest * Math.Abs(time));
        var positions = _structure.Positions;
        for (var i = 0; i < positions.Length; i++)
            positions[i] += time * _velocities[i];
        if (_settings.Cell == CellFreedom.None)
            return;
        var deformation = Mat3.Identity + time * strain;
        _structure.Cell = new Cell(_structure.Cell!.Vectors * deformation);
        for (var i = 0; i < positions.Length; i++)
            positions[i] = positions[i] * deformation;
    }

    (double Force, double Stress) Largest()
    {
        double force = 0, stress = 0;
        for (var i = 0; i < _fixed.Length; i++)
        {
            if (!_fixed[i])
                force = Math.Max(force, _prediction.Forces[i].LengthSquared);
        }
        if (_settings.Cell != CellFreedom.None)
        {
            var push = _length / _structure.Cell!.Volume * _cellForce;
            for (var k = 0; k < 9; k++)
                stress = Math.Max(stress, Math.Abs(push[k / 3, k % 3]));
        }
        return (Math.Sqrt(force), stress);
    }

    RelaxationResult Result(Cell? first, bool converged, int steps, double force, double stress)
    {
        var forces = _prediction.Forces.ToArray();
        var tension = _prediction.StressIn(_structure);
        if (_settings.Cell == CellFreedom.Full)
        {
            // Back to the orientation it came in.
            var rotation = CellOrientation.Back(_structure.Cell!.Vectors, first!.Vectors);
            _structure.Cell = new Cell(CellOrientation.Turned(_structure.Cell.Vectors, rotation, first.Vectors));
            for (var i = 0; i < forces.Length; i++)
            {
                _structure.Positions[i] = _structure.Positions[i] * rotation;
                forces[i] = forces[i] * rotation;
            }
            tension = rotation.Transposed * tension!.Value * rotation;
        }
        return new RelaxationResult(new Frame(_structure) { Energy = _prediction.Energy, Forces = forces, Stress = tension }, converged, steps, force, stress);
    }

    public void Dispose() => _evaluator.Dispose();
}
