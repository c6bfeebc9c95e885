using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>Precision of the lanes. Sums that decide anything are in double either way.</summary>
public enum Precision
{
    Double,
    Single,
}

/// <summary>How an evaluator is to work.</summary>
/// <param name="Team">The threads to use; results do not depend on their number.</param>
/// <param name="Skin">Å that neighbour lists reach beyond the cutoff. Zero for structures that have nothing to do with one another.</param>
public sealed record EvaluatorOptions(Team Team, Precision Precision = Precision.Double, double Skin = 0)
{
    /// <summary>One thread, double precision, no skin.</summary>
    public static EvaluatorOptions Default { get; } = new(Team.Single);

    /// <summary>Standard deviations exactly where a potential knows them (a Gaussian process), in place of the spread of its members; up to two thousand atoms.</summary>
    public bool ExactUncertainty { get; init; }

    /// <summary>Ends an evaluation that takes long (a program that is run, quantum chemistry) with an <see cref="OperationCanceledException"/>. What answers soon does not look at it.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>How long a program that is run, or a method of quantum chemistry, may take for one structure; null for its own limit, or none.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Bytes that one structure may take at a time; what would need more is refused before it begins. Only methods of quantum chemistry look at it.</summary>
    public long Memory { get; init; } = UsualMemory;

    public const long UsualMemory = 4_000_000_000;
}
