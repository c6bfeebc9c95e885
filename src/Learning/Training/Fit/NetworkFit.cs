using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// Fits a model by least squares: Levenberg–Marquardt sweeps; after each, the likelihood's σ from the residuals and the prior's precision from the evidence; the
/// parameters that validate best, a sweep's own or their moving average, are kept.
/// </summary>
sealed class NetworkFit : IModelFit
{
    /// <summary>Share of the newest parameters in the moving average: it reaches back some five sweeps.</summary>
    const double Newest = 0.2;

    /// <summary>A gain in the score (a sum of two logarithms of RMSE: 0.01 is half a per cent each) too small to go on for.</summary>
    const double Trifle = 0.01;

    /// <summary>Sweeps between updates of the prior, which need a factorisation of their own.</summary>
    const int PriorEvery = 5;

    /// <summary>σ never falls below these, so that a label that can be fitted exactly does not outweigh all others: 0.01 meV/atom, 0.1 meV/Å, 1 kPa.</summary>
    internal static readonly Likelihood Floor = new(1e-5, 1e-4, 6e-9);

    readonly IParametricModel _model;
    readonly Objective _training;
    readonly Objective _validation;
    readonly LevenbergMarquardt _optimiser;
    readonly FitOptions _options;

    internal NetworkFit(IReadOnlyList<NetworkShape> networks, TrainingFrame[] training, TrainingFrame[] validation, FitOptions options, Team team)
        : this(new NetworkSet(networks), training, validation, options, team)
    {
    }

    /// <param name="model">Disposed of with the fit.</param>
    internal NetworkFit(IParametricModel model, TrainingFrame[] training, TrainingFrame[] validation, FitOptions options, Team team)
    {
        _model = model;
        _options = options;
        _training = new Objective(training, _model, team);
        _validation = new Objective(validation, _model, team);
        _optimiser = new LevenbergMarquardt(_training, team);
    }

    public int ParameterCount => _model.ParameterCount;

    internal Objective Training => _training;

    internal Objective Validation => _validation;

    /// <summary>Where a new fit starts: random weights, biases that take the mean off the energies, σ the spread of the labels.</summary>
    public FitState Begin()
    {
        var nothing = Centred(new double[_model.ParameterCount]);
        var parameters = Centred(_model.Initialise(_options.Seed));
        return new FitState
        {
            Parameters = parameters,
            Average = [.. parameters],
            Best = [.. parameters],
            Sigma = SigmaOf(_training.Evaluate(nothing), default),
            Prior = 1e-2,
        };
    }

    double[] Centred(double[] parameters)
    {
        _training.Evaluate(parameters);
        var frames = _training.Frames;
        _model.AddOffsets(parameters, frames, [.. frames.Select((f, i) => f.Energy - _training.Energy(i) ?? double.NaN)]);
        return parameters;
    }

    /// <summary>Sweeps until converged, out of steps or time, or cancelled; the state is complete after every step.</summary>
    public void Run(FitState state, Action<FitStep> stepped, CancellationToken cancellation)
    {
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!state.Converged && state.Steps < _options.MostSteps && !cancellation.IsCancellationRequested)
        {
            if (_options.TimeLimit is { } limit && System.Diagnostics.Stopwatch.GetElapsedTime(begun) >= limit)
                break;
            if (!Advance(state))
                break;
            stepped(state.History[^1]);
        }
    }

    /// <summary>One sweep; false where no step descends any more.</summary>
    bool Advance(FitState state)
    {
        (_optimiser.Damping, _optimiser.Growth, _optimiser.Prior) = (state.Damping, state.Growth, state.Prior);
        var sigma = state.Sigma;
        if (_optimiser.Step(state.Parameters, sigma) is not { } training)
        {
            state.Converged = true;
            return false;
        }
        (state.Damping, state.Growth) = (_optimiser.Damping, _optimiser.Growth);
        for (var i = 0; i < state.Average.Length; i++)
            state.Average[i] += (state.Steps == 0 ? 1 : Newest) * (state.Parameters[i] - state.Average[i]);
        var held = _validation.Frames.Count > 0 ? _validation : _training;
        var averaged = Score(held.Evaluate(state.Average));
        var validation = held.Evaluate(state.Parameters);
        var score = Score(validation);
        if (state.Steps % PriorEvery == PriorEvery - 1)
            state.Prior = _optimiser.EvidencePrior(state.Parameters, state.Steps);
        state.Sigma = SigmaOf(training, validation);
        state.History.Add(new FitStep(state.Steps + 1, training, validation, sigma, state.Damping, state.Prior, score));
        if (Math.Min(score, averaged) < state.BestScore)
        {
            (state.BestScore, state.BestStep) = (Math.Min(score, averaged), state.Steps);
            (averaged < score ? state.Average : state.Parameters).CopyTo(state.Best, 0);
        }
        if (state.BestScore < state.MilestoneScore - Trifle)
            (state.MilestoneScore, state.MilestoneStep) = (state.BestScore, state.BestStep);
        state.Converged = state.Steps - state.MilestoneStep >= _options.Patience;
        return true;
    }

    /// <summary>σ by maximum likelihood; the larger of training and validation, so that what is merely memorised is not trusted.</summary>
    internal static Likelihood SigmaOf(in Residuals training, in Residuals validation) => new(
        Math.Max(Floor.Energy, Math.Max(training.EnergyRmse, validation.EnergyRmse)),
        Math.Max(Floor.Force, Math.Max(training.ForceRmse, validation.ForceRmse)),
        Math.Max(Floor.Stress, Math.Max(training.StressRmse, validation.StressRmse)));

    /// <summary>Σ over kinds of ln RMSE: with σ at its maximum-likelihood value, the negative log likelihood per label of each kind, each kind counted once.</summary>
    internal static double Score(in Residuals r)
    {
        double score = 0;
        if (r.Energies > 0)
            score += Math.Log(Math.Max(Floor.Energy, r.EnergyRmse));
        if (r.Forces > 0)
            score += Math.Log(Math.Max(Floor.Force, r.ForceRmse));
        return score;
    }

    public void Dispose()
    {
        _training.Dispose();
        _validation.Dispose();
        _model.Dispose();
    }
}
