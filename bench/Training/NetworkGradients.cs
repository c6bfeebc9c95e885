using Athanor.Learning;

namespace Athanor.Bench.Training;

/// <summary>Networks over fixed features, fitted by gradients as a model that knows nothing better would be.</summary>
sealed unsafe class NetworkGradients(NetworkSet networks, double[] start) : IGradientModel
{
    public int ParameterCount => networks.ParameterCount;

    public IReadOnlyList<ParameterBlock> Blocks { get; } = Layout(networks);

    public double[] Begin(int seed) => [.. start];

    public void Set(ReadOnlySpan<double> parameters) => networks.Set(parameters);

    public IGradientPass Open() => new Pass(networks);

    static List<ParameterBlock> Layout(NetworkSet networks)
    {
        var blocks = new List<ParameterBlock>();
        foreach (var shape in networks.Shapes)
        {
            for (var l = 0; l <= shape.Layers; l++)
            {
                var (inputs, outputs) = (shape.Width(l - 1), l < shape.Layers ? shape.Width(l) : 1);
                blocks.Add(new ParameterBlock($"weights {l}", 1, outputs, inputs, outputs > 1, 1));
                blocks.Add(new ParameterBlock($"biases {l}", 1, 1, outputs, false));
            }
        }
        return blocks;
    }

    sealed class Pass(NetworkSet networks) : IGradientPass
    {
        readonly IFramePass _pass = IFramePass.Open();
        readonly float[] _gradient = new float[networks.ParameterCount + FrameFeatures.Lanes];
        float[] _rows = [];
        TrainingFrame? _frame;

        public double Evaluate(TrainingFrame frame, Span<double> rows)
        {
            _frame = frame;
            return _pass.Predict(frame.Features, networks, rows);
        }

        public void AddGradient(double energy, ReadOnlySpan<double> rows, Span<float> gradient)
        {
            if (_rows.Length < rows.Length)
                _rows = new float[rows.Length];
            for (var r = 0; r < rows.Length; r++)
                _rows[r] = (float)rows[r];
            Array.Clear(_gradient);
            fixed (float* own = _gradient)
                _pass.AddGradient(_frame!.Features, networks, (float)energy, _rows.AsSpan(0, rows.Length), own);
            for (var p = 0; p < gradient.Length; p++)
                gradient[p] += _gradient[p];
        }

        public void Dispose() => _pass.Dispose();
    }
}
