using Athanor.Inference;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// Fits a linear model exactly: the data are passed once into normal equations, one for energies, forces and stresses each; what is iterated, at little cost, are the noise of each kind and the strength of the prior, by evidence.
/// </summary>
/// <remarks>
/// A step of the history is one solution; the first is waited for, whatever time there is. The evidence is that of energies counted once: errors of a model are not independent, and counting them more often would make it trust them too much. But one energy is
/// outweighed by 3N forces whose errors have much in common; so at the noise and prior found energies are then given more and more weight, and what does best on the frames held back is kept.
/// </remarks>
sealed class LinearFit : IModelFit
{
    /// <summary>Rows collected before they are folded into the normal matrices.</summary>
    const int PanelRows = 1024;

    /// <summary>Solutions at most: noise and prior settle within some ten.</summary>
    const int MostSolutions = 25;

    /// <summary>Noise and prior have settled when the logarithm of the evidence gains no more: data are not e times likelier than before.</summary>
    internal const double Settled = 1;

    /// <summary>How many times an energy is counted in the last solutions.</summary>
    internal static readonly double[] Emphases = [4, 16, 64, 256];

    /// <summary>In <see cref="FitState.Arrays"/>: draws from the posterior at the solution that is kept, as deviations from it, one after another; there where they were asked for.</summary>
    internal const string Heads = "heads";

    /// <summary>In <see cref="FitState.Arrays"/>: α, then the Cholesky factor of the posterior's precision at the solution that is kept, square; there where the model wants it.</summary>
    internal const string Posterior = "posterior";

    readonly ILinearModel _model;
    readonly TrainingFrame[] _training, _validation;
    readonly FitOptions _options;
    readonly Team _team;

    internal LinearFit(ILinearModel model, TrainingFrame[] training, TrainingFrame[] validation, FitOptions options, Team team) =>
        (_model, _training, _validation, _options, _team) = (model, training, validation, options, team);

    public int ParameterCount => _model.ParameterCount;

    public string StepName => "solution";

    public FitState Begin() => new()
    {
        Parameters = new double[ParameterCount],
        Average = new double[ParameterCount],
        Best = new double[ParameterCount],
    };

    public void Run(FitState state, Action<FitStep> stepped, CancellationToken cancellation)
    {
        if (state.Converged)
            return;
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        bool TimeIsUp() => _options.TimeLimit is { } limit && System.Diagnostics.Stopwatch.GetElapsedTime(begun) >= limit;
        if (Gather(_model, _training, _team, cancellation) is not { } training || Gather(_model, _validation, _team, cancellation) is not { } validation)
            return;
        var floor = NetworkFit.Floor;
        var ridge = new BayesianRidge(training, _model.Prior, _team, [floor.Energy * floor.Energy, floor.Force * floor.Force, floor.Stress * floor.Stress], _model.FirstPrecision(training));
        // A fit that goes on begins its few solutions again: all it would save are seconds.
        state.History.Clear();
        state.BestScore = double.PositiveInfinity;
        void Solve()
        {
            ridge.Solve();
            Note(state, ridge, training, validation);
            stepped(state.History[^1]);
        }

        var evidence = double.NegativeInfinity;
        for (var settled = false; !settled; evidence = ridge.LogEvidence)
        {
            if (cancellation.IsCancellationRequested || state.Steps >= _options.MostSteps || (state.Steps > 0 && TimeIsUp()))
                return;
            if (state.Steps > 0)
                ridge.Update();
            Solve();
            settled = ridge.LogEvidence - evidence < Settled || state.Steps == MostSolutions;
        }
        var noise = ridge.Noise[0];
        if (_validation.Length == 0)
            state.BestScore = double.PositiveInfinity;
        foreach (var emphasis in _validation.Length > 0 ? Emphases : [UsualEmphasis])
        {
            ridge.Noise[0] = noise / emphasis;
            Solve();
        }
        state.Converged = true;
    }

    /// <summary>Where nothing is held back: as often as a network's fit counts energies.</summary>
    double UsualEmphasis => _training.Sum(Likelihood.EnergyCount) / _training.Sum(f => f.Weight);

    /// <summary>The solution at hand, into the history; kept where it does better than any before on what was held back.</summary>
    void Note(FitState state, BayesianRidge ridge, NormalEquations[] training, NormalEquations[] validation)
    {
        Residuals fitted = Of(training, ridge.Weights), held = _validation.Length > 0 ? Of(validation, ridge.Weights) : fitted;
        var sigma = new Likelihood(Math.Sqrt(ridge.Noise[0]), Math.Sqrt(ridge.Noise[1]), Math.Sqrt(ridge.Noise[2]));
        var score = NetworkFit.Score(held);
        state.History.Add(new FitStep(state.Steps + 1, fitted, held, sigma, 0, ridge.Precision, score));
        (state.Sigma, state.Prior) = (sigma, ridge.Precision);
        ridge.Weights.CopyTo(state.Parameters, 0);
        ridge.Weights.CopyTo(state.Average, 0);
        if (score >= state.BestScore)
            return;
        (state.BestScore, state.BestStep) = (score, state.Steps);
        ridge.Weights.CopyTo(state.Best, 0);
        if (_options.Heads < 2)
            return;
        if (_model.KeepsPosterior)
            state.Arrays[Posterior] = [ridge.Precision, .. ridge.Factor];
        else
            state.Arrays[Heads] = PosteriorDraws.Centred(ridge, _options.Heads, (ulong)_options.Seed);
    }

    internal static Residuals Of(NormalEquations[] kinds, double[] weights) => new()
    {
        Energy = kinds[0].Residual(weights),
        Energies = kinds[0].Count,
        Force = kinds[1].Residual(weights),
        Forces = kinds[1].Count,
        Stress = kinds[2].Residual(weights),
        Stresses = kinds[2].Count,
    };

    /// <summary>Normal equations of energies (per atom), forces and stresses; null where cancelled.</summary>
    internal static NormalEquations[]? Gather(ILinearModel model, TrainingFrame[] frames, Team team, CancellationToken cancellation)
    {
        NormalEquations[] kinds = [new("energies", model.ParameterCount), new("forces", model.ParameterCount), new("stresses", model.ParameterCount)];
        var workers = new ILinearRows[team.Threads];
        try
        {
            for (var w = 0; w < workers.Length; w++)
                workers[w] = model.OpenRows();
            for (var first = 0; first < frames.Length;)
            {
                if (cancellation.IsCancellationRequested)
                    return null;
                var end = first;
                for (var rows = 0; end < frames.Length && (end == first || rows + frames[end].Features.RowCount < PanelRows); end++)
                    rows += frames[end].Features.RowCount + 1;
                var panel = new LinearPanel(frames.AsSpan(first, end - first), model.ParameterCount, workers);
                team.Run(panel, end - first);
                panel.AddTo(kinds, team);
                first = end;
            }
        }
        finally
        {
            foreach (var worker in workers)
                worker?.Dispose();
        }
        return kinds;
    }

    public void Dispose()
    {
    }
}
