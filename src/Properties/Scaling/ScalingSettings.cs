using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>What a time is.</summary>
public enum ScalingClock
{
    /// <summary>Processor time of all threads of this process together: other programs disturb it least, but programs that a potential runs are not in it.</summary>
    Processor,

    /// <summary>What a clock on the wall shows.</summary>
    Wall,
}

/// <summary>How costs are measured.</summary>
/// <param name="System">What grows.</param>
/// <param name="Budget">Time that one potential may take; the next size is left out where it would need more.</param>
/// <param name="Largest">Size beyond which nothing is measured.</param>
/// <param name="Forces">Whether forces are computed too.</param>
public sealed record ScalingSettings(GrowingSystem System, TimeSpan Budget, int Largest = 4096, bool Forces = false, Precision Precision = Precision.Double)
{
    public ScalingClock Clock { get; init; }

    /// <summary>The clock on the wall: it measures the budget, and <see cref="ScalingClock.Wall"/>.</summary>
    public TimeProvider Wall { get; init; } = TimeProvider.System;

    /// <summary>Bytes that one evaluation may take, of potentials that look at it.</summary>
    public long Memory { get; init; } = EvaluatorOptions.UsualMemory;
}
