namespace Athanor.Learning;

/// <summary>Everything the next step of a fit depends on, and so everything a checkpoint holds.</summary>
sealed class FitState
{
    internal required double[] Parameters { get; init; }

    /// <summary>Moving average of the parameters over the last sweeps.</summary>
    internal required double[] Average { get; init; }

    /// <summary>Parameters that validated best so far, of a sweep's own or averaged.</summary>
    internal required double[] Best { get; init; }

    internal double BestScore { get; set; } = double.PositiveInfinity;

    internal int BestStep { get; set; }

    /// <summary>The score and sweep from which patience is counted: the last time validation got better by more than a trifle.</summary>
    internal double MilestoneScore { get; set; } = double.PositiveInfinity;

    internal int MilestoneStep { get; set; }

    internal Likelihood Sigma { get; set; }

    internal double Damping { get; set; }

    internal double Growth { get; set; } = 2;

    internal double Prior { get; set; }

    internal bool Converged { get; set; }

    internal List<FitStep> History { get; init; } = [];

    /// <summary>What else a fit goes on from, by name: moments of an optimiser, clocks and counts.</summary>
    internal SortedDictionary<string, double[]> Arrays { get; init; } = new(StringComparer.Ordinal);

    /// <summary>What happened that a person should know, a sentence each.</summary>
    internal List<string> Remarks { get; init; } = [];

    internal int Steps => History.Count;
}
