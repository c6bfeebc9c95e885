namespace Athanor.Properties;

/// <summary>How the biases of windows are taken out again.</summary>
public enum Unbiasing
{
    /// <summary>Every value by itself (Shirts and Chodera 2008): no error of bins but that of the profile's own.</summary>
    Mbar,

    /// <summary>Values put together in bins first, biases taken at their middles (Ferrenberg and Swendsen 1989; Kumar et al. 1992).</summary>
    Wham,
}

/// <summary>How a profile is made of what windows sampled.</summary>
/// <param name="Temperature">K.</param>
public sealed record ProfileSettings(double Temperature)
{
    public Unbiasing Method { get; init; }

    /// <summary>After which ξ repeats; null for never.</summary>
    public double? Period { get; init; }

    /// <summary>Where the profile begins; the smallest value where null (half a period below zero for what repeats).</summary>
    public double? From { get; init; }

    public double? To { get; init; }

    public int Bins { get; init; } = 60;

    /// <summary>Resamplings that statistical errors are found by; with none they are the asymptotic ones. A run under a bias that changed has its errors from blocks, whatever is said here.</summary>
    public int Bootstraps { get; init; } = 100;

    public ulong Seed { get; init; } = 1;

    /// <summary>Takes values for independent of one another; else how much they are worth is found from their autocorrelation.</summary>
    public bool Independent { get; init; }

    /// <summary>Barriers lower than this many kT separate nothing.</summary>
    public double LeastBarrier { get; init; } = 1;

    /// <summary>Unit of ξ.</summary>
    public string Unit { get; init; } = "";

    internal double Energy => Temperature * Atoms.Units.Boltzmann;
}
