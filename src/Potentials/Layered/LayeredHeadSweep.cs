using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Layered;

/// <summary>What heads add to energies and forces of a structure.</summary>
interface ILayeredHeads : IDisposable
{
    int Count { get; }

    /// <summary>By head, eV, as of the last <see cref="Sweep"/>.</summary>
    ReadOnlySpan<double> Energies { get; }

    /// <summary>Of a head, in the structure's order, eV/Å.</summary>
    ReadOnlySpan<Vec3> Forces(int head);

    /// <summary>All heads, on the structure that the list is of.</summary>
    void Sweep();
}

/// <summary>
/// The body goes forward once, and each head has a reverse pass of its own. Energies are linear in a head, so that a head's deviation is computed by itself and nothing cancels: single precision is enough, whatever the mean is computed in.
/// </summary>
sealed unsafe class LayeredHeadSweep<W> : ILayeredHeads, IJob
    where W : struct, IWide<W, float>
{
    /// <summary>Heads whose cotangents are kept at a time, 50 kB an atom, where they are no more numbers than <see cref="MostKept"/>. What comes before them is computed once for as many.</summary>
    const int Group = 8, MostKept = 1 << 26;

    readonly LayeredForm _form;
    readonly LayeredWeights<float> _body;
    readonly LayeredPass<W, float>[] _passes;
    readonly EdgeList _list;
    readonly Team _team;
    readonly int _run;
    readonly HeadWeights<float> _heads;
    readonly AlignedBuffer<float> _featureMemory = new(), _featureBars = new(), _messageBars = new();
    readonly AlignedBuffer<Vec3> _gradients = new(), _forces = new();
    readonly double[] _sums;
    double[] _energies = [];
    int _first, _count;
    Step _step;

    enum Step
    {
        Features,
        Cotangents,
        Gradients,
    }

    /// <param name="run">Atoms of a run.</param>
    internal LayeredHeadSweep(LayeredModel model, EdgeList list, Team team, int run)
    {
        (_form, _list, _team, _run) = (model.Form, list, team, run);
        _body = new LayeredWeights<float>(model.Layout);
        _body.Set(model.Parameters);
        _passes = [.. Enumerable.Range(0, team.Threads).Select(_ => new LayeredPass<W, float>(_body))];
        _heads = new HeadWeights<float>(model.Layout, model.Heads!.Count);
        _heads.Set(model.Heads.Deviations);
        _sums = new double[_heads.Count];
    }

    public int Count => _heads.Count;

    public ReadOnlySpan<double> Energies => _sums;

    public ReadOnlySpan<Vec3> Forces(int head) => new(_forces.Pointer + (nint)head * Atoms, Atoms);

    int Atoms => _list.Edges.Atoms;

    int Runs => (Atoms + _run - 1) / _run;

    Tensors<float> Features => new((nint)_featureMemory.Pointer, Atoms, _form.Channels);

    Tensors<float> FeatureBars(int place) => new((nint)(_featureBars.Pointer + (nint)place * LayeredPass<W, float>.FeatureSize(_form, Atoms)), Atoms, _form.Channels);

    Tensors<float> MessageBars(int place) => new((nint)(_messageBars.Pointer + (nint)place * LayeredPass<W, float>.MessageSize(_form, Atoms)), Atoms, _form.Channels);

    public void Sweep()
    {
        var size = LayeredPass<W, float>.FeatureSize(_form, Atoms) + LayeredPass<W, float>.MessageSize(_form, Atoms);
        var kept = Math.Clamp(MostKept / Math.Max(1, size), 1, Math.Min(Group, Count));
        _featureMemory.Require(LayeredPass<W, float>.FeatureSize(_form, Atoms));
        _featureBars.Require(kept * LayeredPass<W, float>.FeatureSize(_form, Atoms));
        _messageBars.Require(kept * LayeredPass<W, float>.MessageSize(_form, Atoms) + 1);
        _gradients.Require(kept * _list.Edges.Count + 1);
        _forces.Require(Count * Atoms);
        if (_energies.Length < Count * Atoms)
            _energies = new double[Count * Atoms];
        Run(Step.Features);
        for (_first = 0; _first < Count; _first += kept)
        {
            _count = Math.Min(kept, Count - _first);
            Run(Step.Cotangents);
            Run(Step.Gradients);
            for (var k = 0; k < _count; k++)
                Sum(_first + k, _gradients.Pointer + (nint)k * _list.Edges.Count);
        }
    }

    void Run(Step step)
    {
        _step = step;
        _team.Run(this, Runs);
    }

    void IJob.Run(int index, int worker)
    {
        var (first, several) = (index * _run, Runs > 1);
        var pass = _passes[several ? worker : 0];
        var count = Math.Min(_run, Atoms - first);
        // A structure of one run: its pass still has everything.
        if (several || _step == Step.Features)
            pass.Take(_list.Edges, first, count, _list.Species);
        switch (_step)
        {
            case Step.Features:
                pass.Features(_list.Species, Features);
                break;
            case Step.Cotangents:
                if (several || _first == 0)
                    pass.Read(_list.Species, Features, _energies.AsSpan(_first * Atoms + first, count));
                for (var k = 0; k < _count; k++)
                    pass.Head(_list.Species, _heads[_first + k], Features, _energies.AsSpan((_first + k) * Atoms + first, count), FeatureBars(k), MessageBars(k));
                break;
            default:
                for (var k = 0; k < _count; k++)
                {
                    if (k == 0)
                        pass.Gradients(_list.Species, several, Features, FeatureBars(k), MessageBars(k));
                    else
                        pass.MoreGradients(_list.Species, Features, FeatureBars(k), MessageBars(k));
                    pass.Sheet.CopyGradients(_gradients.Pointer + (nint)k * _list.Edges.Count + _list.Edges.Start[first]);
                }
                break;
        }
    }

    void Sum(int head, Vec3* gradients)
    {
        var edges = _list.Edges;
        var order = _list.Neighbours.Order;
        var forces = _forces.Pointer + (nint)head * Atoms;
        var energy = 0.0;
        for (var i = 0; i < Atoms; i++)
        {
            var force = Vec3.Zero;
            for (var e = edges.Start[i]; e < edges.Start[i + 1]; e++)
                force += gradients[e] - gradients[edges.Back[e]];
            forces[order[i]] = force;
            energy += _energies[head * Atoms + i];
        }
        _sums[head] = energy;
    }

    public void Dispose()
    {
        _body.Dispose();
        foreach (var pass in _passes)
            pass.Dispose();
        _heads.Dispose();
        _featureMemory.Dispose();
        _featureBars.Dispose();
        _messageBars.Dispose();
        _gradients.Dispose();
        _forces.Dispose();
    }
}

/// <summary>Opens them in the width of the machine.</summary>
/// <param name="Run">Atoms of a run.</param>
readonly record struct LayeredHeadDoor(LayeredModel Model, EdgeList List, Team Team, int Run) : ISingleUser<ILayeredHeads>
{
    public ILayeredHeads Use<W>()
        where W : struct, IWide<W, float> => new LayeredHeadSweep<W>(Model, List, Team, Run);
}
