namespace Athanor.Learning;

/// <summary>A model whose loss can be differentiated frame by frame.</summary>
interface IGradientModel
{
    int ParameterCount { get; }

    /// <summary>How the parameters are laid out, in order and without gaps.</summary>
    IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <summary>Parameters that a fit starts from; a function of the seed.</summary>
    double[] Begin(int seed);

    /// <summary>Takes the mean off what is left of the energies, where the model has energies of atoms for that; otherwise the first thousand steps go into it.</summary>
    /// <param name="frames">Those to be learned from.</param>
    /// <param name="left">Energy label less what the parameters give for each frame, eV; NaN where there is no label.</param>
    void AddOffsets(double[] parameters, IReadOnlyList<TrainingFrame> frames, ReadOnlySpan<double> left)
    {
    }

    /// <summary>Takes the parameters over for all passes; called between steps, from one thread.</summary>
    void Set(ReadOnlySpan<double> parameters);

    /// <summary>Opens a pass, one a worker; it reads what <see cref="Set"/> took over.</summary>
    IGradientPass Open();
}
