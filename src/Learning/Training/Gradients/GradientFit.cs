using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>
/// Fits a model by gradients of batches of frames. A sweep is all frames once, in an order drawn anew; parameters move after each batch, and their moving average is what is validated and kept. Rate and weight of the energies are functions of the part
/// of the budget (time, or sweeps) that is spent; σ of each kind of label follows the residuals. A fit that diverges goes back to its last good average, at half the rate.
/// </summary>
/// <remarks>Patience is not asked for: while the rate is high validation says little about where a fit will end, and it falls with the budget alone.</remarks>
sealed class GradientFit : IModelFit
{
    /// <summary>A rise of a sweep's errors over the lowest there were that is no noise. Energies of parameters in motion go up and down by a factor of ten, and nothing is wrong.</summary>
    const double ForceExplosion = 8, EnergyExplosion = 100;

    /// <summary>After so many returns the rate is not what is wrong.</summary>
    const int MostReturns = 12;

    /// <summary>Newest gradient's share in the usual norm.</summary>
    const double NormShare = 0.02;

    /// <summary>Where a state keeps deviations of the last layer, [member, parameter].</summary>
    internal const string Heads = "heads";

    /// <summary>And parameters of the model, where these were trained together with heads.</summary>
    internal const string Together = "together";

    readonly IGradientModel _model;
    readonly TrainingFrame[] _training, _validation, _shuffled;
    readonly FitOptions _options;
    readonly GradientSettings _settings;
    readonly FrameGradients _frames;
    readonly IFirstOrder _optimiser;
    readonly HeadSolution? _head;
    readonly double[] _gradient;
    readonly Team _team;
    readonly int _batch;
    long _begun;
    double _before;

    internal GradientFit(IGradientModel model, TrainingFrame[] training, TrainingFrame[] validation, FitOptions options, Team team, GradientSettings? settings = null)
    {
        _settings = settings ?? new GradientSettings();
        (_model, _training, _validation, _options, _team) = (model, training, validation, options, team);
        if (model.Blocks.Sum(b => b.Length) != model.ParameterCount)
            throw new ArgumentException($"The blocks hold {model.Blocks.Sum(b => b.Length)} parameters of {model.ParameterCount}.", nameof(model));
        _batch = _settings.BatchOf(training.Length);
        _shuffled = new TrainingFrame[training.Length];
        _gradient = new double[model.ParameterCount];
        _optimiser = _settings.Optimiser(model.Blocks, _settings, team);
        _frames = new FrameGradients(model, _batch, team, training, validation);
        _head = model is ILinearHead linear ? new HeadSolution(linear, training, validation, team) : null;
    }

    public int ParameterCount => _model.ParameterCount;

    /// <summary>The model's own start, the mean off the energies; σ what it leaves of the labels.</summary>
    /// <exception cref="PotentialException">It gives no number for a frame.</exception>
    public FitState Begin()
    {
        var parameters = _model.Begin(_options.Seed);
        _model.Set(parameters);
        _frames.Evaluate(_training);
        _model.AddOffsets(parameters, _training, [.. _training.Select((f, i) => f.Energy - _frames.Energy(i) ?? double.NaN)]);
        _model.Set(parameters);
        var residuals = _frames.Evaluate(_training);
        for (var f = 0; f < _training.Length; f++)
        {
            if (!_frames.Of(f).IsFinite)
                throw new PotentialException($"Before the first step the model gives no number for frame {_training[f].Index + 1} of the data. Are atoms of it in one place? Leave it out, or train with another --seed.");
        }
        var state = new FitState { Parameters = parameters, Average = [.. parameters], Best = [.. parameters], Sigma = NetworkFit.SigmaOf(residuals, default) };
        new FitCourse(state).Running = residuals.Scaled(Memory / _training.Length);
        return state;
    }

    /// <summary>Frames that σ remembers: enough for the mean of their energies to be known, few enough to follow the fit.</summary>
    double Memory => Math.Clamp(_training.Length / 4.0, Math.Min(64, _training.Length), 1000);

    /// <summary>Sweeps until the budget is spent, or cancelled; the state is complete after every sweep. The last sweep ends with the time.</summary>
    /// <exception cref="AtomsException">The state is that of another optimiser.</exception>
    public void Run(FitState state, Action<FitStep> stepped, CancellationToken cancellation)
    {
        Adopt(state);
        var course = new FitCourse(state);
        (_begun, _before) = (_settings.Wall.GetTimestamp(), course.Seconds);
        while (Spent(state, 0) < 1 && course.Returns <= MostReturns && !cancellation.IsCancellationRequested)
        {
            if (Sweep(state, course) is { } fault)
                Return(state, course, fault);
            else
                stepped(state.History[^1]);
        }
        DrawHeads(state, cancellation);
    }

