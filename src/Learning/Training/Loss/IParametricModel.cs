namespace Athanor.Learning;

/// <summary>A model as what a fit of least squares needs of it: energies and their derivatives by coordinates, as functions of one flat vector of parameters.</summary>
interface IParametricModel : IDisposable
{
    int ParameterCount { get; }

    /// <summary>Where a fit starts, random by the seed.</summary>
    double[] Initialise(int seed);

    /// <summary>Adds to the energies of atoms what takes the mean off what is left.</summary>
    /// <param name="left">Energy label less prediction of each frame, eV; NaN where there is no label.</param>
    void AddOffsets(double[] parameters, IReadOnlyList<TrainingFrame> frames, ReadOnlySpan<double> left);

    /// <summary>The parameters that passes see from now on.</summary>
    void Set(ReadOnlySpan<double> parameters);

    /// <summary>Opens what computes frames, for one thread.</summary>
    IParametricPass OpenPass();
}

/// <summary>Computes frames under the parameters last set; holds scratch memory, serves one thread.</summary>
unsafe interface IParametricPass : IDisposable
{
    /// <summary>Energy (eV); into <paramref name="rows"/> its derivative by each coordinate of the frame.</summary>
    double Predict(TrainingFrame frame, Span<double> rows);

    /// <summary>By parameter: first row the energy, then every coordinate's derivative. <paramref name="stride"/> leaves a vector's room behind the parameters.</summary>
    void Jacobian(TrainingFrame frame, float* matrix, int stride);

    /// <summary>Adds the gradient by parameter of energyCotangent · E + Σ rowCotangents · rows.</summary>
    void AddGradient(TrainingFrame frame, float energyCotangent, ReadOnlySpan<float> rowCotangents, float* gradient);
}
