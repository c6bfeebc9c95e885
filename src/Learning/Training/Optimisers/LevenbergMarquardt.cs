using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// Levenberg–Marquardt with a Gaussian prior on the parameters: (JᵀJ + (α + λ) 1) δ = −(Jᵀr + α θ), λ from the gain ratio (Nielsen 1999). For networks of
/// some thousand parameters it needs tens of sweeps where gradient descent needs tens of thousands.
/// </summary>
sealed class LevenbergMarquardt
{
    const int MostTrials = 8;

    readonly Objective _objective;
    readonly Team _team;
    readonly double[] _normal, _factor, _gradient, _step, _trial;

    internal LevenbergMarquardt(Objective objective, Team team)
    {
        _objective = objective;
        _team = team;
        var n = objective.ParameterCount;
        _normal = new double[n * n];
        _factor = new double[n * n];
        _gradient = new double[n];
        _step = new double[n];
        _trial = new double[n];
    }

    /// <summary>Damping; zero until the first step, which sets it from the normal matrix.</summary>
    internal double Damping { get; set; }

    /// <summary>What the damping is multiplied by at the next failure; doubles while failures follow one another.</summary>
    internal double Growth { get; set; } = 2;

    /// <summary>Precision α of the prior θ ~ N(0, 1/α).</summary>
    internal double Prior { get; set; } = 1e-3;

    /// <summary>Takes one step from <paramref name="parameters"/>, in place.</summary>
    /// <returns>Residuals at the new parameters, or null where no damping gave a descent: converged.</returns>
    internal Residuals? Step(double[] parameters, Likelihood sigma)
    {
        var n = parameters.Length;
        var before = _objective.Linearise(parameters, sigma, _normal, _gradient);
        var loss = Loss(before, parameters, sigma);
        for (var i = 0; i < n; i++)
            _gradient[i] += Prior * parameters[i];
        if (Damping == 0)
        {
            double trace = 0;
            for (var i = 0; i < n; i++)
                trace += _normal[i * n + i];
            Damping = 1e-2 * trace / n;
        }
        for (var trial = 0; trial < MostTrials; trial++)
        {
            if (Solve(n))
            {
                double predicted = 0;
                for (var i = 0; i < n; i++)
                {
                    predicted += 0.5 * _step[i] * (Damping * _step[i] - _gradient[i]);
                    _trial[i] = parameters[i] + _step[i];
                }
                var after = _objective.Evaluate(_trial);
                var gain = (loss - Loss(after, _trial, sigma)) / predicted;
                if (after.IsFinite && gain > 0)
                {
                    Damping *= Math.Max(1.0 / 3, 1 - Math.Pow(2 * gain - 1, 3));
                    Growth = 2;
                    _trial.CopyTo(parameters, 0);
                    return after;
                }
            }
            Damping *= Growth;
            Growth *= 2;
        }
        return null;
    }

    /// <summary>
    /// The prior's precision that maximises the evidence: α = γ/|θ|² with γ = n − α tr (JᵀJ + α)⁻¹, the number of parameters that the data determine (MacKay 1992). The trace is
    /// estimated with random signs (Hutchinson). To be called after <see cref="Step"/>, whose normal matrix it uses.
    /// </summary>
    internal double EvidencePrior(double[] parameters, int seed)
    {
        const int Probes = 8;
        var n = parameters.Length;
        if (!Factor(n, Prior))
            return Prior;
        var random = new Random(seed);
        var (signs, solved) = (new double[n], new double[n]);
        double trace = 0, squares = 0;
        for (var probe = 0; probe < Probes; probe++)
        {
            for (var i = 0; i < n; i++)
                signs[i] = solved[i] = random.Next(2) == 0 ? -1 : 1;
            Cholesky.Solve(new ReadOnlyMatrixSpan<double>(_factor, n, n), solved);
            for (var i = 0; i < n; i++)
                trace += signs[i] * solved[i] / Probes;
        }
        foreach (var p in parameters)
            squares += p * p;
        var determined = Math.Clamp(n - Prior * trace, 1, n);
        return determined / Math.Max(squares, 1e-12);
    }

    /// <summary>Half of χ² + α|θ|².</summary>
    double Loss(in Residuals residuals, double[] parameters, Likelihood sigma)
    {
        double squares = 0;
        foreach (var p in parameters)
            squares += p * p;
        return 0.5 * (residuals.ChiSquared(sigma) + Prior * squares);
    }

    bool Solve(int n)
    {
        if (!Factor(n, Damping + Prior))
            return false;
        for (var i = 0; i < n; i++)
            _step[i] = -_gradient[i];
        Cholesky.Solve(new ReadOnlyMatrixSpan<double>(_factor, n, n), _step);
        return true;
    }

    bool Factor(int n, double diagonal)
    {
        _normal.CopyTo(_factor, 0);
        for (var i = 0; i < n; i++)
            _factor[i * n + i] += diagonal;
        try
        {
            Cholesky.Factor(new MatrixSpan<double>(_factor, n, n), _team);
            return true;
        }
        catch (NotPositiveDefiniteException)
        {
            // More damping will make it definite.
            return false;
        }
    }
}