    /// <summary>Members that differ in the last layer, where they are asked for and the model can have them; an interrupted fit does without.</summary>
    void DrawHeads(FitState state, CancellationToken cancellation)
    {
        state.Arrays.Remove(Heads);
        state.Arrays.Remove(Together);
        if (_model is not ILastLayer last || _options.Heads < 2 || cancellation.IsCancellationRequested || state.Steps == 0)
            return;
        var posterior = new LastLayerPosterior(last, _training, _validation, _team);
        if (posterior.Draw(state.Best, _options.Heads, state.Steps, (ulong)_options.Seed) is { } deviations)
        {
            state.Arrays[Heads] = deviations;
            if (_options.HeadSweeps > 0 && _model is IHeadedModel headed && _validation.Length > 0)
                TrainHeads(headed, state, deviations, cancellation);
        }
        else if (!state.Remarks.Contains(posterior.Remark))
            state.Remarks.Add(posterior.Remark);
    }

    void TrainHeads(IHeadedModel model, FitState state, double[] deviations, CancellationToken cancellation)
    {
        double[] together = [.. state.Best];
        _model.Set(together);
        Residuals known = _frames.Evaluate(_training), held = _frames.Evaluate(_validation);
        var fit = new HeadedFit(model, _training, _validation, _options.Heads, _team);
        fit.Improve(together, deviations, known, held, _options.HeadSweeps, (ulong)_options.Seed, cancellation);
        state.Arrays[Together] = together;
        if (!state.Remarks.Contains(fit.Remark))
            state.Remarks.Add(fit.Remark);
    }

    /// <summary>The optimiser goes on from what the state has of it, and the state has the optimiser's own arrays from now on.</summary>
    void Adopt(FitState state)
    {
        foreach (var (name, own) in _optimiser.State)
        {
            if (state.Arrays.TryGetValue(name, out var kept) && kept.Length == own.Length)
                kept.CopyTo(own, 0);
            else if (kept is not null || state.Steps > 0)
                throw new AtomsException($"The checkpoint has no moments that fit the optimiser {_optimiser.Name} ('{name}'). Remove it to start afresh.");
            else
                Array.Clear(own);
            state.Arrays[name] = own;
        }
    }

    /// <summary>Part of the budget: of the time where there is a limit, and of the sweeps; whichever is farther.</summary>
    double Spent(FitState state, double sweep)
    {
        var sweeps = (state.Steps + sweep) / Math.Max(1, _options.MostSteps);
        return _options.TimeLimit is { } limit ? Math.Max(sweeps, Seconds / Math.Max(1e-9, limit.TotalSeconds)) : sweeps;
    }

    double Seconds => _before + _settings.Wall.GetElapsedTime(_begun).TotalSeconds;

    /// <summary>All frames once, or until time is up; what went wrong, where something did.</summary>
    string? Sweep(FitState state, FitCourse course)
    {
        _training.CopyTo(_shuffled, 0);
        new SeededSequence(unchecked(((ulong)_options.Seed << 32) + ((ulong)course.Returns << 24) + (ulong)state.Steps)).Shuffle(_shuffled);
        var batches = (_shuffled.Length + _batch - 1) / _batch;
        var (sum, sigma, rate) = (default(Residuals), state.Sigma, 0.0);
        var held = state.Steps > 0 ? state.History[^1].Validation : default;
        for (var b = 0; b < batches; b++)
        {
            var spent = Spent(state, (double)b / batches);
            if (b > 0 && spent >= 1)
                break;
            sigma = NetworkFit.SigmaOf(course.Running, held);
            // Batches differ by a frame at most, so that none at the end is all noise.
            int first = (int)((long)b * _shuffled.Length / batches), end = (int)((b + 1L) * _shuffled.Length / batches);
            _model.Set(state.Parameters);
            var residuals = _frames.Gradient(_shuffled.AsSpan(first, end - first), new FrameLoss(sigma, _settings.EmphasisAt(spent), _settings.Huber), _gradient, out var norm);
            if (!double.IsFinite(norm))
                return "a gradient was no number";
            Clip(course, norm);
            rate = course.Factor * _settings.Rate * _settings.RateFactor(spent, course.Since);
            _optimiser.Step(state.Parameters, _gradient, rate);
            Average(state, course);
            course.Note(residuals, Math.Min(1, (end - first) / Memory));
            sum.Add(residuals);
            (course.Steps, course.Since) = (course.Steps + 1, course.Since + 1);
        }
        return Finish(state, course, sum, sigma, rate);
    }

