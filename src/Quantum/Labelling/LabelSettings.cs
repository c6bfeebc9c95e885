using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>By what and how structures are labelled.</summary>
/// <param name="Oracle">Any potential.</param>
/// <param name="Forces">Whether forces are wanted (and stress, of structures that repeat in all directions).</param>
/// <param name="Threads">So many structures at a time, each by an evaluator of its own; of fewer structures each gets its share of them.</param>
/// <param name="TimeLimit">How long a program may take for one structure; null for its own limit.</param>
public sealed record LabelSettings(IPotential Oracle, bool Forces = true, int Threads = 1, Precision Precision = Precision.Double, TimeSpan? TimeLimit = null)
{
    /// <summary>Whether a run that goes on tries those frames again that failed.</summary>
    public bool RetryFailed { get; init; }

    internal Request Request => Forces ? Request.Forces | Request.Virial : Request.Energy;

    /// <summary>Bytes that one structure may take, of oracles that look at it.</summary>
    public long Memory { get; init; } = EvaluatorOptions.UsualMemory;

    internal IEvaluator Open(Team team, CancellationToken cancellation) =>
        Oracle.Open(new EvaluatorOptions(team, Precision) { Cancellation = cancellation, TimeLimit = TimeLimit, Memory = Memory });
}

/// <summary>A frame that the oracle had no label for, and why.</summary>
/// <param name="Index">Zero-based, in the order of the input.</param>
public sealed record LabelFailure(int Index, string Reason);
