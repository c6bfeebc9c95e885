using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>How a fit by gradients goes about it; what a preset may know better than the fit.</summary>
sealed record GradientSettings
{
    /// <summary>Frames of a step; null for four, or eight where there are hundreds: even numbers, because two frames at a time are computed more often than three.</summary>
    internal int? Batch { get; init; }

    /// <summary>Learning rate between warm-up and decay: the typical change of a parameter in a step.</summary>
    internal double Rate { get; init; } = 3e-3;

    /// <summary>Steps in which the rate rises, from the start and after each return to an earlier average.</summary>
    internal int WarmUp { get; init; } = 100;

    /// <summary>Part of the budget after which the rate falls, by the same factor in each minute, to <see cref="LastRate"/> of what it was.</summary>
    internal double DecayFrom { get; init; } = 0.4;

    internal double LastRate { get; init; } = 1e-3;

    /// <summary>How many times energies count at last, over what the likelihood says; they begin to count more when <see cref="EmphasisFrom"/> of the budget is spent, and count this much from <see cref="EmphasisBy"/> on.</summary>
    internal double Emphasis { get; init; } = 8;

    internal double EmphasisFrom { get; init; } = 0.55;

    internal double EmphasisBy { get; init; } = 0.75;

    /// <summary>Gradients of more than this many times the usual norm are shortened to it.</summary>
    internal double Clip { get; init; } = 3;

    /// <summary>Residuals of more than this many σ count by their size, no longer by its square (Huber, Ann. Math. Stat. 35, 73 (1964)).</summary>
    internal double Huber { get; init; } = 4;

    /// <summary>Weight decay of blocks whose factor is one, an inverse number of steps at a rate of one.</summary>
    internal double Decay { get; init; } = 1e-2;

    /// <summary>The average forgets what is older than some 1/(1 − this) steps; earlier in a fit, than a tenth of the steps made.</summary>
    internal double AverageDecay { get; init; } = 0.999;

    /// <summary>Sweeps between exact solutions for a head that is linear; zero for one alone, at the end.</summary>
    internal int HeadEvery { get; init; }

    /// <summary>Opens the optimiser. In as many sweeps over 450 frames of acetylacetone SOAP and Muon left half the errors that Adam did, at the best rate of each.</summary>
    internal Func<IReadOnlyList<ParameterBlock>, GradientSettings, Team, IFirstOrder> Optimiser { get; init; } = (blocks, settings, team) => new Soap(blocks, settings.Decay, team);

    /// <summary>What time is measured by.</summary>
    internal TimeProvider Wall { get; init; } = TimeProvider.System;

    internal int BatchOf(int frames) => Math.Clamp(Batch ?? (frames < 300 ? 4 : 8), 1, Math.Max(1, frames));

    /// <summary>Factor of the rate.</summary>
    /// <param name="spent">Part of the budget that is spent, 0 … 1.</param>
    /// <param name="step">Steps since the start, or since the last return.</param>
    internal double RateFactor(double spent, double step) =>
        Math.Min(1, (step + 1) / (WarmUp + 1)) * Math.Pow(LastRate, Ramp(spent, DecayFrom, 1));

    /// <summary>How many times energies count.</summary>
    internal double EmphasisAt(double spent) => Math.Pow(Emphasis, Ramp(spent, EmphasisFrom, EmphasisBy));

    /// <summary>Share of the newest parameters in the average.</summary>
    internal double Newest(double step) => 1 - Math.Min(AverageDecay, (1 + step) / (10 + step));

    static double Ramp(double x, double from, double to) => to > from ? Math.Clamp((x - from) / (to - from), 0, 1) : x >= to ? 1 : 0;
}
