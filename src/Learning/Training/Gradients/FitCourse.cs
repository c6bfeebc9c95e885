namespace Athanor.Learning;

/// <summary>Where a fit by gradients stands, besides parameters and optimiser: numbers and arrays in <see cref="FitState.Arrays"/>, so that a checkpoint holds them.</summary>
sealed class FitCourse
{
    const int StepsAt = 0, SinceAt = 1, SecondsAt = 2, FactorAt = 3, ReturnsAt = 4, NormAt = 5, LowestAt = 6, Numbers = 7;

    readonly double[] _numbers, _running;

    /// <summary>The course of a state; a new one where there is none yet.</summary>
    internal FitCourse(FitState state)
    {
        if (!state.Arrays.TryGetValue("course", out var numbers))
        {
            state.Arrays["course"] = numbers = new double[Numbers];
            (numbers[FactorAt], numbers[LowestAt]) = (1, double.PositiveInfinity);
        }
        if (!state.Arrays.TryGetValue("running", out var running))
            state.Arrays["running"] = running = new double[6];
        if (!state.Arrays.TryGetValue("good", out var good))
            state.Arrays["good"] = good = [.. state.Average];
        (_numbers, _running, Good) = (numbers, running, good);
    }

    /// <summary>The average after the last sweep in which nothing went wrong.</summary>
    internal double[] Good { get; }

    /// <summary>Steps made.</summary>
    internal double Steps { get => _numbers[StepsAt]; set => _numbers[StepsAt] = value; }

    /// <summary>Steps since the start, or since the last return to a good average.</summary>
    internal double Since { get => _numbers[SinceAt]; set => _numbers[SinceAt] = value; }

    /// <summary>Time spent, of all runs.</summary>
    internal double Seconds { get => _numbers[SecondsAt]; set => _numbers[SecondsAt] = value; }

    /// <summary>What returns have left of the rate.</summary>
    internal double Factor { get => _numbers[FactorAt]; set => _numbers[FactorAt] = value; }

    /// <summary>How often the fit diverged.</summary>
    internal double Returns { get => _numbers[ReturnsAt]; set => _numbers[ReturnsAt] = value; }

    /// <summary>Usual norm of a gradient; zero before the first.</summary>
    internal double Norm { get => _numbers[NormAt]; set => _numbers[NormAt] = value; }

    /// <summary>Lowest error of a sweep's training frames, by forces where there are any.</summary>
    internal double Lowest { get => _numbers[LowestAt]; set => _numbers[LowestAt] = value; }

    /// <summary>Residuals of the frames seen lately.</summary>
    internal Residuals Running
    {
        get => new() { Energy = _running[0], Force = _running[1], Stress = _running[2], Energies = _running[3], Forces = _running[4], Stresses = _running[5] };
        set => (_running[0], _running[1], _running[2], _running[3], _running[4], _running[5]) = (value.Energy, value.Force, value.Stress, value.Energies, value.Forces, value.Stresses);
    }

    /// <summary>Adds what a batch left and forgets the part <paramref name="forgotten"/> of what was before.</summary>
    internal void Note(in Residuals batch, double forgotten)
    {
        var running = Running.Scaled(1 - forgotten);
        running.Add(batch);
        Running = running;
    }
}
