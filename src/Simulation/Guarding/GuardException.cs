namespace Athanor.Simulation;

/// <summary>What a guard found.</summary>
public enum GuardReason
{
    /// <summary>A number is no longer one, or the potential refused the structure.</summary>
    Broken,
    Contact,
    Force,
    Temperature,
    Drift,
    TrainingRange,
    Uncertainty,
}

/// <summary>A guard stopped a run. The message says what was found, where the offending frame is, and from where one can go on.</summary>
public sealed class GuardException : SimulationException
{
    internal GuardException(GuardReason reason, long step, string? framePath, string message, Exception? inner = null)
        : base(message, inner!)
    {
        Reason = reason;
        Step = step;
        FramePath = framePath;
    }

    public GuardReason Reason { get; }

    public long Step { get; }

    /// <summary>File with the offending frame; null where none was asked for.</summary>
    public string? FramePath { get; }
}
