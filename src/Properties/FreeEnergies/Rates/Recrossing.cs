using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>
/// The transmission coefficient of transition-state theory by trajectories that begin on the dividing surface (Bennett 1977; Chandler, J. Chem. Phys. 68, 2959 (1978)): κ(t) = ⟨ξ̇(0) h(ξ(t))⟩ / ⟨ξ̇(0) θ(ξ̇(0))⟩, h being one in the valley above the surface. Places on the surface are sampled
/// by a stiff bias, which is the measure δ(ξ − ξ‡) that the flux asks for, with no factor of |∇ξ|; from each one trajectory goes with velocities drawn at the temperature and one with the opposite ones.
/// </summary>
public sealed class Recrossing : IJob
{
    readonly IPotential _potential;
    readonly RecrossingSettings _settings;
    readonly CancellationToken _cancellation;
    readonly Action<long>? _stepped;
    readonly Structure[] _starts;
    readonly double[] _flux;
    readonly sbyte[][] _sides;

    Recrossing(IPotential potential, RecrossingSettings settings, Structure[] starts, Action<long>? stepped, CancellationToken cancellation)
    {
        (_potential, _settings, _starts, _stepped, _cancellation) = (potential, settings, starts, stepped, cancellation);
        (_flux, _sides) = (new double[starts.Length], new sbyte[starts.Length][]);
    }

    /// <summary>fs after the surface.</summary>
    public IReadOnlyList<double> Times { get; private set; } = [];

    /// <summary>κ at each time with its statistical error.</summary>
    public IReadOnlyList<Estimate> Transmission { get; private set; } = [];

    /// <summary>κ where it stays: the mean over the later half of the times.</summary>
    public Estimate Plateau { get; private set; }

    /// <summary>⟨|ξ̇|⟩ on the surface, unit of ξ per fs: the mean of √(2 kT Z/π) with Z = Σ |∇ξ|²/m.</summary>
    public Estimate Speed { get; private set; }

    /// <summary>Whether κ still changes: its mean over the third quarter of the times and over the fourth differ by more than three errors and a twentieth.</summary>
    public bool IsSettled { get; private set; }

    /// <param name="structure">Somewhere near the surface.</param>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static Recrossing Measure(IPotential potential, Structure structure, RecrossingSettings settings, Team team, Action<long>? stepped = null, CancellationToken cancellation = default)
    {
        settings.Check(structure);
        var starts = SurfaceSample.Of(potential, structure, settings, stepped, cancellation);
        var recrossing = new Recrossing(potential, settings, starts, stepped, cancellation);
        team.Run(recrossing, starts.Length);
        cancellation.ThrowIfCancellationRequested();
        recrossing.Gather();
        return recrossing;
    }

    void IJob.Run(int index, int worker)
    {
        _sides[index] = new sbyte[_settings.Steps + 1];
        var start = _starts[index];
        start.Velocities = Velocities.Thermal(start, _settings.Temperature, unchecked(_settings.Seed * 7919 + (ulong)index));
        var gradient = new CollectiveGradient();
        foreach (var sign in (sbyte[])[1, -1])
        {
            var structure = start.Clone();
            if (sign < 0)
            {
                foreach (ref var v in structure.Velocities.AsSpan())
                    v = -v;
            }
            using var run = MolecularDynamics.Start(structure, _potential, new DynamicsSettings
            {
                Ensemble = _settings.RelaxationTime is { } time ? new Langevin(_settings.Temperature, time) : new ConstantEnergy(),
                TimeStep = _settings.TimeStep,
                Seed = unchecked(_settings.Seed * 104_729 + 2 * (ulong)index + (sign < 0 ? 1UL : 0)),
            }, cancellation: _cancellation);
            gradient.Reset(structure.Count);
            var here = _settings.Variable.Evaluate(run.State.Structure, 1, gradient);
            if (sign > 0)
            {
                for (var i = 0; i < structure.Count; i++)
                    _flux[index] += Vec3.Dot(gradient.Atoms[i], run.State.Velocities[i]);
            }
            // At the start, on which side it is follows from where it is going.
            _sides[index][0] += (sbyte)(sign * _flux[index] > 0 ? sign : 0);
            for (var step = 1; step <= _settings.Steps && !_cancellation.IsCancellationRequested; step++)
            {
                run.Step();
                gradient.Reset(structure.Count);
                here = _settings.Variable.Evaluate(run.State.Structure, 1, gradient);
                if (_settings.IsAbove(here))
                    _sides[index][step] += sign;
            }
            _stepped?.Invoke(_settings.Steps);
        }
    }

    void Gather()
    {
        var n = _starts.Length;
        var all = _flux.Sum(Math.Abs);
        Times = [.. Enumerable.Range(0, _settings.Steps + 1).Select(k => k * _settings.TimeStep)];
        Estimate Mean(Func<int, double> side)
        {
            double kappa = 0, squares = 0;
            for (var i = 0; i < n; i++)
                kappa += _flux[i] * side(i) / all;
            for (var i = 0; i < n; i++)
            {
                // Of a ratio of means, by its linear part.
                var d = (_flux[i] * side(i) - kappa * Math.Abs(_flux[i])) / all;
                squares += d * d;
            }
            return new Estimate(kappa, "", Math.Sqrt(squares * n / (n - 1)));
        }
        Estimate Over(int from, int to) => Mean(i => _sides[i].Skip(from).Take(to - from).Average(s => (double)s));
        Transmission = [.. Enumerable.Range(0, _settings.Steps + 1).Select(k => Mean(i => _sides[i][k]))];
        var (half, quarter) = (_settings.Steps / 2, 3 * _settings.Steps / 4);
        Plateau = Over(half, _settings.Steps + 1);
        Estimate third = Over(half, quarter), fourth = Over(quarter, _settings.Steps + 1);
        IsSettled = Math.Abs(third.Value - fourth.Value) <= 0.05 * Math.Max(third.Value, fourth.Value) || Math.Abs(third.Value - fourth.Value) <= 3 * fourth.Statistical!.Value;
        var gradient = new CollectiveGradient();
        double[] speeds = [.. _starts.Select(s =>
        {
            gradient.Reset(s.Count);
            _settings.Variable.Evaluate(s, 1, gradient);
            return Math.Sqrt(2 * _settings.Energy * Units.AccelerationPerForce * gradient.InverseMass(s) / Math.PI);
        })];
        Speed = new Estimate(speeds.Average(), $"{_settings.Variable.Unit}/fs", MemberSpread.Deviation(speeds) / Math.Sqrt(n));
    }
}
