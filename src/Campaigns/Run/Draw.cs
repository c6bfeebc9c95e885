namespace Athanor.Campaigns;

/// <summary>Random numbers that are the same on every machine and for ever (SplitMix64; normal ones by Box and Muller).</summary>
sealed class Draw(ulong seed)
{
    ulong _count;

    /// <summary>0 &lt; x ≤ 1.</summary>
    double Uniform() => ((Mixed(seed, ++_count) >> 11) + 1) * (1.0 / (1UL << 53));

    /// <summary>A number of its own for each number, by seed: the seed of another sequence, say (SplitMix64's finish).</summary>
    public static ulong Mixed(ulong seed, ulong number)
    {
        var z = seed + number * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Mean 0, standard deviation 1.</summary>
    public double Gaussian() => Math.Sqrt(-2 * Math.Log(Uniform())) * Math.Cos(2 * Math.PI * Uniform());
}