    /// <summary>Shortens a gradient that is much longer than usual; what is usual follows slowly.</summary>
    void Clip(FitCourse course, double norm)
    {
        var most = course.Norm > 0 ? _settings.Clip * course.Norm : norm;
        if (norm > most)
        {
            System.Numerics.Tensors.TensorPrimitives.Multiply(_gradient, most / norm, _gradient);
            norm = most;
        }
        course.Norm = course.Norm > 0 ? course.Norm + NormShare * (norm - course.Norm) : norm;
    }

    void Average(FitState state, FitCourse course)
    {
        var newest = _settings.Newest(course.Since);
        var (average, parameters) = (state.Average, state.Parameters);
        for (var i = 0; i < average.Length; i++)
            average[i] += newest * (parameters[i] - average[i]);
    }

    /// <summary>Validates the average and writes the sweep's line of history, unless the sweep exploded.</summary>
    string? Finish(FitState state, FitCourse course, in Residuals training, Likelihood sigma, double rate)
    {
        var validation = Validate(state);
        if (validation.IsFinite && SolvesHead(state) && SolveHead(state))
            validation = Validate(state);
        var score = NetworkFit.Score(validation);
        var (error, explosion) = training.Forces > 0 ? (Math.Max(training.ForceRmse, NetworkFit.Floor.Force), ForceExplosion) : (Math.Max(training.EnergyRmse, NetworkFit.Floor.Energy), EnergyExplosion);
        if (!validation.IsFinite)
            return "the average gave no number";
        if (error > explosion * course.Lowest)
            return "errors grew many times over";
        course.Lowest = Math.Min(course.Lowest, error);
        state.Sigma = NetworkFit.SigmaOf(course.Running, validation);
        state.Damping = rate;
        state.History.Add(new FitStep(state.Steps + 1, training, validation, sigma, rate, 0, score));
        if (score < state.BestScore)
        {
            (state.BestScore, state.BestStep) = (score, state.Steps);
            state.Average.CopyTo(state.Best, 0);
        }
        state.Average.CopyTo(course.Good, 0);
        course.Seconds = Seconds;
        return null;
    }

    /// <summary>Residuals of the average on what is held back, or on all where nothing is.</summary>
    Residuals Validate(FitState state)
    {
        _model.Set(state.Average);
        return _frames.Evaluate(_validation.Length > 0 ? _validation : _training);
    }

    /// <summary>Whether the sweep just made is one after which the head is solved for.</summary>
    bool SolvesHead(FitState state) =>
        _head is not null && (Spent(state, 1) >= 1 || (_settings.HeadEvery > 0 && (state.Steps + 1) % _settings.HeadEvery == 0));

    /// <summary>A better head for the average; parameters in motion go along.</summary>
    bool SolveHead(FitState state)
    {
        var before = (double[])state.Average.Clone();
        if (!_head!.Improve(state.Average))
            return false;
        for (var i = 0; i < before.Length; i++)
            state.Parameters[i] += state.Average[i] - before[i];
        return true;
    }

    /// <summary>Back to the last good average, at half the rate, with an optimiser that has forgotten what led there.</summary>
    /// <exception cref="PotentialException">It never came to a good one.</exception>
    void Return(FitState state, FitCourse course, string fault)
    {
        course.Good.CopyTo(state.Parameters, 0);
        course.Good.CopyTo(state.Average, 0);
        _optimiser.Reset();
        (course.Since, course.Norm, course.Returns, course.Factor) = (0, 0, course.Returns + 1, course.Factor / 2);
        if (state.Steps > 0)
            course.Running = state.History[^1].Training.Scaled(Memory / _training.Length);
        if (course.Returns <= MostReturns)
        {
            state.Remarks.Add($"In sweep {state.Steps + 1} the fit diverged ({fault}): it went back to the average of the sweep before and on at half the rate.");
            return;
        }
        if (state.Steps == 0)
            throw new PotentialException($"The fit diverged at once ({fault}), and again at each lower rate. Look for labels that are off by orders of magnitude (athanor inspect), or train with another --seed.");
        state.Remarks.Add($"In sweep {state.Steps + 1} the fit diverged ({fault}) once more, however low its rate, and was ended.");
    }

    public void Dispose() => _frames.Dispose();
}
