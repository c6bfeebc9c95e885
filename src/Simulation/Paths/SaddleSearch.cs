using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>
/// Climbs to a saddle of first order along the softest mode and relaxes in all other directions: the dimer method (Henkelman and Jónsson, J. Chem. Phys. 111, 7010 (1999)) with the mode by Lanczos' and exact products with the
/// Hessian where the potential has them. Along the mode the step is Newton's where the energy curves downward, and a fixed one uphill where it does not; across it, limited-memory BFGS (Kästner and Sherwood, J. Chem. Phys. 128, 014106 (2008)).
/// </summary>
public sealed class SaddleSearch : IMovable, IDisposable
{
    const double LongestMove = 0.15; // Å an atom may go in one step.
    const double UphillMove = 0.1; // Å along the mode where the energy curves upward.
    const double UsualPush = 0.2; // Å
    const double AtRest = 0.05; // eV/Å
    const double Skin = 0.3;

    /// <summary>Of the sum of covalent radii; no saddle of chemistry has atoms so near, and energies there are beyond what potentials are made for.</summary>
    const double NearestContact = 0.3;

    /// <summary>eV above where it began that a search may climb.</summary>
    const double HighestClimb = 200;

    /// <summary>How well the mode is found, as a fraction of the curvature. With 0.4 far from the saddle a third of the products are saved, and the vacancy in copper never finds its hop.</summary>
    const double WellFound = 0.1;

    /// <summary>eV/Å²: energies that curve downward by less may be flat.</summary>
    const double LeastCurvature = 1e-3;

    readonly SaddleSettings _settings;
    readonly IEvaluator _evaluator;
    readonly Structure _structure;
    readonly SoftestMode _mode;
    readonly HessianProduct _hessian;
    readonly Vec3[] _evaluated;
    readonly bool[] _fixed;
    readonly ClosestContact _contact;
    double _first = double.NaN;
    Prediction _prediction = new(), _next = new();
    int _evaluations;

    SaddleSearch(Structure structure, IEvaluator evaluator, SaddleSettings settings)
    {
        (_settings, _evaluator) = (settings, evaluator);
        _structure = structure.Clone();
        _structure.Velocities = null;
        _mode = new SoftestMode(structure.Count);
        _hessian = new HessianProduct(evaluator, settings.Precision);
        _evaluated = [.. structure.Positions];
        _fixed = new bool[structure.Count];
        foreach (var i in settings.FixedAtoms)
            _fixed[i] = true;
        Forces = new double[3 * structure.Count];
        _contact = new ClosestContact(_structure, NearestContact);
    }

    int IMovable.Size => Forces.Length;

    double[] IMovable.Forces => Forces;

    /// <summary>Across the mode.</summary>
    double[] Forces { get; }

    /// <summary>Looks for a saddle from where a structure stands, moving a copy of it.</summary>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellation">The result is what was reached.</param>
    /// <exception cref="SimulationException">The settings make no sense, atoms came on top of one another, the search climbs without end, or forces became numbers that are none.</exception>
    public static SaddleResult Run(
        Structure structure, IPotential potential, SaddleSettings? settings = null, Team? team = null, Action<SaddleStep>? progress = null, CancellationToken cancellation = default)
    {
        settings ??= new SaddleSettings();
        foreach (var i in settings.FixedAtoms)
        {
            if ((uint)i >= (uint)structure.Count)
                throw new SimulationException($"Atom {i + 1} is to stay fixed, but {structure} has only {structure.Count} atoms.");
        }
        if (settings.Direction is { } direction && direction.Count != structure.Count)
            throw new SimulationException($"The direction to begin with is of {direction.Count} atoms; {structure} has {structure.Count}.");
        using var evaluator = potential.Open(new EvaluatorOptions(team ?? Team.Single, settings.Precision, Skin) { Cancellation = cancellation });
        using var search = new SaddleSearch(structure, evaluator, settings);
        return search.Run(progress, cancellation);
    }

    SaddleResult Run(Action<SaddleStep>? progress, CancellationToken cancellation)
    {
        Begin();
        Evaluate(0);
        Push();
        var across = new ForceLbfgs(Forces.Length);
        var (downward, force) = (false, 0.0);
        for (var step = 0; ; step++)
        {
            try
            {
                var keep = _settings.KeepsDirection && !downward;
                _mode.Find(_structure, _prediction.Forces, _hessian, new RigidMotion(_structure, _settings.FixedAtoms), step == 0 && _hessian.Count == 0 && _settings.Direction is null ? SoftestMode.MostFirst : SoftestMode.MostLater, WellFound, keep);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested && step > 0)
            {
                return Result(false, step, force);
            }
            force = Largest();
            progress?.Invoke(new SaddleStep(step, _prediction.Energy, force, _mode.Curvature));
            var converged = force <= _settings.ForceTolerance && _mode.Curvature < 0;
            if (converged || step >= _settings.MostSteps || cancellation.IsCancellationRequested)
                return Result(converged, step, force);
            if (downward != _mode.Curvature < 0)
                across.Forget();
            downward = _mode.Curvature < 0;
            Advance(across);
            try
            {
                Evaluate(step + 1);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                _evaluated.CopyTo(_structure.Positions, 0);
                return Result(false, step, force);
            }
        }
    }

