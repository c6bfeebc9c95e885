using System.Numerics.Tensors;
using Athanor.Potentials.Layered;

namespace Athanor.Learning;

/// <summary>
/// A layered model as a fit by gradients sees it. The fit's parameters are in units of the spread of the initial ones, so that one rate suits all kinds.
/// </summary>
sealed class LayeredGradientModel : ILinearHead, IHeadedModel, IDisposable
{
    readonly LayeredLayout _layout;
    readonly LayeredParameters _weights;
    readonly int _headCount;
    readonly LayeredFrame[] _frames;
    readonly double[] _scaled;
    readonly float[] _spreads;

    /// <param name="frames">By index of the data.</param>
    /// <param name="heads">Heads that are fitted together with it.</param>
    internal LayeredGradientModel(LayeredLayout layout, LayeredFrame[] frames, int heads = 0)
    {
        (_layout, _frames) = (layout, frames);
        (_weights, _headCount) = (new LayeredParameters(layout, heads), heads);
        _scaled = new double[layout.Count];
        _spreads = [.. layout.Spreads().Select(s => (float)s)];
        Blocks = [.. layout.Runs.Select(r => new ParameterBlock(r.Name, r.Count, r.Rows, r.Columns, r.IsMatrix, r.IsMatrix ? 1 : 0))];
    }

    public int ParameterCount => _layout.Count;

    public IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <summary>Energies of atoms: what is read off scalars drifts by much more than one step of theirs makes up for.</summary>
    public (int First, int Count) Head => (_layout.AtomEnergies.Start, _layout.AtomEnergies.Size);

    /// <summary>All but free.</summary>
    public double[] HeadPrior => [.. Enumerable.Repeat(1e-6, Head.Count)];

    /// <summary>All of a head but energies of atoms, which data of one composition leave undetermined.</summary>
    public int LastLayerCount => _layout.HeadCount - _layout.AtomEnergies.Size;

    public void CopyLastLayer(ReadOnlySpan<double> parameters, Span<double> into) => CopyLastLayer<double>(parameters, into);

    void CopyLastLayer<T>(ReadOnlySpan<T> parameters, Span<T> into)
    {
        foreach (var run in _layout.HeadRuns.Where(r => r != _layout.AtomEnergies))
        {
            parameters.Slice(run.Start, run.Size).CopyTo(into);
            into = into[run.Size..];
        }
    }

    public void SetHeads(ReadOnlySpan<double> deviations) => _weights.SetHeads(Heads(deviations, _headCount));

    public void TakeLastLayer(Span<float> gradient, Span<float> into)
    {
        CopyLastLayer<float>(gradient, into);
        foreach (var run in _layout.HeadRuns)
            gradient.Slice(run.Start, run.Size).Clear();
    }

    /// <summary>A head of the model's own from deviations of the last layer, both [member, parameter].</summary>
    internal double[] Heads(ReadOnlySpan<double> deviations, int members)
    {
        var heads = new double[members * _layout.HeadCount];
        var (spreads, own) = (new float[LastLayerCount], LastLayerCount);
        CopyLastLayer<float>(_spreads, spreads);
        for (var m = 0; m < members; m++)
        {
            for (var k = 0; k < own; k++)
                heads[m * _layout.HeadCount + k] = spreads[k] * deviations[m * own + k];
        }
        return heads;
    }

    public double[] Begin(int seed)
    {
        var parameters = _layout.Begin(seed);
        for (var k = 0; k < parameters.Length; k++)
            parameters[k] /= _spreads[k];
        return parameters;
    }

    public void AddOffsets(double[] parameters, IReadOnlyList<TrainingFrame> frames, ReadOnlySpan<double> left)
    {
        var run = _layout.AtomEnergies;
        var offsets = EnergyOffsets.Solve(run.Size, frames, left, (frame, counts) =>
        {
            for (var s = 0; s < counts.Length; s++)
                counts[s] += _frames[frame.Index].CountOf(s);
        });
        for (var s = 0; s < offsets.Length; s++)
            parameters[run.Start + s] += offsets[s] / (_layout.Form.Scale * _spreads[run.Start + s]);
    }

    public void Set(ReadOnlySpan<double> parameters) => _weights.Set(Scaled(parameters));

    /// <summary>The model's own parameters.</summary>
    internal ReadOnlySpan<double> Scaled(ReadOnlySpan<double> parameters)
    {
        for (var k = 0; k < _scaled.Length; k++)
            _scaled[k] = parameters[k] * _spreads[k];
        return _scaled;
    }

    public IGradientPass Open() => new Pass(this);

    public void Dispose() => _weights.Dispose();

    sealed class Pass(LayeredGradientModel model) : ILinearHeadPass, IHeadedPass
    {
        readonly ILayeredGradient<float> _gradient = model._weights.Open();
        readonly float[] _own = new float[model.ParameterCount];

        public double Evaluate(TrainingFrame frame, Span<double> rows) => _gradient.Evaluate(model._frames[frame.Index], rows);

        public double EvaluateHead(int head, Span<double> rows) => _gradient.EvaluateHead(head, rows);

        public void AddGradient(double energy, ReadOnlySpan<double> rows, Span<float> gradient)
        {
            Array.Clear(_own);
            _gradient.AddGradient(energy, rows, _own);
            TensorPrimitives.MultiplyAdd(_own, model._spreads, gradient, gradient);
        }

        public void LastLayerRow(double energy, ReadOnlySpan<double> rows, Span<double> into)
        {
            foreach (var run in model._layout.HeadRuns)
                _own.AsSpan(run.Start, run.Size).Clear();
            _gradient.AddHeadGradient(energy, rows, _own);
            var to = 0;
            foreach (var run in model._layout.HeadRuns)
            {
                for (var k = run.Start; k < run.End && run != model._layout.AtomEnergies; k++)
                    into[to++] = _own[k] * model._spreads[k];
            }
        }

        public void HeadRows(TrainingFrame frame, Span<double> rows, int stride)
        {
            var (first, count) = model.Head;
            for (var r = 0; r <= frame.Features.RowCount; r++)
                rows.Slice(r * stride, count).Clear();
            for (var s = 0; s < count; s++)
                rows[s] = model._frames[frame.Index].CountOf(s) * model._layout.Form.Scale * model._spreads[first + s];
        }

        public void Dispose() => _gradient.Dispose();
    }
}
