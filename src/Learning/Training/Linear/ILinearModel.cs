using Athanor.Inference;

namespace Athanor.Learning;

/// <summary>A model whose energies are linear in its parameters, and so its forces and stresses: what it makes of a frame are rows of numbers that multiply them.</summary>
interface ILinearModel
{
    int ParameterCount { get; }

    /// <summary>How strongly each parameter is held to zero, beside the others.</summary>
    double[] Prior { get; }

    /// <summary>True where it makes something of the whole posterior, which a fit then keeps in place of draws (<see cref="LinearFit.Posterior"/>).</summary>
    bool KeepsPosterior => false;

    /// <summary>Strength of the prior from which the evidence is climbed; null for that of <see cref="BayesianRidge"/>.</summary>
    /// <param name="kinds">Of energies, forces and stresses.</param>
    double? FirstPrecision(IReadOnlyList<NormalEquations> kinds) => null;

    /// <summary>Opens what computes rows, for one thread.</summary>
    ILinearRows OpenRows();
}

/// <summary>Computes the rows of frames; holds scratch memory, serves one thread.</summary>
interface ILinearRows : IDisposable
{
    /// <summary>Fills ∂(energy)/∂(parameters), eV, and below it that of ∂E/∂coordinate for each row of <see cref="FrameFeatures"/>.</summary>
    /// <param name="frame">In the order of the data.</param>
    /// <param name="rows">1 + rows of the frame, <paramref name="stride"/> apart.</param>
    void Fill(int frame, Span<double> rows, int stride);
}