    void Begin()
    {
        var direction = _settings.Direction?.ToArray();
        if (direction is null)
        {
            var noise = new Draws(_settings.Seed, NoiseStream.FirstMode, 0);
            direction = new Vec3[_structure.Count];
            for (var i = 0; i < direction.Length; i++)
                direction[i] = new Vec3(noise.Gaussian(), noise.Gaussian(), noise.Gaussian());
        }
        var rigid = new RigidMotion(_structure, _settings.FixedAtoms);
        rigid.Remove(direction);
        var length = Math.Sqrt(SoftestMode.Dot(direction, direction));
        if (!(length > 0))
            throw new SimulationException("The direction to begin with moves no atom that is free to move.");
        _mode.Begin([.. direction.Select(v => v / length)]);
    }

    /// <summary>Off a minimum, along the direction that was given, or the softest.</summary>
    void Push()
    {
        if (_settings.Push == 0)
            return;
        if (_settings.Direction is null || _settings.Push is null)
            _mode.Find(_structure, _prediction.Forces, _hessian, new RigidMotion(_structure, _settings.FixedAtoms), SoftestMode.MostFirst, WellFound, _settings.Direction is not null);
        if (_settings.Push is null && (_mode.Curvature < 0 || Largest() > AtRest))
            return;
        var farthest = _mode.Direction.Max(v => v.Length);
        for (var i = 0; i < _structure.Count; i++)
            _structure.Positions[i] += (_settings.Push ?? UsualPush) / farthest * _mode.Direction[i];
        Evaluate(0);
    }

    void Evaluate(int step)
    {
        var contact = _contact.Measure(_structure, out var first, out var second, out var distance);
        if (contact < NearestContact)
            throw new SimulationException($"{Place(step)} atom {first + 1} ({_structure.Elements[first]}) and atom {second + 1} ({_structure.Elements[second]}) are {distance:0.###} Å apart, {contact:0.##} of the sum of their covalent radii; nearer than {NearestContact} of it there is no saddle to be found. {Advice}");
        _evaluator.Evaluate(_structure, Request.Forces, _next);
        (_prediction, _next) = (_next, _prediction);
        _evaluations++;
        _structure.Positions.CopyTo(_evaluated, 0);
        for (var i = 0; i < _fixed.Length; i++)
        {
            if (!_prediction.Forces[i].IsFinite)
                throw new SimulationException($"{Place(step)} the force on atom {i + 1} ({_structure.Elements[i]}) is not a finite number. {Advice}");
        }
        if (double.IsNaN(_first))
            _first = _prediction.Energy;
        if (!(_prediction.Energy - _first < HighestClimb))
            throw new SimulationException($"{Place(step)} the energy is {_prediction.Energy - _first:0} eV above where the search began, and no saddle is so high: it runs uphill without end. {Advice}");
    }

    const string Advice = "Begin nearer to the saddle (a path's climbing image is near), or relax the structure first and climb along another mode.";

    static string Place(int step) => step == 0 ? "To begin with," : $"In step {step} towards the saddle";

    void IDisposable.Dispose() => _contact.Dispose();

    /// <summary>Moves along the mode first, then across it.</summary>
    void Advance(ForceLbfgs across)
    {
        var v = _mode.Direction;
        double along = 0, farthest = 0;
        for (var i = 0; i < v.Length; i++)
        {
            along += Vec3.Dot(v[i], _prediction.Forces[i]);
            farthest = Math.Max(farthest, v[i].Length);
        }
        for (var i = 0; i < v.Length; i++)
        {
            var force = _fixed[i] ? Vec3.Zero : _prediction.Forces[i] - along * v[i];
            (Forces[3 * i], Forces[3 * i + 1], Forces[3 * i + 2]) = (force.X, force.Y, force.Z);
        }
        // Uphill is against the force; where the energy curves downward, Newton's step ends at the top.
        var climb = _mode.Curvature < 0 ? along / Math.Min(_mode.Curvature, -LeastCurvature) : along > 0 ? -UphillMove / farthest : UphillMove / farthest;
        climb = Math.Clamp(climb, -LongestMove / farthest, LongestMove / farthest);
        across.Step(this);
        for (var i = 0; i < v.Length; i++)
            _structure.Positions[i] += climb * v[i];
    }

    double IMovable.Limit(ReadOnlySpan<double> step)
    {
        double farthest = 0;
        for (var k = 0; k < step.Length; k += 3)
            farthest = Math.Max(farthest, Math.Sqrt(step[k] * step[k] + step[k + 1] * step[k + 1] + step[k + 2] * step[k + 2]));
        return farthest > LongestMove ? LongestMove / farthest : 1;
    }

    void IMovable.Move(ReadOnlySpan<double> step, double factor)
    {
        for (var i = 0; i < _structure.Count; i++)
            _structure.Positions[i] += factor * new Vec3(step[3 * i], step[3 * i + 1], step[3 * i + 2]);
    }

    double Largest()
    {
        double largest = 0;
        for (var i = 0; i < _fixed.Length; i++)
            largest = Math.Max(largest, _fixed[i] ? 0 : _prediction.Forces[i].Length);
        return largest;
    }

    SaddleResult Result(bool converged, int steps, double force) => new(
        new Frame(_structure) { Energy = _prediction.Energy, Forces = _prediction.Forces.ToArray() }, [.. _mode.Direction], _mode.Curvature, converged, steps, force, _evaluations, _hessian.Count, _hessian.IsExact);
}
