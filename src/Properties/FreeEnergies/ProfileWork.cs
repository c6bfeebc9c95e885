using Athanor.Numerics;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>Makes a profile: solves, reads off, resamples, asks the members.</summary>
sealed class ProfileWork
{
    const double LeastShare = 0.1, LeastOverlap = 1e-7;

    /// <summary>Values times windows that are kept at a time, of eight bytes twice: half a gigabyte.</summary>
    const long MostNumbers = 32_000_000;

    readonly IReadOnlyList<UmbrellaWindow> _windows;
    readonly ProfileSamples _samples;
    readonly BiasEquations _equations;
    readonly double[] _weights;
    readonly double[] _logs;

    ProfileWork(IReadOnlyList<UmbrellaWindow> windows, ProfileSettings settings)
    {
        if (windows.Count == 0 || windows.Any(w => w.Values.Length < 2))
            throw new SimulationException("A profile needs windows with at least two values each.");
        (_windows, Settings) = (windows, settings);
        _samples = new ProfileSamples(windows, settings);
        _equations = new BiasEquations(_samples.Reduced, _samples.Counts, _samples.Totals, _samples.Guess(windows, settings.Energy));
        _weights = Weights(_equations, _samples.Counts, default);
        _logs = Logs(_weights, _samples.Counts);
    }

    internal ProfileSettings Settings { get; }

    internal int Thinning { get; private init; }

    internal MemberProfiles MemberKind { get; private set; }

    internal double? MemberShare { get; private set; }

    internal static FreeEnergyProfile Make(IReadOnlyList<UmbrellaWindow> windows, ProfileSettings settings, Team team)
    {
        var stride = Stride(windows, MostNumbers);
        var work = new ProfileWork(stride == 1 ? windows : [.. windows.Select(w => w.Every(stride))], settings) { Thinning = stride };
        var overlaps = work.Overlaps();
        work.RefuseGaps(overlaps);
        return work.Read(overlaps, team);
    }

    /// <summary>Of how many values one is taken, so that no more numbers than these are kept.</summary>
    internal static int Stride(IReadOnlyList<UmbrellaWindow> windows, long most) => (int)Math.Max(1, Math.Ceiling((double)windows.Sum(w => (long)w.Values.Length) * windows.Count / most));

    FreeEnergyProfile Read(double[,] overlaps, Team team)
    {
        var kT = Settings.Energy;
        var reference = Array.IndexOf(_logs, _logs.Max());
        var full = Settings.Period is { } p && Math.Abs(_samples.Width * _samples.Centres.Length - p) < 1e-9 * p;
        var (valleys, passes) = BasinSearch.Find([.. _logs.Select(l => -l)], Settings.LeastBarrier, full);
        int[] all = [.. Enumerable.Range(0, _logs.Length)];
        var likeliest = valleys.MaxBy(v => new ProbabilityRatio(v.Bins, all).Of(_logs))!;
        var ratios = new List<ProbabilityRatio>();
        foreach (var b in all)
            ratios.Add(new([b], [reference]));
        foreach (var valley in valleys)
            ratios.Add(new(valley.Bins, likeliest.Bins));
        for (var k = 0; k < passes.Count; k++)
        {
            foreach (var side in (BasinSearch.Valley[])[valleys[k], valleys[(k + 1) % valleys.Count]])
            {
                ratios.Add(new([passes[k]], [side.Lowest]));
                ratios.Add(new([passes[k]], side.Bins));
            }
        }
        // One window has no other to be higher than.
        var resampled = _samples.BiasChanges ? new ProfileBootstrap.Result(ProfileBlocks.Deviations(_samples, _weights, ratios, _windows[0].Runs), [0]) : new ProfileBootstrap(_equations, _samples, Settings).Run(ratios, team);
        var covariance = _samples.BiasChanges ? null : FreeEnergyCovariance.Of(_equations, _samples.BinOf, _weights, [.. _logs.Select(Math.Exp)]);
        var members = new MemberRatios(_windows, _samples, _weights, kT).Of(_logs, ratios, LeastShare);
        (MemberKind, MemberShare) = (members.Kind, members.Share);
        double Asymptotic(int r) => covariance is null ? double.NaN : kT * ratios[r].Deviation(_logs, covariance, _windows.Count);
        Estimate Of(int r, double scale, string unit, double shift = 0) => new(scale * ratios[r].Of(_logs) + shift, unit,
            Math.Abs(scale) * (resampled?.Ratios[r] ?? Asymptotic(r) / kT), members.Deviations is { } d ? Math.Abs(scale) * d[r] : null);

        ProfilePoint[] points = [.. all.Select(b => double.IsFinite(_logs[b])
            ? new ProfilePoint(_samples.Centres[b], Of(b, -kT, "eV"), Asymptotic(b))
            : new ProfilePoint(_samples.Centres[b], new Estimate(double.NaN, "eV"), double.NaN))];
        var at = all.Length;
        bool[] gaps = [.. passes.Select((pass, k) => IsGap(pass, valleys[k], valleys[(k + 1) % valleys.Count]))];
        // One way round is enough on a ring. Windows that overlap link what is between them, bins or not.
        var apart = _samples.BiasChanges && gaps.Count(g => g) > passes.Count - (valleys.Count - 1);
        Estimate Known(bool known, int r, double scale, string unit, double shift = 0) => known ? Of(r, scale, unit, shift) : new Estimate(double.NaN, unit);
        ProfileBasin[] basins = [.. valleys.Select(v => new ProfileBasin(Edge(v.Bins[0], -0.5), Edge(v.Bins[^1], 0.5), _samples.Centres[v.Lowest], Known(!apart, at++, -kT, "eV"),
            apart ? double.NaN : Math.Exp(new ProbabilityRatio(v.Bins, all).Of(_logs))))];
        var density = -Math.Log(_samples.Width);
        ProfileBarrier[] barriers = [.. passes.Select((pass, k) => new ProfileBarrier(_samples.Centres[pass], k, (k + 1) % valleys.Count,
            Known(!gaps[k], at + 4 * k, -kT, "eV"), Known(!gaps[k], at + 4 * k + 2, -kT, "eV"), Known(!gaps[k], at + 4 * k + 1, 1, "", density), Known(!gaps[k], at + 4 * k + 3, 1, "", density)))];
        return FreeEnergyProfile.From(this, points, Summaries(covariance, resampled), overlaps, basins, barriers);
    }

