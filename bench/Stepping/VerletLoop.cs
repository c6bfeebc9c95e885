using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Bench.Stepping;

/// <summary>Velocity Verlet and nothing else.</summary>
sealed class VerletLoop : IDisposable
{
    readonly BenchSystem _system;
    readonly IEvaluator _evaluator;
    readonly Prediction _prediction = new();
    readonly double[] _kick;
    Vec3 _listMark;

    internal VerletLoop(BenchSystem system, EvaluatorOptions options)
    {
        _system = system;
        _evaluator = system.Potential.Open(options);
        var structure = system.Structure;
        _kick = [.. Enumerable.Range(0, structure.Count).Select(i => 0.5 * system.Step * Units.AccelerationPerForce / structure.MassOf(i))];
        Evaluate();
    }

    internal int Builds { get; private set; }

    internal double TotalEnergy => _prediction.Energy + Kinetic;

    internal double Temperature => 2 * Kinetic / (3 * (_kick.Length - 1) * Units.Boltzmann);

    double Kinetic
    {
        get
        {
            double sum = 0;
            for (var i = 0; i < _kick.Length; i++)
                sum += 0.5 * _system.Structure.MassOf(i) * _system.Structure.Velocities![i].LengthSquared / Units.AccelerationPerForce;
            return sum;
        }
    }

    internal void Evaluate() => _evaluator.Evaluate(_system.Structure, Request.Forces, _prediction);

    internal void Run(int steps)
    {
        var positions = _system.Structure.Positions;
        var velocities = _system.Structure.Velocities!;
        for (var step = 0; step < steps; step++)
        {
            var forces = _prediction.Forces;
            for (var i = 0; i < positions.Length; i++)
            {
                velocities[i] += _kick[i] * forces[i];
                positions[i] += _system.Step * velocities[i];
            }
            Evaluate();
            forces = _prediction.Forces;
            for (var i = 0; i < positions.Length; i++)
                velocities[i] += _kick[i] * forces[i];
            if (_evaluator.ListPositions[0] != _listMark)
                Builds++;
            _listMark = _evaluator.ListPositions[0];
        }
    }

    /// <summary>A hash of all positions' bits.</summary>
    internal ulong Fingerprint()
    {
        var hash = 1469598103934665603UL;
        foreach (var x in Vec3.Flatten(_system.Structure.Positions.AsSpan()))
            hash = (hash ^ BitConverter.DoubleToUInt64Bits(x)) * 1099511628211UL;
        return hash;
    }

    public void Dispose() => _evaluator.Dispose();
}
