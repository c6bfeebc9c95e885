using Athanor.Inference;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// Fits a linear model exactly: the data are passed once into normal equations, one for energies, forces and stresses each; what is iterated, at little cost, are the noise of each kind and the strength of the prior, by evidence.
/// </summary>
/// <remarks>A step of the history is one solution; the first is waited for, whatever time there is. Energies count more than once each, as <see cref="Likelihood.IndependentForces"/> says.</remarks>
sealed class LinearFit : IModelFit
{
    /// <summary>Rows collected before they are folded into the normal matrices.</summary>
    const int PanelRows = 1024;

    /// <summary>Solutions at most: noise and prior settle within some ten.</summary>
    const int MostSolutions = 25;

    /// <summary>Noise and prior have settled when no logarithm moves by more.</summary>
    const double Settled = 0.02;

    readonly ILinearModel _model;
    readonly TrainingFrame[] _training, _validation;
    readonly FitOptions _options;
    readonly Team _team;

    internal LinearFit(ILinearModel model, TrainingFrame[] training, TrainingFrame[] validation, FitOptions options, Team team) =>
        (_model, _training, _validation, _options, _team) = (model, training, validation, options, team);

    public int ParameterCount => _model.ParameterCount;

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
        if (Gather(_training, cancellation) is not { } training || Gather(_validation, cancellation) is not { } validation)
            return;
        var floor = NetworkFit.Floor;
        var ridge = new BayesianRidge(training, _model.Prior, _team, [floor.Energy * floor.Energy, floor.Force * floor.Force, floor.Stress * floor.Stress]);
        // A fit that goes on begins its few solutions again: all it would save are seconds.
        state.History.Clear();
        while (!state.Converged && state.Steps < _options.MostSteps && !cancellation.IsCancellationRequested && !(state.Steps > 0 && TimeIsUp()))
        {
            ridge.Solve();
            var sigma = new Likelihood(Math.Sqrt(ridge.Noise[0]), Math.Sqrt(ridge.Noise[1]), Math.Sqrt(ridge.Noise[2]));
            Residuals fitted = Of(training, ridge.Weights), held = _validation.Length > 0 ? Of(validation, ridge.Weights) : fitted;
            var score = NetworkFit.Score(held);
            state.History.Add(new FitStep(state.Steps + 1, fitted, held, sigma, 0, ridge.Precision, score));
            (state.Sigma, state.Prior) = (sigma, ridge.Precision);
            ridge.Weights.CopyTo(state.Parameters, 0);
            ridge.Weights.CopyTo(state.Average, 0);
            // The evidence chooses, not the few frames held back.
            ridge.Weights.CopyTo(state.Best, 0);
            (state.BestScore, state.BestStep) = (score, state.Steps);
            state.Converged = ridge.Update() < Settled || state.Steps == MostSolutions;
            stepped(state.History[^1]);
        }
    }

    static Residuals Of(NormalEquations[] kinds, double[] weights) => new()
    {
        Energy = kinds[0].Residual(weights),
        Energies = kinds[0].Count,
        Force = kinds[1].Residual(weights),
        Forces = kinds[1].Count,
        Stress = kinds[2].Residual(weights),
        Stresses = kinds[2].Count,
    };

    /// <summary>Normal equations of energies (per atom), forces and stresses; null where cancelled.</summary>
    NormalEquations[]? Gather(TrainingFrame[] frames, CancellationToken cancellation)
    {
        NormalEquations[] kinds = [new("energies", ParameterCount), new("forces", ParameterCount), new("stresses", ParameterCount)];
        var workers = new ILinearRows[_team.Threads];
        try
        {
            for (var w = 0; w < workers.Length; w++)
                workers[w] = _model.OpenRows();
            for (var first = 0; first < frames.Length;)
            {
                if (cancellation.IsCancellationRequested)
                    return null;
                var end = first;
                for (var rows = 0; end < frames.Length && (end == first || rows + frames[end].Features.RowCount < PanelRows); end++)
                    rows += frames[end].Features.RowCount + 1;
                var panel = new LinearPanel(frames.AsSpan(first, end - first), ParameterCount, workers);
                _team.Run(panel, end - first);
                panel.AddTo(kinds, _team);
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
