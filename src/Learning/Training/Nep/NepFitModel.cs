using Athanor.Numerics;
using Athanor.Potentials.Nep;

namespace Athanor.Learning;

/// <summary>A neuroevolution potential as least squares see it: coefficients of the radial functions and networks together.</summary>
/// <param name="frames">In the order of the data.</param>
/// <param name="start">Parameters whose coefficients a fit starts from; its networks are random by the seed.</param>
sealed unsafe class NepFitModel(NepParameters parameters, IReadOnlyList<NepFrame> frames, double[] start) : IParametricModel
{
    readonly NepRowWeights<float> _weights = new(parameters, Widths.SingleLanes);

    public int ParameterCount => parameters.Count;

    /// <summary>Weights uniform within ±√(3/inputs), as inputs of variance one want; biases spread over where tanh bends; outputs small.</summary>
    public double[] Initialise(int seed)
    {
        var random = new Random(seed);
        var values = (double[])start.Clone();
        var (inputs, neurons) = (parameters.Inputs, parameters.Form.Neurons);
        for (var s = 0; s < parameters.Form.Species; s++)
        {
            Fill(values.AsSpan(parameters.Network(s), neurons * inputs), Math.Sqrt(3.0 / inputs));
            Fill(values.AsSpan(parameters.Biases(s), neurons), 0.5);
            Fill(values.AsSpan(parameters.Outputs(s), neurons), Math.Sqrt(3.0 / neurons));
            values[parameters.Offset(s)] = 0;
        }
        return values;

        void Fill(Span<double> span, double bound)
        {
            foreach (ref var value in span)
                value = bound * (2 * random.NextDouble() - 1);
        }
    }

    public void AddOffsets(double[] values, IReadOnlyList<TrainingFrame> targets, ReadOnlySpan<double> left)
    {
        var offsets = EnergyOffsets.Solve(parameters.Form.Species, targets, left, (frame, counts) =>
        {
            foreach (var s in frames[frame.Index].Species)
                counts[s]++;
        });
        for (var s = 0; s < offsets.Length; s++)
            values[parameters.Offset(s)] += offsets[s];
    }

    public void Set(ReadOnlySpan<double> values) => _weights.Set(values);

    public IParametricPass OpenPass() => new Pass(this);

    public void Dispose() => _weights.Dispose();

    sealed class Pass(NepFitModel owner) : IParametricPass
    {
        readonly NepRows<float> _rows = NepRows<float>.Open(owner._weights);
        readonly AlignedBuffer<float> _matrix = new();
        readonly IReadOnlyList<NepFrame> _frames = owner.Frames;

        public double Predict(TrainingFrame frame, Span<double> rows) => _rows.Predict(_frames[frame.Index], rows);

        public void Jacobian(TrainingFrame frame, float* matrix, int stride) => _rows.Jacobian(_frames[frame.Index], matrix, stride);

        public void AddGradient(TrainingFrame frame, float energyCotangent, ReadOnlySpan<float> rowCotangents, float* gradient)
        {
            int count = owner.ParameterCount, stride = FrameFeatures.Padded(count) + FrameFeatures.Lanes;
            var matrix = _matrix.Require(checked((rowCotangents.Length + 1) * stride));
            Jacobian(frame, matrix, stride);
            for (var r = -1; r < rowCotangents.Length; r++)
            {
                var by = r < 0 ? energyCotangent : rowCotangents[r];
                var row = new ReadOnlySpan<float>(matrix + (nint)(r + 1) * stride, count);
                System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(row, by, new Span<float>(gradient, count), new Span<float>(gradient, count));
            }
        }

        public void Dispose()
        {
            _rows.Dispose();
            _matrix.Dispose();
        }
    }

    IReadOnlyList<NepFrame> Frames => frames;
}
