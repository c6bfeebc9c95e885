using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>What <see cref="FramePass{W}"/> does, whatever the machine's width.</summary>
unsafe interface IFramePass : IDisposable
{
    /// <summary>Energy (eV); into <paramref name="rows"/> its derivative by each coordinate of the frame.</summary>
    double Predict(FrameFeatures frame, NetworkSet networks, Span<double> rows);

    /// <summary>By parameter: first row the energy, then every coordinate's derivative. <paramref name="stride"/> leaves a vector's room behind the parameters.</summary>
    void Jacobian(FrameFeatures frame, NetworkSet networks, float* matrix, int stride);

    /// <summary>Adds the gradient by parameter of energyCotangent · E + Σ rowCotangents · rows.</summary>
    void AddGradient(FrameFeatures frame, NetworkSet networks, float energyCotangent, ReadOnlySpan<float> rowCotangents, float* gradient);

    /// <summary>A pass of this machine's width.</summary>
    static IFramePass Open() => Widths.Single<Opener, IFramePass>(default);

    private readonly struct Opener : ISingleUser<IFramePass>
    {
        public IFramePass Use<T>()
            where T : struct, IWide<T, float> => new FramePass<T>();
    }
}
