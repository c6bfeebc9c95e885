using System.Numerics;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Behler;

namespace Athanor.Potentials.Layered;

/// <summary>
/// Evaluates structures by a layered model: runs of atoms, fixed by the structure alone, go through the first layer, all of them; then through the second; then their edges' gradients. Everything else is sums over edges in their order. Where an uncertainty is wanted and the model has heads, each of these adds a reverse pass.
/// </summary>
sealed unsafe class LayeredEvaluator<W, S> : ILayeredRangeReader, IMemberForces, ITrainingRange, IJob
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    /// <summary>Atoms of a run.</summary>
    const int Run = 24;

    /// <summary>
    /// Part of a range's width that a scalar may be outside of it: of many scalars of third order some leave theirs again and again at the temperature of the data (acetylacetone at 300 K within 40 fs, by an eighth).
    /// </summary>
    const float Margin = 0.5f;

    readonly LayeredModel _model;
    readonly LayeredForm _form;
    readonly LayeredWeights<S> _weights;
    readonly LayeredPass<W, S>[] _passes;
    readonly Team _team;
    readonly EdgeList _list;
    readonly FunctionRange[] _ranges;
    readonly Func<Element, int> _speciesOf;
    readonly AlignedBuffer<S> _features = new(), _featureBars = new(), _messageBars = new();
    readonly AlignedBuffer<Vec3> _gradients = new();
    readonly AtomExcess _excess = new();
    readonly ILayeredHeads? _heads;
    readonly Prediction _one = new();
    double[] _energies = [];
    Step _step;

    enum Step
    {
        Features,
        Energies,
        Gradients,
    }

    internal LayeredEvaluator(LayeredModel model, EvaluatorOptions options)
    {
        (_model, _form, _team) = (model, model.Form, options.Team);
        _weights = new LayeredWeights<S>(model.Layout);
        _weights.Set(model.Parameters);
        _passes = [.. Enumerable.Range(0, _team.Threads).Select(_ => new LayeredPass<W, S>(_weights))];
        _list = new EdgeList(_form.Basis.Cutoff, options.Skin);
        _ranges = [.. _form.Elements.Select((_, s) => model.Trained.ToFunctionRange(s))];
        _speciesOf = model.SpeciesOf;
        _heads = model.Heads is null ? null : Widths.Single<LayeredHeadDoor, ILayeredHeads>(new LayeredHeadDoor(model, _list, _team, Run));
    }

    public ReadOnlySpan<Vec3> ListPositions => _list.Neighbours.BuiltPositions;

    public Cell? ListCell => _list.Neighbours.BuiltCell;

    int Atoms => _list.Edges.Atoms;

    int Runs => (Atoms + Run - 1) / Run;

    Tensors<S> Features => new((nint)_features.Pointer, Atoms, _form.Channels);

    Tensors<S> FeatureBars => new((nint)_featureBars.Pointer, Atoms, _form.Channels);

    Tensors<S> MessageBars => new((nint)_messageBars.Pointer, Atoms, _form.Channels);

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        Update(structure);
        _gradients.Require(_list.Edges.Count + 1);
        foreach (var step in (ReadOnlySpan<Step>)[Step.Features, Step.Energies, Step.Gradients])
        {
            _step = step;
            _team.Run(this, Runs);
        }
        into.Ready(structure.Count, (request & ~Request.Uncertainty) | Request.Forces);
        Sum(into, (request & (Request.Virial | Request.AtomVirials)) != 0);
        // Of two layers an edge's gradient is not that of its centre's energy alone: atoms have no shares.
        if ((request & Request.AtomVirials) != 0 && !_form.HasMessages)
            Share(into.RequireAtomVirials());
        if ((request & Request.Uncertainty) != 0 && _heads is not null)
            Spread(_heads, into);
    }

    void Spread(ILayeredHeads heads, Prediction into)
    {
        heads.Sweep();
        var energies = 0.0;
        var squares = into.RequireForcesStd();
        for (var m = 0; m < heads.Count; m++)
        {
            energies += heads.Energies[m] * heads.Energies[m];
            var forces = heads.Forces(m);
            for (var i = 0; i < squares.Length; i++)
                squares[i] += new Vec3(forces[i].X * forces[i].X, forces[i].Y * forces[i].Y, forces[i].Z * forces[i].Z);
        }
        double divisor = heads.Count - 1;
        into.EnergyStd = Math.Sqrt(energies / divisor);
        foreach (ref var s in squares)
            s = new Vec3(Math.Sqrt(s.X / divisor), Math.Sqrt(s.Y / divisor), Math.Sqrt(s.Z / divisor));
    }

    public int MemberCount => _heads?.Count ?? 0;

    public void EvaluateMembers(Structure structure, Span<double> energies, Span<Vec3> forces)
    {
        if (_heads is null)
            throw new NotSupportedException();
        Evaluate(structure, Request.Forces, _one);
        _heads.Sweep();
        for (var m = 0; m < _heads.Count; m++)
        {
            energies[m] = _one.Energy + _heads.Energies[m];
            var own = _heads.Forces(m);
            for (var i = 0; i < own.Length; i++)
                forces[m * own.Length + i] = _one.Forces[i] + own[i];
        }
    }

    void Update(Structure structure)
    {
        for (var i = 0; i < structure.Count; i++)
        {
            if (!_model.Covers(structure.Elements[i]))
                throw UncoveredElementException.For(_model, structure, i);
        }
        _list.Update(structure, _team, _speciesOf);
        _excess.Begin(structure);
        _features.Require(LayeredPass<W, S>.FeatureSize(_form, Atoms));
        _featureBars.Require(LayeredPass<W, S>.FeatureSize(_form, Atoms));
        _messageBars.Require(LayeredPass<W, S>.MessageSize(_form, Atoms) + 1);
        if (_energies.Length < Atoms)
            _energies = new double[Atoms];
    }

    void IJob.Run(int index, int worker)
    {
        var (first, pass) = (index * Run, _passes[Runs > 1 ? worker : 0]);
        var count = Math.Min(Run, Atoms - first);
        // One run goes through all steps at once, in the memory of one pass.
        if (_step == Step.Features || Runs > 1)
            pass.Take(_list.Edges, first, count, _list.Species);
        switch (_step)
        {
            case Step.Features:
                pass.Features(_list.Species, Features);
                Compare(first, count);
                break;
            case Step.Energies:
                pass.Energies(_list.Species, Features, _energies.AsSpan(first, count), FeatureBars, MessageBars);
                break;
            default:
                pass.Gradients(_list.Species, Runs > 1, Features, FeatureBars, MessageBars);
                pass.Sheet.CopyGradients(_gradients.Pointer + _list.Edges.Start[first]);
                break;
        }
    }

    void Compare(int first, int count)
    {
        var values = stackalloc double[_form.Channels];
        for (var i = first; i < first + count; i++)
        {
            Scalars(i, new(values, _form.Channels));
            _excess.Pointer[i] = Math.Max(0, _ranges[_list.Species[i]].Excess(values) - Margin);
        }
    }

    void Sum(Prediction into, bool virial)
    {
        var edges = _list.Edges;
        var order = _list.Neighbours.Order;
        var gradients = _gradients.Pointer;
        var energies = into.AtomEnergies;
        var sum = Mat3.Zero;
        for (var i = 0; i < Atoms; i++)
        {
            var force = Vec3.Zero;
            for (var e = edges.Start[i]; e < edges.Start[i + 1]; e++)
            {
                force += gradients[e] - gradients[edges.Back[e]];
                if (virial)
                    sum += Mat3.Outer(edges.Vector[e], gradients[e]);
            }
            into.Forces[order[i]] = force;
            var energy = _energies[i] + _model.AtomEnergy(_list.Species[i]);
            into.Energy += energy;
            if (!energies.IsEmpty)
                energies[order[i]] = energy;
        }
        into.Virial = -1.0 * sum;
    }

    void Share(Span<Mat3> virials)
    {
        var edges = _list.Edges;
        var order = _list.Neighbours.Order;
        for (var e = 0; e < edges.Count; e++)
            virials[order[edges.Target[e]]] -= Mat3.Outer(edges.Vector[e], _gradients.Pointer[e]);
    }

    public RangeExcess ExcessOf(Structure structure)
    {
        // Nearly always the structure just evaluated is meant: then everything is there.
        if (!_excess.IsOf(structure))
            Evaluate(structure, Request.Energy, new Prediction());
        return _excess.Worst(_list.Neighbours.Order);
    }

    /// <inheritdoc/>
    public void AddTo(DescriptorRange range, Structure structure)
    {
        Update(structure);
        _step = Step.Features;
        _team.Run(this, Runs);
        Span<double> values = stackalloc double[_form.Channels];
        for (var i = 0; i < Atoms; i++)
        {
            Scalars(i, values);
            range.Add(_list.Species[i], values);
        }
    }

    void Scalars(int atom, Span<double> values)
    {
        var from = Features.Of(0, atom);
        for (var k = 0; k < values.Length; k++)
            values[k] = double.CreateTruncating(from[k]);
    }

    public void Dispose()
    {
        _heads?.Dispose();
        _weights.Dispose();
        foreach (var pass in _passes)
            pass.Dispose();
        _list.Dispose();
        _features.Dispose();
        _featureBars.Dispose();
        _messageBars.Dispose();
        _gradients.Dispose();
        _excess.Dispose();
    }
}
