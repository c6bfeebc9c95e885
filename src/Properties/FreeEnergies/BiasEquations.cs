using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// The equations of MBAR (Shirts and Chodera, J. Chem. Phys. 129, 124105 (2008)): exp(−f_k) = Σ_n c_n exp(−u_kn) / Σ_j N_j exp(f_j − u_jn), with reduced biases u, free energies f in kT, and samples that count c_n. They are where the convex
/// Σ_n c_n ln Σ_k N_k exp(f_k − u_kn) − Σ_k N_k f_k is lowest, which Newton's method finds. Samples put together in bins, counted by c_n, give WHAM.
/// </summary>
sealed class BiasEquations
{
    const int MostSteps = 200, SelfConsistent = 5, MostSelfConsistent = 100;
    const double Tolerance = 1e-11;

    /// <summary>A state to which less than this of its samples belongs is far from where it should be: Newton's matrix says nothing of it.</summary>
    const double Lonely = 1e-3;

    /// <summary>kT that a step of Newton may move a state.</summary>
    const double LongestStep = 30;

    readonly double[] _reduced;
    readonly double[] _counts;
    readonly double[] _totals;
    readonly double[] _shares;
    readonly double[] _log;
    readonly int _states;

    /// <param name="reduced">u_kn, sample by sample: index n K + k.</param>
    /// <param name="counts">c_n.</param>
    /// <param name="totals">N_k = Σ c_n over the samples of state k, above zero.</param>
    /// <param name="start">A guess of f, in kT.</param>
    internal BiasEquations(double[] reduced, double[] counts, double[] totals, double[] start)
    {
        (_reduced, _counts, _totals, _states) = (reduced, counts, totals, totals.Length);
        _shares = new double[reduced.Length];
        _log = new double[counts.Length];
        Free = [.. start];
        Solve();
    }

    /// <summary>f_k, kT, the first being zero.</summary>
    internal double[] Free { get; }

    /// <summary>N_k exp(f_k − u_kn) / Σ_j …: the chance that sample n is of state k, index n K + k.</summary>
    internal ReadOnlySpan<double> Shares => _shares;

    /// <summary>ln Σ_k N_k exp(f_k − u_kn): minus the logarithm of the weight of sample n in the absence of bias.</summary>
    internal ReadOnlySpan<double> LogDenominators => _log;

    internal int States => _states;

    internal ReadOnlySpan<double> Totals => _totals;

    internal ReadOnlySpan<double> Counts => _counts;

    /// <summary>The changes of f that other counts of the same samples bring, kT, the first being zero; totals stay.</summary>
    /// <param name="logs">Gets the change of <see cref="LogDenominators"/>.</param>
    internal double[] Resolve(ReadOnlySpan<double> counts, Span<double> logs)
    {
        var change = new double[_states];
        var factor = new double[_states];
        var gradient = new double[_states];
        var hessian = new double[_states * _states];
        for (var step = 0; step < 30; step++)
        {
            for (var k = 0; k < _states; k++)
                factor[k] = Math.Exp(change[k]);
            Differentiate(counts, factor, gradient, hessian);
            var largest = Newton(gradient, hessian);
            // Far from the solution a full step may overshoot.
            var scale = largest > 2 ? 2 / largest : 1;
            for (var k = 1; k < _states; k++)
                change[k] += scale * gradient[k];
            if (largest < 1e-7)
                break;
        }
        for (var k = 0; k < _states; k++)
            factor[k] = Math.Exp(change[k]);
        for (var n = 0; n < _counts.Length; n++)
        {
            double sum = 0;
            for (var k = 0; k < _states; k++)
                sum += _shares[n * _states + k] * factor[k];
            logs[n] = Math.Log(sum);
        }
        return change;
    }

