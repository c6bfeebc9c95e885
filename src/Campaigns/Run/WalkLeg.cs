using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Campaigns;

/// <summary>A piece of a walk on one model: guarded dynamics by the model's prediction, and a gauge of how far its members are apart.</summary>
sealed class WalkLeg : IDisposable
{
    /// <summary>How far outside is worth a question, of what makes a guard stop: what comes after the campaign goes a little further.</summary>
    const double Early = 0.5;

    static readonly GuardLimits Usual = new();

    readonly MolecularDynamics _dynamics;
    readonly DisagreementGauge _gauge;
    readonly WalkerState _state;

    /// <param name="state">Where it begins; kept up to date by <see cref="Note"/>.</param>
    /// <param name="model">The version's number.</param>
    /// <param name="look">Steps between two looks of the guard.</param>
    public WalkLeg(WalkerState state, WalkerSettings settings, IPotential potential, long model, ulong seed, int look)
    {
        _state = state;
        var structure = state.Structure!;
        var way = settings.Bias > 0 ? new UncertaintyBias(potential, settings.Bias) : potential;
        _gauge = new DisagreementGauge(potential, new EvaluatorOptions(Team.Single, Skin: 0.5));
        var dynamics = new DynamicsSettings { Ensemble = new Langevin(new Ramp(settings.Temperature), settings.Relaxation), TimeStep = state.TimeStep, Seed = seed };
        if (state.Skin == 0)
        {
            // Once, for what it chooses; all legs then begin alike.
            using var first = MolecularDynamics.Start(structure, way, dynamics);
            state.Skin = first.Settings.Skin!.Value;
        }
        _dynamics = MolecularDynamics.Resume(
            new Restart
            {
                Potential = way.Name,
                Settings = dynamics with { Skin = state.Skin },
                Structure = structure,
                Step = state.Step,
                Heat = state.Heat,
                Work = state.Work,
                SampledKinetic = state.SampledKinetic,
                ListPositions = state.Model == model ? state.ListPositions : null,
                ListCell = structure.Cell,
                SingleLanes = Widths.SingleLanes,
                DoubleLanes = Widths.DoubleLanes,
                FileLengths = new Dictionary<string, long>(),
            },
            way);
        state.Model = model;
        // What lies outside the training data is what is looked for: a reason to ask, not to break off.
        _dynamics.Guard = new Guard(GuardLimits.For(dynamics) with { AtomsOutOfRange = null, Every = look });
    }

    public Structure Structure => _dynamics.State.Structure;

    /// <exception cref="GuardException">The frame is broken.</exception>
    /// <exception cref="AtomsException">The model cannot answer.</exception>
    /// <remarks>Not cancelled in between: looks of a walk that is interrupted and goes on are at the same steps as of one that is not.</remarks>
    public void Go(int steps) => _dynamics.Run(steps);

    /// <exception cref="AtomsException">The model cannot answer.</exception>
    public Disagreement Look() => _gauge.Measure(Structure);

    /// <summary>Whether the guard of a run on this model would soon stop, because an atom is outside what it was trained on.</summary>
    public bool IsOutside() => _gauge.Outside(Structure) is { Atoms: > 0 } excess && excess.Amount > Early * Usual.RangeTolerance;

    public Reading Read() => _dynamics.Read();

    /// <summary>Brings the state up to date, but for where neighbour lists stand.</summary>
    public void Note()
    {
        var now = _dynamics.State;
        (_state.Structure, _state.Step, _state.Heat, _state.Work, _state.SampledKinetic, _state.ListPositions) = (now.Structure, now.Step, now.Heat, now.Work, now.SampledKinetic, null);
    }

    /// <summary>The same with neighbour lists: from there it goes on to the same bits, as long as the model is the same.</summary>
    public void NoteAll()
    {
        Note();
        _state.ListPositions = Restart.Of(_dynamics).ListPositions;
    }

    public void Dispose()
    {
        _dynamics.Dispose();
        _gauge.Dispose();
    }
}
