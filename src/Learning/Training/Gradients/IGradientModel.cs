namespace Athanor.Learning;

/// <summary>A model whose loss can be differentiated frame by frame.</summary>
interface IGradientModel
{
    int ParameterCount { get; }

    /// <summary>How the parameters are laid out, in order and without gaps.</summary>
    IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <summary>Parameters that a fit starts from; a function of the seed.</summary>
    double[] Begin(int seed);

    /// <summary>Takes the parameters over for all passes; called between steps, from one thread.</summary>
    void Set(ReadOnlySpan<double> parameters);

    /// <summary>Opens a pass, one a worker; it reads what <see cref="Set"/> took over.</summary>
    IGradientPass Open();
}
