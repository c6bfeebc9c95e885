namespace Athanor.Campaigns;

/// <summary>Random numbers that are the same on every machine and for ever (SplitMix64; normal ones by Box and Muller).</summary>
sealed class Draw(ulong seed)
{
    ulong _count;

    /// <summary>0 &lt; x ≤ 1.</summary>
    double Uniform() => ((Walker.Mixed(seed, ++_count) >> 11) + 1) * (1.0 / (1UL << 53));

    /// <summary>Mean 0, standard deviation 1.</summary>
    public double Gaussian() => Math.Sqrt(-2 * Math.Log(Uniform())) * Math.Cos(2 * Math.PI * Uniform());
}
