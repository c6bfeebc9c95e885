namespace Athanor.Properties;

/// <summary>What one size took.</summary>
/// <param name="Size">In units of the system.</param>
/// <param name="Seconds">What one evaluation took by the clock of the settings; the median of all.</param>
/// <param name="Error">One standard deviation of that, s.</param>
/// <param name="Wall">What a clock on the wall showed for one, s; the mean.</param>
public sealed record ScalingPoint(int Size, int Atoms, double Seconds, double Error, double Wall, int Evaluations);

/// <summary>What one potential took for systems of growing size.</summary>
/// <param name="Stopped">Why no larger one was evaluated, a sentence.</param>
public sealed record ScalingCurve(string Potential, IReadOnlyList<ScalingPoint> Points, string Stopped)
{
    /// <summary>Null where there are too few sizes.</summary>
    public ScalingFit? Fit { get; } = ScalingFit.Of(Points);
}
