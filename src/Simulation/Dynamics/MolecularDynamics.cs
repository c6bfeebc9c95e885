using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>How a run came to its end.</summary>
public enum RunEnd
{
    Completed,

    /// <summary>Cancelled; everything is written, and the run can be resumed.</summary>
    Interrupted,
}

/// <summary>
/// A simulation: a structure under a potential, advanced step by step. A step allocates nothing (but the new <see cref="Cell"/> where the cell changes).
/// </summary>
public sealed class MolecularDynamics : IDisposable
{
    readonly IEvaluator _evaluator;
    readonly Integrator _integrator;
    readonly Team _team;
    readonly List<IObserver> _observers = [];
    readonly Restart? _resumed;
    readonly CancellationToken _cancellation;
    readonly StepStart? _start;
    bool _shown;

    MolecularDynamics(DynamicState state, DynamicsSettings settings, IPotential potential, Team team, Restart? resumed, CancellationToken cancellation)
    {
        State = state;
        Settings = settings;
        Potential = potential;
        _team = team;
        _resumed = resumed;
        _cancellation = cancellation;
        // Those without a range may wait for another program; the others answer before anybody notices.
        _start = potential.Cutoff is null && cancellation.CanBeCanceled ? new StepStart(state) : null;
        var request = Request.Forces | (state.Structure.Periodic.IsBulk ? Request.Virial : 0);
        _evaluator = potential.Open(new EvaluatorOptions(team, settings.Precision, settings.Skin!.Value) { Cancellation = cancellation });
        IEnumerable<SubStep> subSteps = settings.Ensemble.SubSteps(new Force(_evaluator, request));
        if (MomentumRests(settings, state))
            subSteps = subSteps.Prepend(new RemoveDrift(DriftRemovedEvery));
        _integrator = new Integrator([.. subSteps]);
        _integrator.Bind(state, team.Threads);
        state.DegreesOfFreedom = CountDegreesOfFreedom(settings, state);
        // Lists first where they stood when the restart was written: with them every later sum has the same order.
        if (resumed?.ListPositions is { } listed)
            _evaluator.Evaluate(state.Structure.With(resumed.ListCell, listed), request, state.Prediction);
        _evaluator.Evaluate(state.Structure, request, state.Prediction);
        state.Kinetic = MeasureKinetic.Of(state);
        state.SampledKinetic = resumed?.SampledKinetic ?? state.Kinetic;
    }

    /// <summary>Steps between removals of the motion of the centre of mass.</summary>
    const int DriftRemovedEvery = 1000;

    public DynamicState State { get; }

    /// <summary>With every choice made: nothing in it is null that decides a bit.</summary>
    public DynamicsSettings Settings { get; }

    public IPotential Potential { get; }

    /// <summary>Stops the run before nonsense; null for none.</summary>
    public Guard? Guard { get; set; }

    /// <summary>True where this run goes on from a restart.</summary>
    public bool IsResumed => _resumed is not null;

    internal IEvaluator Evaluator => _evaluator;

    /// <summary>Where the neighbour lists stood when the last step ended; see <see cref="IEvaluator.ListPositions"/>.</summary>
    internal ReadOnlySpan<Vec3> ListPositions => _start is { IsTakenBack: true } start ? start.ListPositions : _evaluator.ListPositions;

    internal Cell? ListCell => _start is { IsTakenBack: true } start ? start.ListCell : _evaluator.ListCell;

    internal IReadOnlyList<IObserver> Observers => _observers;

    /// <summary>Begins a simulation at step 0. The structure is copied.</summary>
    /// <remarks>
    /// Velocities are those of the structure, or drawn at <see cref="DynamicsSettings.StartTemperature"/> (and scaled to exactly that temperature for constant energy).
    /// Where momentum is conserved and no atom is fixed, the motion of the centre of mass is removed, and of a molecule its rotation.
    /// </remarks>
    /// <param name="team">Threads; one where null.</param>
    /// <param name="cancellation">Ends a first evaluation that waits for another program, and later ones: see <see cref="Run"/>.</param>
    /// <exception cref="SimulationException">The settings make no sense, or no temperature is given for the first velocities.</exception>
    /// <exception cref="PotentialException">The potential does not cover the structure.</exception>
    public static MolecularDynamics Start(Structure structure, IPotential potential, DynamicsSettings settings, Team? team = null, CancellationToken cancellation = default)
    {
        settings.Check();
        RequireBulk(structure, settings);
        var own = structure.Clone();
        var drawn = own.Velocities is null;
        own.Velocities ??= Velocities.Thermal(own, settings.StartTemperature ?? throw new SimulationException(
            "The structure has no velocities. Give an initial temperature to draw them at."), settings.Seed);
        settings = settings with { Skin = settings.Skin ?? ListSkin.For(own, settings) };
        var state = new DynamicState(own, settings.FixedAtoms, settings.TimeStep, settings.Seed);
        if (MomentumRests(settings, state))
        {
            Velocities.RemoveDrift(state.Velocities, state.Inertias);
            if (!own.Periodic.Any)
                Velocities.RemoveRotation(state.Positions, state.Velocities, state.Inertias);
        }
        if (drawn && settings.Ensemble.TargetTemperature is null)
            ScaleTo(settings.StartTemperature!.Value, state, CountDegreesOfFreedom(settings, state));
        return new MolecularDynamics(state, settings, potential, team ?? Team.Single, null, cancellation);
    }

