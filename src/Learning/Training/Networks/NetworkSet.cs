namespace Athanor.Learning;

/// <summary>All networks of a model over one flat parameter vector.</summary>
sealed class NetworkSet : IParametricModel
{
    readonly int[] _offsets;

    internal NetworkSet(IReadOnlyList<NetworkShape> shapes)
    {
        Shapes = [.. shapes];
        Weights = [.. shapes.Select(s => new NetworkWeights(s))];
        _offsets = new int[shapes.Count];
        for (var n = 0; n < shapes.Count; n++)
        {
            _offsets[n] = ParameterCount;
            ParameterCount += shapes[n].ParameterCount;
        }
    }

    internal NetworkShape[] Shapes { get; }

    internal NetworkWeights[] Weights { get; }

    public int ParameterCount { get; }

    /// <summary>First parameter of a network.</summary>
    internal int Offset(int network) => _offsets[network];

    /// <summary>Lays all networks' parameters out for kernels.</summary>
    public void Set(ReadOnlySpan<double> parameters)
    {
        for (var n = 0; n < Shapes.Length; n++)
            Weights[n].Set(parameters.Slice(_offsets[n], Shapes[n].ParameterCount));
    }

    /// <summary>
    /// Random weights: uniform within ±√(3 / inputs) (so that a unit-variance input gives a unit-variance sum), biases zero, outputs small.
    /// </summary>
    public double[] Initialise(int seed)
    {
        var random = new Random(seed);
        var parameters = new double[ParameterCount];
        for (var n = 0; n < Shapes.Length; n++)
        {
            var shape = Shapes[n];
            for (var l = 0; l <= shape.Layers; l++)
            {
                var inputs = shape.Width(l - 1);
                var bound = Math.Sqrt(3.0 / inputs);
                var weights = parameters.AsSpan(_offsets[n] + shape.WeightOffset(l), shape.BiasOffset(l) - shape.WeightOffset(l));
                foreach (ref var w in weights)
                    w = bound * (2 * random.NextDouble() - 1);
            }
        }
        return parameters;
    }

    public void AddOffsets(double[] parameters, IReadOnlyList<TrainingFrame> frames, ReadOnlySpan<double> left) => EnergyOffsets.Add(parameters, this, frames, left);

    public IParametricPass OpenPass() => new NetworkSetPass(this);

    public void Dispose()
    {
        foreach (var weights in Weights)
            weights.Dispose();
    }
}
