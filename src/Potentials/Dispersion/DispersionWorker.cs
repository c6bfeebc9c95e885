using Athanor.Numerics;

namespace Athanor.Potentials.Dispersion;

/// <summary>One thread's kernels and scratch memory.</summary>
sealed unsafe class DispersionWorker : IDisposable
{
    internal readonly DispersionKernel Kernel = DispersionKernel.Open();
    internal readonly SurroundingsVisitor Visitor = new();
    internal readonly TripleSum Triples = new();

    /// <summary>Planes of <see cref="SurroundingsVisitor.Room"/> numbers: weights of references, or ∂E/∂CN.</summary>
    internal readonly AlignedBuffer<double> Planes = new();

    internal DispersionWorker() => Planes.Require(DispersionTables.MostReferences * SurroundingsVisitor.Room);

    public void Dispose()
    {
        Visitor.Dispose();
        Triples.Dispose();
        Planes.Dispose();
    }
}