    /// <summary>Goes on from a restart file, with the same bits as if the run had never stopped.</summary>
    /// <exception cref="SimulationException">The restart was made with another potential.</exception>
    public static MolecularDynamics Resume(Restart restart, IPotential potential, Team? team = null, CancellationToken cancellation = default)
    {
        if (restart.Potential != potential.Name)
            throw new SimulationException($"The restart file was written by a run with the potential '{restart.Potential}', not '{potential.Name}'. Name that one, or start a new run from its structure.");
        return new MolecularDynamics(restart.NewState(), restart.Settings, potential, team ?? Team.Single, restart, cancellation);
    }

    /// <summary>Lets an observer see the run; a file that grows is opened, and cut to the restart's length where the run is a resumed one.</summary>
    public void Attach(IObserver observer)
    {
        if (observer is IGrowingFile file)
            file.Open(_resumed?.FileLengths.TryGetValue(file.Role, out var length) == true ? length : null);
        _observers.Add(observer);
    }

    /// <summary>One time step; no observer is called, and no guard.</summary>
    public void Step() => _integrator.Step(State, _team);

    public Reading Read() => Reading.Of(State);

    /// <summary>
    /// Steps on, showing itself to guard and observers. Cancellation is heeded between steps; then, and at the end, whoever writes restarts writes one. Where the token that the simulation
    /// was begun with ends an evaluation, the step in which that was is taken back.
    /// </summary>
    /// <exception cref="GuardException">The guard stopped the run.</exception>
    public RunEnd Run(long steps, CancellationToken cancellation = default)
    {
        var last = State.Step + steps;
        if (!_shown && !IsResumed)
            Show();
        _shown = true;
        while (State.Step < last && !cancellation.IsCancellationRequested && Advance())
            Show();
        foreach (var observer in _observers)
            (observer as RestartWriter)?.WriteNow(this);
        return State.Step < last ? RunEnd.Interrupted : RunEnd.Completed;
    }

    /// <returns>False where the step was cancelled, and the state is as it was before.</returns>
    bool Advance()
    {
        _start?.Keep(_evaluator);
        try
        {
            Step();
            return true;
        }
        catch (OperationCanceledException) when (_start is not null && _cancellation.IsCancellationRequested)
        {
            _start.TakeBack();
            return false;
        }
        catch (AtomsException e) when (Guard is not null)
        {
            throw Guard.Broken(this, e);
        }
    }

    void Show()
    {
        Guard?.Check(this);
        foreach (var observer in _observers)
        {
            if (State.Step % observer.Every == 0)
                observer.Observe(this);
        }
    }

    public void Dispose()
    {
        _evaluator.Dispose();
        Guard?.Dispose();
        foreach (var observer in _observers)
            (observer as IDisposable)?.Dispose();
    }

    static void RequireBulk(Structure structure, DynamicsSettings settings)
    {
        if (settings.Ensemble.ChangesCell && !structure.Periodic.IsBulk)
            throw new SimulationException($"Constant pressure wants a cell that repeats in all three directions; {structure} does not. Choose constant volume.");
    }

    static bool MomentumRests(DynamicsSettings settings, DynamicState state) =>
        settings.Ensemble.ConservesMomentum && state.FreeCount == state.Count && state.Count > 1;

    static int CountDegreesOfFreedom(DynamicsSettings settings, DynamicState state)
    {
        if (!MomentumRests(settings, state))
            return 3 * state.FreeCount;
        if (state.Structure.Periodic.Any)
            return 3 * state.Count - 3;
        return state.Count == 2 ? 1 : 3 * state.Count - 6;
    }

    static void ScaleTo(double temperature, DynamicState state, int degreesOfFreedom)
    {
        var kinetic = MeasureKinetic.Of(state).Trace;
        if (!(kinetic > 0))
            return;
        var factor = Math.Sqrt(degreesOfFreedom * Units.Boltzmann * temperature / kinetic);
        foreach (ref var v in state.Velocities.AsSpan())
            v = factor * v;
    }
}
