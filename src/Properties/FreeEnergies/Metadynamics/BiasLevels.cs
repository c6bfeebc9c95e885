namespace Athanor.Properties;

/// <summary>
/// c(t) of a bias V(ξ, t) that grows: exp(−c/kT) = ∫ p(ξ) exp(−V(ξ, t)/kT) dξ, by which a bias that has grown everywhere is told from one that matters. p is made of the values by their weights exp((V − c)/kT) themselves, so both are
/// found in turns (Giberti, Cheng, Tribello and Ceriotti, J. Chem. Theory Comput. 16, 100 (2020)). The shorter way to take p for what the hills say of it (Tiwary and Parrinello 2015) lets each hill move c as if all probability were where the
/// hills are highest, and weighs the other valleys too much for as long as they grow.
/// </summary>
/// <param name="from">Where the cells begin; what lies outside counts to the first or last, unless ξ goes round.</param>
sealed class BiasLevels(double from, double width, int cells, bool ring, double kT)
{
    const int MostRounds = 1000;
    const double Tolerance = 1e-8;

    readonly List<double[]> _factors = [];
    readonly List<double[]> _weights = [];
    readonly List<double> _shifts = [];

    /// <summary>A stretch of time in which the bias is taken for what it is now; returns its index.</summary>
    internal int Begin(Func<double, double> bias)
    {
        double[] at = [.. Enumerable.Range(0, cells).Select(g => bias(from + (g + 0.5) * width))];
        // Any number near the bias keeps exponentials finite.
        var shift = at.Max();
        _shifts.Add(shift);
        _factors.Add([.. at.Select(v => Math.Exp(-Math.Max(v - shift, -500 * kT) / kT))]);
        _weights.Add(new double[cells]);
        return _shifts.Count - 1;
    }

    /// <summary>A value of the last stretch, and the bias that it felt, eV.</summary>
    internal void Add(double value, double bias)
    {
        var cell = (int)Math.Clamp(Math.Floor((value - from) / width), -1e9, 1e9);
        cell = ring ? ((cell % cells) + cells) % cells : Math.Clamp(cell, 0, cells - 1);
        _weights[^1][cell] += Math.Exp((bias - _shifts[^1]) / kT);
    }

    /// <summary>c of each stretch, eV.</summary>
    internal double[] Solve()
    {
        var p = Enumerable.Repeat(1.0 / cells, cells).ToArray();
        var integrals = new double[_shifts.Count];
        for (var round = 0; round < MostRounds; round++)
        {
            double change = 0;
            for (var t = 0; t < integrals.Length; t++)
            {
                double sum = 0;
                for (var g = 0; g < cells; g++)
                    sum += p[g] * _factors[t][g];
                change = Math.Max(change, Math.Abs(sum / integrals[t] - 1));
                integrals[t] = sum;
            }
            if (change < Tolerance)
                break;
            Array.Clear(p);
            for (var t = 0; t < integrals.Length; t++)
            {
                for (var g = 0; g < cells; g++)
                    p[g] += _weights[t][g] * integrals[t];
            }
            var total = p.Sum();
            foreach (ref var share in p.AsSpan())
                share /= total;
        }
        return [.. integrals.Select((z, t) => _shifts[t] - kT * Math.Log(z))];
    }
}
