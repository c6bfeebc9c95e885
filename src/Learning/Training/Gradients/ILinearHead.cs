namespace Athanor.Learning;

/// <summary>A model some of whose parameters energies are linear in, so that they can be solved for while the others stay. Its passes are <see cref="ILinearHeadPass"/>es.</summary>
interface ILinearHead : IGradientModel
{
    /// <summary>The first of those parameters, and the number of them; they stand together.</summary>
    (int First, int Count) Head { get; }

    /// <summary>How strongly each is held to where it is, beside the others.</summary>
    double[] HeadPrior => [.. Enumerable.Repeat(1.0, Head.Count)];
}

/// <summary>A pass that also gives rows of the head.</summary>
interface ILinearHeadPass : IGradientPass
{
    /// <summary>Fills ∂E/∂(head parameter), eV, and below it ∂²E/∂row∂(head parameter) for each row of the frame.</summary>
    /// <param name="rows">1 + rows of the frame, <paramref name="stride"/> apart.</param>
    void HeadRows(TrainingFrame frame, Span<double> rows, int stride);
}
