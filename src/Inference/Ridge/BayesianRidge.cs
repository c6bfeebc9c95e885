using Athanor.Numerics;

namespace Athanor.Inference;

/// <summary>
/// Linear regression under a Gaussian prior, with a noise of its own for each kind of target: y_k = X_k w + ε_k, ε_k ~ N(0, 1/β_k), w_i ~ N(0, 1/(α d_i)). The posterior is exact; α and the β_k are those that make the data
/// most likely (MacKay, Neural Computation 4, 415 (1992); fixed-point updates).
/// </summary>
public sealed class BayesianRidge
{
    // Of the largest diagonal element.
    const double Rounding = 1e-15;

    readonly IReadOnlyList<NormalEquations> _kinds;
    readonly double[] _prior;
    readonly Team _team;
    readonly int _features;
    readonly double[] _factor, _leastNoise;

    /// <param name="kinds">At least one with rows.</param>
    /// <param name="prior">d, one for each feature: how strongly it is held to zero beside the others.</param>
    /// <param name="team">Who shares the work; same bits on any number of threads.</param>
    /// <param name="leastNoise">Variance below which no kind's noise falls, so that one which can be fitted exactly does not outweigh the others; null for none.</param>
    /// <param name="precision">α to begin with; null for one of a random model whose predictions are as large as the targets.</param>
    public BayesianRidge(IReadOnlyList<NormalEquations> kinds, double[] prior, Team team, double[]? leastNoise = null, double? precision = null)
    {
        if (kinds.Count == 0 || kinds.Any(k => k.Features != prior.Length))
            throw new ArgumentException("Every kind has as many features as the prior.");
        (_kinds, _prior, _team, _features) = (kinds, prior, team, prior.Length);
        _factor = new double[_features * _features];
        _leastNoise = leastNoise ?? [.. kinds.Select(_ => 1e-300)];
        Noise = [.. kinds.Select((k, i) => k.Count > 0 ? Math.Max(_leastNoise[i], k.Squares / k.Count) : 1)];
        Weights = new double[_features];
        // Predictions of a random model of the prior are as large as the targets.
        var size = kinds.Select((k, i) => k.Count > 0 ? Trace(k) / Noise[i] : 0).Sum();
        var rows = kinds.Sum(k => k.Count);
        Precision = Math.Max(1e-300, precision ?? size / rows / Math.Max(1, _features));
    }

    /// <summary>Mean of the posterior.</summary>
    public double[] Weights { get; private set; }

    /// <summary>Variance of each kind's noise, 1/β.</summary>
    public double[] Noise { get; }

    /// <summary>α.</summary>
    public double Precision { get; private set; }

    /// <summary>How many weights the data determine: the sum of the kinds' shares after <see cref="Update"/>.</summary>
    public double Determined { get; private set; }

    /// <summary>ln of the probability of the data, as of the last <see cref="Solve"/>.</summary>
    public double LogEvidence { get; private set; }

    /// <summary>Mean of the posterior under the present noise and prior; a prior so weak that rounding would leave no positive matrix is made stronger.</summary>
    public void Solve()
    {
        var n = _features;
        while (!TryFactor())
            Precision *= 10;
        var right = new double[n];
        for (var k = 0; k < _kinds.Count; k++)
        {
            for (var i = 0; i < n && _kinds[k].Count > 0; i++)
                right[i] += _kinds[k].Moment[i] / Noise[k];
        }
        Cholesky.Solve(_factor.AsMatrix(n, n), right);
        Weights = right;
        LogEvidence = Evidence();
    }

