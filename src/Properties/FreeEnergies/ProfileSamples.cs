using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>
/// What windows sampled, as the samples of <see cref="BiasEquations"/>: values one by one, or put together in bins. A value of window k counts 1/g_k.
/// </summary>
sealed class ProfileSamples
{
    readonly double _from, _width;
    readonly int _bins;
    readonly double? _period;

    internal ProfileSamples(IReadOnlyList<UmbrellaWindow> windows, ProfileSettings settings)
    {
        _period = settings.Period;
        var values = windows.SelectMany(w => w.Values);
        _from = settings.From ?? (_period is { } p ? -p / 2 : values.Min());
        var to = settings.To ?? (_period is { } q ? _from + q : values.Max());
        if (!(to > _from && double.IsFinite(to - _from)) || settings.Bins < 2)
            throw new SimulationException($"A profile goes from one value to a larger one in at least two bins, not from {_from} to {to} in {settings.Bins}.");
        // The largest value belongs into the last bin.
        if (settings.To is null && _period is null)
            to += 1e-9 * (to - _from);
        (_bins, _width) = (settings.Bins, (to - _from) / settings.Bins);
        if (windows.Any(w => w.Biases is not null) && (windows.Count > 1 || settings.Method == Unbiasing.Wham))
            throw new SimulationException("A run under a bias that changed stands by itself and is not put into bins: one window, value by value.");
        BiasChanges = windows.Any(w => w.Biases is not null);
        Inefficiencies = [.. windows.Select(w => settings.Independent ? 1 : Inefficiency.Of(w.Values, _period))];
        Samples = new int[windows.Count][];
        var places = new List<double>();
        var known = new Dictionary<long, int>();
        for (var k = 0; k < windows.Count; k++)
        {
            Samples[k] = new int[windows[k].Values.Length];
            for (var i = 0; i < Samples[k].Length; i++)
            {
                var x = windows[k].Values[i];
                if (settings.Method == Unbiasing.Wham)
                {
                    var cell = CellOf(x);
                    if (!known.TryGetValue(cell, out Samples[k][i]))
                    {
                        known[cell] = Samples[k][i] = places.Count;
                        places.Add(_from + (cell + 0.5) * _width);
                    }
                    continue;
                }
                Samples[k][i] = places.Count;
                places.Add(x);
            }
        }
        Counts = new double[places.Count];
        Totals = new double[windows.Count];
        for (var k = 0; k < windows.Count; k++)
        {
            Totals[k] = Samples[k].Length / Inefficiencies[k];
            foreach (var n in Samples[k])
                Counts[n] += 1 / Inefficiencies[k];
        }
        Reduced = new double[places.Count * windows.Count];
        for (var n = 0; n < places.Count; n++)
        {
            for (var k = 0; k < windows.Count; k++)
                Reduced[n * windows.Count + k] = (windows[k].Biases is { } biases ? biases[n] : windows[k].Bias(places[n], _period)) / settings.Energy;
        }
        BinOf = [.. places.Select(x => CellOf(x) is >= 0 and var c && c < _bins ? (int)c : -1)];
        Centres = [.. Enumerable.Range(0, _bins).Select(b => _from + (b + 0.5) * _width)];
    }

    /// <summary>Whether the bias is no function of ξ alone.</summary>
    internal bool BiasChanges { get; }

    internal double[] Reduced { get; }

    internal double[] Counts { get; }

    internal double[] Totals { get; }

    /// <summary>The sample that each value of each window is.</summary>
    internal int[][] Samples { get; }

    /// <summary>g of each window.</summary>
    internal double[] Inefficiencies { get; }

    /// <summary>The bin of each sample; −1 outside the profile.</summary>
    internal int[] BinOf { get; }

    internal double[] Centres { get; }

    internal double Width => _width;

    /// <summary>Neighbours' free energies differ by the mean of what changes from one bias to the other, to first order; good enough to begin with.</summary>
    internal double[] Guess(IReadOnlyList<UmbrellaWindow> windows, double kT)
    {
        var guess = new double[windows.Count];
        var order = Enumerable.Range(0, windows.Count).OrderBy(k => windows[k].Centre).ToArray();
        for (var at = 1; at < order.Length; at++)
        {
            UmbrellaWindow a = windows[order[at - 1]], b = windows[order[at]];
            double Change(UmbrellaWindow w) => w.Values.Average(x => b.Bias(x, _period) - a.Bias(x, _period)) / kT;
            guess[order[at]] = guess[order[at - 1]] + 0.5 * (Change(a) + Change(b));
        }
        return [.. guess.Select(g => g - guess[0])];
    }

    long CellOf(double x)
    {
        var d = _period is { } p ? x - _from - p * Math.Floor((x - _from) / p) : x - _from;
        return (long)Math.Floor(d / _width);
    }
}
