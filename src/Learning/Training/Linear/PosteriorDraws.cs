using Athanor.Inference;

namespace Athanor.Learning;

/// <summary>Draws from the posterior of a ridge, for models that carry them as members.</summary>
static class PosteriorDraws
{
    /// <summary>Deviations from the mean, [draw, weight], the draws' own mean taken off: then the model's prediction is exactly that of its members on the mean, and their spread with divisor M − 1 has the posterior's variance still.</summary>
    internal static double[] Centred(BayesianRidge ridge, int draws, ulong seed)
    {
        var features = ridge.Weights.Length;
        var deviations = new double[checked(draws * features)];
        var random = new SeededSequence(seed);
        for (var m = 0; m < draws; m++)
        {
            var own = deviations.AsSpan(m * features, features);
            foreach (ref var z in own)
                z = Normal(random);
            ridge.Draw(own);
        }
        for (var k = 0; k < features; k++)
        {
            var mean = 0.0;
            for (var m = 0; m < draws; m++)
                mean += deviations[m * features + k] / draws;
            for (var m = 0; m < draws; m++)
                deviations[m * features + k] -= mean;
        }
        return deviations;
    }

    const double Unit = 1.0 / (1L << 53);

    /// <summary>A standard normal number (Box and Muller 1958).</summary>
    internal static double Normal(SeededSequence random)
    {
        // In (0, 1] and [0, 1).
        double u = ((random.Next() >> 11) + 1) * Unit, v = (random.Next() >> 11) * Unit;
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v);
    }
}