    bool TryFactor()
    {
        var n = _features;
        Array.Clear(_factor);
        for (var k = 0; k < _kinds.Count; k++)
        {
            if (_kinds[k].Count == 0)
                continue;
            var matrix = _kinds[k].Matrix;
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j <= i; j++)
                    _factor[i * n + j] += matrix[i, j] / Noise[k];
            }
        }
        var trusted = 0.0;
        for (var i = 0; i < n; i++)
        {
            trusted = Math.Max(trusted, Rounding * _factor[i * n + i]);
            _factor[i * n + i] += Precision * _prior[i];
        }
        try
        {
            Cholesky.Factor(_factor.AsMatrix(n, n), _team);
        }
        catch (NotPositiveDefiniteException)
        {
            return false;
        }
        // A pivot that is all rounding is no pivot.
        for (var i = 0; i < n; i++)
        {
            if (!(_factor[i * n + i] * _factor[i * n + i] > trusted * Math.Min(1, _prior[i])))
                return false;
        }
        return true;
    }

    double Evidence()
    {
        var sum = 0.5 * (_features * Math.Log(Precision) + _prior.Sum(Math.Log) - Precision * Penalty() - Cholesky.LogDeterminant(_factor.AsMatrix(_features, _features)));
        for (var k = 0; k < _kinds.Count; k++)
        {
            if (_kinds[k].Count > 0)
                sum -= 0.5 * (_kinds[k].Count * Math.Log(2 * Math.PI * Noise[k]) + _kinds[k].Residual(Weights) / Noise[k]);
        }
        return sum;
    }

    double Penalty()
    {
        var sum = 0.0;
        for (var i = 0; i < _features; i++)
            sum += _prior[i] * Weights[i] * Weights[i];
        return sum;
    }

    /// <summary>New noise and prior from the posterior of the last <see cref="Solve"/>; returns the largest change of a logarithm of one.</summary>
    public double Update()
    {
        var inverse = Covariance();
        var change = 0.0;
        Determined = 0;
        for (var k = 0; k < _kinds.Count; k++)
        {
            if (_kinds[k].Count == 0)
                continue;
            var determined = TraceOfProduct(_kinds[k].Matrix, inverse) / Noise[k];
            Determined += determined;
            var next = Math.Max(_leastNoise[k], _kinds[k].Residual(Weights) / Math.Max(1e-3 * _kinds[k].Count, _kinds[k].Count - determined));
            change = Math.Max(change, Math.Abs(Math.Log(next / Noise[k])));
            Noise[k] = next;
        }
        var precision = Math.Max(1e-300, Determined / Math.Max(1e-300, Penalty()));
        change = Math.Max(change, Math.Abs(Math.Log(precision / Precision)));
        Precision = precision;
        return change;
    }

    /// <summary>Cholesky factor of the posterior's precision as of the last <see cref="Solve"/>, features × features, lower; above the diagonal stand zeros.</summary>
    public ReadOnlySpan<double> Factor => _factor;

    /// <summary>Covariance of the weights under the posterior, features × features, symmetric.</summary>
    public double[] Covariance()
    {
        var n = _features;
        var inverse = new double[n * n];
        for (var i = 0; i < n; i++)
            inverse[i * n + i] = 1;
        Cholesky.Solve(_factor.AsMatrix(n, n), inverse.AsMatrix(n, n), _team);
        return inverse;
    }

    /// <summary>Turns independent standard normal numbers, one a feature, into a deviation from <see cref="Weights"/> drawn from the posterior of the last <see cref="Solve"/>: L⁻ᵀ z, whose covariance is that of the weights.</summary>
    public void Draw(Span<double> normal) => Triangular.SolveLowerTransposed(_factor.AsMatrix(_features, _features), normal);

    /// <summary>Turns a row x of features into L⁻¹ x, in place: its square is the posterior's variance of w·x, and a head L⁻ᵀ z gives it z·L⁻¹ x.</summary>
    public void Whiten(Span<double> row) => Triangular.SolveLower(_factor.AsMatrix(_features, _features), row);

    double TraceOfProduct(ReadOnlyMatrixSpan<double> lower, double[] symmetric)
    {
        var sum = 0.0;
        for (var i = 0; i < _features; i++)
        {
            var row = 0.0;
            for (var j = 0; j < i; j++)
                row += lower[i, j] * symmetric[i * _features + j];
            sum += 2 * row + lower[i, i] * symmetric[i * _features + i];
        }
        return sum;
    }

    double Trace(NormalEquations kind)
    {
        var sum = 0.0;
        for (var i = 0; i < _features; i++)
            sum += kind.Matrix[i, i] / _prior[i];
        return sum;
    }
}