    /// <summary>Whether nothing was sampled on the pass. Where hills changed on the way, an empty bin anywhere between the bottoms is one: values alone link what is on both sides of it.</summary>
    bool IsGap(int pass, BasinSearch.Valley before, BasinSearch.Valley behind)
    {
        bool Empty(int bin) => !double.IsFinite(_logs[bin]);
        return Empty(pass) || pass + 1 < _logs.Length && Empty(pass + 1)
            || _samples.BiasChanges && (before.Bins.SkipWhile(b => b != before.Lowest).Any(Empty) || behind.Bins.TakeWhile(b => b != behind.Lowest).Any(Empty));
    }

    double Edge(int bin, double by) => _samples.Centres[bin] + by * _samples.Width;

    WindowSummary[] Summaries(double[,]? covariance, ProfileBootstrap.Result? resampled)
    {
        var summaries = new WindowSummary[_windows.Count];
        var order = WindowOverlap.Order(_windows, Settings.Period);
        for (var at = 0; at < order.Length; at++)
        {
            var k = order[at];
            var w = _windows[k];
            var mean = Inefficiency.Mean(w.Values, Settings.Period);
            var deviation = Math.Sqrt(w.Values.Sum(x => Math.Pow(CollectiveDifference.Between(mean, x, Settings.Period), 2)) / (w.Values.Length - 1));
            var error = resampled?.Windows[k] ?? Math.Sqrt(Math.Max(0, covariance![k, k] + covariance[0, 0] - 2 * covariance[0, k]));
            var overlap = at + 1 < order.Length ? WindowOverlap.Between(w.Values, _windows[order[at + 1]].Values, Settings.Period) : double.NaN;
            summaries[k] = new WindowSummary(w, mean, deviation, _samples.Inefficiencies[k], new Estimate(Settings.Energy * _equations.Free[k], "eV", Settings.Energy * error), overlap);
        }
        return summaries;
    }

    double[,] Overlaps()
    {
        var shares = _equations.Shares;
        var states = _equations.States;
        var overlaps = new double[states, states];
        for (var n = 0; n < _samples.Counts.Length; n++)
        {
            for (var i = 0; i < states; i++)
            {
                var part = _samples.Counts[n] * shares[n * states + i] / _samples.Totals[i];
                for (var j = 0; part > 1e-15 && j < states; j++)
                    overlaps[i, j] += part * shares[n * states + j];
            }
        }
        return overlaps;
    }

    /// <summary>Free energies across a gap are whatever the solver began with.</summary>
    void RefuseGaps(double[,] overlaps)
    {
        var order = WindowOverlap.Order(_windows, Settings.Period);
        for (var cut = 1; cut < order.Length; cut++)
        {
            double across = 0;
            foreach (var i in order[..cut])
            {
                foreach (var j in order[cut..])
                    across += overlaps[i, j];
            }
            // On a ring the way round the other side may still hold.
            if (across < LeastOverlap)
                throw new SimulationException(FormattableString.Invariant(
                    $"The windows fall apart: those up to {_windows[order[cut - 1]].Centre:G6} and those from {_windows[order[cut]].Centre:G6} on never sampled the same place, so nothing says how high one side is above the other. Sample a window in between, or softer ones."));
        }
    }

    /// <summary>ln of the unbiased weights, of norm one.</summary>
    internal static double[] Weights(BiasEquations equations, ReadOnlySpan<double> counts, ReadOnlySpan<double> change)
    {
        var weights = new double[counts.Length];
        var top = double.NegativeInfinity;
        for (var n = 0; n < weights.Length; n++)
        {
            weights[n] = -equations.LogDenominators[n] - (change.IsEmpty ? 0 : change[n]);
            top = counts[n] > 0 ? Math.Max(top, weights[n]) : top;
        }
        double sum = 0;
        for (var n = 0; n < weights.Length; n++)
            sum += counts[n] * Math.Exp(weights[n] - top);
        foreach (ref var w in weights.AsSpan())
            w -= top + Math.Log(sum);
        return weights;
    }

    double[] Logs(double[] weights, ReadOnlySpan<double> counts) => Logs(weights, counts, _samples.BinOf, _samples.Centres.Length);

    /// <summary>ln p_b.</summary>
    internal static double[] Logs(double[] weights, ReadOnlySpan<double> counts, int[] binOf, int bins)
    {
        var logs = new double[bins];
        for (var n = 0; n < weights.Length; n++)
        {
            if (binOf[n] >= 0)
                logs[binOf[n]] += counts[n] * Math.Exp(weights[n]);
        }
        foreach (ref var p in logs.AsSpan())
            p = Math.Log(p);
        return logs;
    }
}
