namespace Athanor.Potentials.Layered;

/// <summary>Parameters that change from step to step of a training, in single precision, and the passes that read them.</summary>
public sealed class LayeredParameters : IDisposable
{
    readonly LayeredWeights<float> _weights;
    readonly HeadWeights<float>? _heads;

    /// <param name="heads">How many heads there are.</param>
    public LayeredParameters(LayeredLayout layout, int heads = 0)
    {
        _weights = new LayeredWeights<float>(layout);
        _heads = heads > 0 ? new HeadWeights<float>(layout, heads) : null;
    }

    /// <summary>Takes parameters over; not while a pass is at work.</summary>
    public void Set(ReadOnlySpan<double> parameters) => _weights.Set(parameters);

    /// <summary>Takes heads over, [head, head parameter]; likewise.</summary>
    public void SetHeads(ReadOnlySpan<double> deviations) => _heads!.Set(deviations);

    /// <summary>A pass, for one thread.</summary>
    public ILayeredGradient<float> Open() => LayeredGradient.OpenSingle(_weights, _heads);

    public void Dispose()
    {
        _weights.Dispose();
        _heads?.Dispose();
    }
}
