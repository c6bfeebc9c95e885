namespace Athanor.Potentials.Layered;

/// <summary>Parameters that change from step to step of a training, in single precision, and the passes that read them.</summary>
public sealed class LayeredParameters : IDisposable
{
    readonly LayeredWeights<float> _weights;

    public LayeredParameters(LayeredLayout layout) => _weights = new LayeredWeights<float>(layout);

    /// <summary>Takes parameters over; not while a pass is at work.</summary>
    public void Set(ReadOnlySpan<double> parameters) => _weights.Set(parameters);

    /// <summary>A pass, for one thread.</summary>
    public ILayeredGradient<float> Open() => LayeredGradient.OpenSingle(_weights);

    public void Dispose() => _weights.Dispose();
}
