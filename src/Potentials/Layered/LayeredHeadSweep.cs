using System.Numerics;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Layered;

/// <summary>
/// What heads add to energies and forces of a structure that has just been evaluated: the body's features serve all, and each head has a reverse pass of its own. Energies are linear in a head, so that a head's deviation
/// is computed by itself and nothing cancels.
/// </summary>
sealed unsafe class LayeredHeadSweep<W, S> : IJob, IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    /// <summary>Heads whose cotangents are kept at a time, 0.1 MB an atom, where they are no more numbers than <see cref="MostKept"/>. What comes before them is computed once for as many.</summary>
    const int Group = 8, MostKept = 1 << 26;

    readonly LayeredForm _form;
    readonly LayeredPass<W, S>[] _passes;
    readonly EdgeList _list;
    readonly Team _team;
    readonly int _run;
    readonly Readout<S>[] _heads;
    readonly AlignedBuffer<S> _weights = new(), _featureBars = new(), _messageBars = new();
    readonly AlignedBuffer<Vec3> _gradients = new(), _forces = new();
    readonly double[] _sums;
    double[] _energies = [];
    Tensors<S> _features;
    int _first, _count;
    bool _gradientsNow;

    /// <param name="run">Atoms of a run.</param>
    internal LayeredHeadSweep(LayeredModel model, LayeredPass<W, S>[] passes, EdgeList list, Team team, int run)
    {
        (_form, _passes, _list, _team, _run) = (model.Form, passes, list, team, run);
        var (heads, layout) = (model.Heads!, model.Layout);
        _heads = new Readout<S>[heads.Count];
        _sums = new double[heads.Count];
        // Rows of weights of atoms are no whole vectors: nothing that is read in vectors comes after them within a head.
        var stride = (heads.Size + LayeredForm.Lanes - 1) / LayeredForm.Lanes * LayeredForm.Lanes;
        var to = _weights.Require(heads.Count * stride);
        for (var m = 0; m < heads.Count; m++, to += stride)
        {
            var from = heads.Of(m);
            for (var k = 0; k < from.Length; k++)
                to[k] = S.CreateTruncating(from[k]);
            var last = to + layout.FirstReadout.Size;
            var hidden = last + layout.Readout.Size;
            _heads[m] = new((nint)to, (nint)last, (nint)hidden, (nint)(hidden + layout.HiddenReadout.Size));
        }
    }

    internal int Count => _heads.Length;

    /// <summary>By head, eV.</summary>
    internal ReadOnlySpan<double> Energies => _sums;

    /// <summary>Of a head, in the structure's order, eV/Å.</summary>
    internal ReadOnlySpan<Vec3> Forces(int head) => new(_forces.Pointer + (nint)head * Atoms, Atoms);

    int Atoms => _list.Edges.Atoms;

    int Runs => (Atoms + _run - 1) / _run;

    Tensors<S> FeatureBars(int place) => new((nint)(_featureBars.Pointer + (nint)place * LayeredPass<W, S>.FeatureSize(_form, Atoms)), Atoms, _form.Channels);

    Tensors<S> MessageBars(int place) => new((nint)(_messageBars.Pointer + (nint)place * LayeredPass<W, S>.MessageSize(_form, Atoms)), Atoms, _form.Channels);

    /// <summary>All heads, after all steps of the passes on the structure.</summary>
    /// <param name="features">Of all atoms.</param>
    internal void Sweep(in Tensors<S> features)
    {
        _features = features;
        var size = LayeredPass<W, S>.FeatureSize(_form, Atoms) + LayeredPass<W, S>.MessageSize(_form, Atoms);
        var kept = Math.Clamp(MostKept / Math.Max(1, size), 1, Math.Min(Group, Count));
        _featureBars.Require(kept * LayeredPass<W, S>.FeatureSize(_form, Atoms));
        _messageBars.Require(kept * LayeredPass<W, S>.MessageSize(_form, Atoms) + 1);
        _gradients.Require(kept * _list.Edges.Count + 1);
        _forces.Require(Count * Atoms);
        if (_energies.Length < Count * Atoms)
            _energies = new double[Count * Atoms];
        for (_first = 0; _first < Count; _first += kept)
        {
            _count = Math.Min(kept, Count - _first);
            _gradientsNow = false;
            _team.Run(this, Runs);
            _gradientsNow = true;
            _team.Run(this, Runs);
            for (var k = 0; k < _count; k++)
                Sum(_first + k, _gradients.Pointer + (nint)k * _list.Edges.Count);
        }
    }

    void IJob.Run(int index, int worker)
    {
        var (first, several) = (index * _run, Runs > 1);
        var pass = _passes[several ? worker : 0];
        var count = Math.Min(_run, Atoms - first);
        // A structure of one run: its pass still has everything.
        if (several)
            pass.Take(_list.Edges, first, count, _list.Species);
        if (!_gradientsNow)
        {
            if (several)
                pass.Read(_list.Species, _features, _energies.AsSpan(_first * Atoms + first, count));
            for (var k = 0; k < _count; k++)
                pass.Head(_list.Species, _heads[_first + k], _features, _energies.AsSpan((_first + k) * Atoms + first, count), FeatureBars(k), MessageBars(k));
            return;
        }
        for (var k = 0; k < _count; k++)
        {
            if (several && k == 0)
                pass.Gradients(_list.Species, true, _features, FeatureBars(0), MessageBars(0));
            else
                pass.MoreGradients(_list.Species, _features, FeatureBars(k), MessageBars(k));
            pass.Sheet.CopyGradients(_gradients.Pointer + (nint)k * _list.Edges.Count + _list.Edges.Start[first]);
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
        _weights.Dispose();
        _featureBars.Dispose();
        _messageBars.Dispose();
        _gradients.Dispose();
        _forces.Dispose();
    }
}