    void Solve()
    {
        var ones = Enumerable.Repeat(1.0, _states).ToArray();
        var gradient = new double[_states];
        var hessian = new double[_states * _states];
        var before = new double[_states];
        var value = Weigh();
        for (var step = 0; step < MostSteps; step++)
        {
            Differentiate(_counts, ones, gradient, hessian);
            var least = Enumerable.Range(0, _states).Min(k => (gradient[k] + _totals[k]) / _totals[k]);
            if (step < SelfConsistent || (least < Lonely && step < MostSelfConsistent))
            {
                // Of a window that hardly meets the others nothing may be left at first: it comes nearer by bounded steps.
                for (var k = 0; k < _states; k++)
                    Free[k] -= Math.Log(Math.Max((gradient[k] + _totals[k]) / _totals[k], 1e-12));
                Shift();
                value = Weigh();
                continue;
            }
            var largest = Newton(gradient, hessian);
            Free.CopyTo(before, 0);
            var lower = value;
            var longest = largest > LongestStep ? LongestStep / largest : 1;
            for (var scale = longest; scale > 1e-6 * longest; scale /= 2)
            {
                for (var k = 1; k < _states; k++)
                    Free[k] = before[k] + scale * gradient[k];
                lower = Weigh();
                if (lower <= value + 1e-12 * Math.Abs(value))
                    break;
            }
            value = lower;
            if (largest < Tolerance)
                return;
        }
    }

    void Shift()
    {
        for (var k = _states - 1; k >= 0; k--)
            Free[k] -= Free[0];
    }

    /// <summary>Shares and logarithms at the present f; returns the function to be made lowest.</summary>
    double Weigh()
    {
        double value = 0;
        for (var n = 0; n < _counts.Length; n++)
        {
            var at = n * _states;
            var top = double.NegativeInfinity;
            for (var k = 0; k < _states; k++)
                top = Math.Max(top, Free[k] - _reduced[at + k]);
            double sum = 0;
            for (var k = 0; k < _states; k++)
                sum += _shares[at + k] = _totals[k] * Math.Exp(Free[k] - _reduced[at + k] - top);
            for (var k = 0; k < _states; k++)
                _shares[at + k] /= sum;
            _log[n] = top + Math.Log(sum);
            value += _counts[n] * _log[n];
        }
        for (var k = 0; k < _states; k++)
            value -= _totals[k] * Free[k];
        return value;
    }

    /// <summary>Gradient and Hessian, with f changed by the logarithms of <paramref name="factor"/>.</summary>
    void Differentiate(ReadOnlySpan<double> counts, double[] factor, double[] gradient, double[] hessian)
    {
        for (var k = 0; k < _states; k++)
            gradient[k] = -_totals[k];
        Array.Clear(hessian);
        var p = new double[_states];
        for (var n = 0; n < counts.Length; n++)
        {
            if (counts[n] == 0)
                continue;
            double sum = 0;
            for (var k = 0; k < _states; k++)
                sum += p[k] = _shares[n * _states + k] * factor[k];
            for (var k = 0; k < _states; k++)
                p[k] /= sum;
            for (var k = 0; k < _states; k++)
            {
                var part = counts[n] * p[k];
                // Most windows have nothing to say of most samples.
                if (part < 1e-18)
                    continue;
                gradient[k] += part;
                hessian[k * _states + k] += part;
                for (var j = 0; j <= k; j++)
                    hessian[k * _states + j] -= part * p[j];
            }
        }
    }

    /// <summary>Overwrites the gradient with Newton's step, the first state's being zero; returns its largest component.</summary>
    double Newton(double[] gradient, double[] hessian)
    {
        var free = _states - 1;
        if (free == 0)
            return 0;
        var all = new MatrixSpan<double>(hessian, _states, _states);
        var matrix = all.Block(1, 1, free, free);
        // What keeps windows that share nothing from being thrown to infinity; without effect on others.
        for (var k = 0; k < free; k++)
            matrix[k, k] += 1e-13 * _totals[k + 1];
        Cholesky.Factor(matrix);
        for (var k = 0; k < _states; k++)
            gradient[k] = -gradient[k];
        Cholesky.Solve(matrix, gradient.AsSpan(1));
        gradient[0] = 0;
        return gradient.Max(Math.Abs);
    }
}
