namespace Athanor.Properties;

/// <summary>
/// Autocorrelation functions of series while they come in, to lags of any length, in memory that grows as the logarithm of time (Ramírez, Sukumaran, Vorselaars and Likhtman, J. Chem. Phys. 133, 154103 (2010)). Level 0
/// correlates samples with the last <see cref="Points"/> ones; each level above correlates means over <see cref="Averaged"/> samples of the level below. Lags of level 0 are exact; those of level k are smeared over ± Averagedᵏ samples,
/// at most <see cref="Averaged"/>/<see cref="Points"/> of the lag. What a sample costs does not depend on how many there were.
/// </summary>
sealed class MultipleTau
{
    readonly List<Level> _levels = [];
    readonly double[] _totals;

    /// <param name="series">How many there are; each is correlated with itself alone.</param>
    /// <param name="points">Lags of a level, a multiple of <paramref name="averaged"/>.</param>
    /// <param name="averaged">Samples of one level in one of the next.</param>
    public MultipleTau(int series, int points = 16, int averaged = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(series, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(averaged, 2);
        if (points < 2 * averaged || points % averaged != 0)
            throw new ArgumentOutOfRangeException(nameof(points), points, $"A level has a multiple of {averaged} points, two at least.");
        (Series, Points, Averaged) = (series, points, averaged);
        _totals = new double[series];
        _levels.Add(new Level(this));
    }

    public int Series { get; }

    public int Points { get; }

    public int Averaged { get; }

    /// <summary>Samples so far.</summary>
    public long Count { get; private set; }

    /// <summary>Takes one sample of each series.</summary>
    public void Add(ReadOnlySpan<double> sample)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sample.Length, Series);
        Count++;
        for (var s = 0; s < Series; s++)
            _totals[s] += sample[s];
        for (var level = 0; ; level++)
        {
            if (level == _levels.Count)
                _levels.Add(new Level(this));
            if (!_levels[level].Add(sample, level == 0 ? 0 : Points / Averaged))
                return;
            sample = _levels[level].Mean;
        }
    }

    /// <summary>What was summed so far, to be read, or to be set against an earlier or later reading.</summary>
    public CorrelationSums Read()
    {
        var lags = new List<double>();
        var counts = new List<long>();
        var sums = new List<double[]>();
        double width = 1;
        for (var level = 0; level < _levels.Count; level++, width *= Averaged)
        {
            for (var point = level == 0 ? 0 : Points / Averaged; point < Points; point++)
            {
                if (_levels[level].Counts[point] == 0)
                    break;
                lags.Add(width * point);
                counts.Add(_levels[level].Counts[point]);
                sums.Add(_levels[level].Sums.AsSpan(point * Series, Series).ToArray());
            }
        }
        return new CorrelationSums([.. lags], [.. counts], [.. sums], Count, [.. _totals]);
    }

    sealed class Level(MultipleTau owner)
    {
        readonly double[] _past = new double[owner.Points * owner.Series];
        readonly double[] _mean = new double[owner.Series];
        readonly double[] _gathered = new double[owner.Series];
        long _seen;
        int _inMean;

        public double[] Sums { get; } = new double[owner.Points * owner.Series];

        public long[] Counts { get; } = new long[owner.Points];

        /// <summary>Over the last full group of samples.</summary>
        public ReadOnlySpan<double> Mean => _mean;

        /// <returns>True where <see cref="Mean"/> is new.</returns>
        public bool Add(ReadOnlySpan<double> sample, int first)
        {
            var (series, points) = (owner.Series, owner.Points);
            sample.CopyTo(_past.AsSpan((int)(_seen % points) * series, series));
            _seen++;
            for (var lag = first; lag < points && lag < _seen; lag++)
            {
                var past = _past.AsSpan((int)((_seen - 1 - lag) % points) * series, series);
                var sums = Sums.AsSpan(lag * series, series);
                for (var s = 0; s < series; s++)
                    sums[s] += sample[s] * past[s];
                Counts[lag]++;
            }
            for (var s = 0; s < series; s++)
                _gathered[s] += sample[s];
            if (++_inMean < owner.Averaged)
                return false;
            for (var s = 0; s < series; s++)
                _mean[s] = _gathered[s] / owner.Averaged;
            _gathered.AsSpan().Clear();
            _inMean = 0;
            return true;
        }
    }
}

/// <summary>Sums of products of samples by lag, as <see cref="MultipleTau.Read"/> finds them.</summary>
/// <param name="Lags">In samples, ascending, from 0.</param>
/// <param name="Counts">By lag, how many products are in the sums.</param>
/// <param name="Sums">By lag and series.</param>
/// <param name="Samples">How many samples there were.</param>
/// <param name="Totals">By series, their sum.</param>
sealed record CorrelationSums(double[] Lags, long[] Counts, double[][] Sums, long Samples, double[] Totals) : IGrowingSum<CorrelationSums>
{
    /// <summary>⟨x(0) x(t)⟩ by lag.</summary>
    /// <param name="aboutMean">Less ⟨x⟩².</param>
    public double[] Correlation(int series, bool aboutMean = false)
    {
        var mean = aboutMean ? Totals[series] / Samples : 0;
        return [.. Sums.Select((s, k) => s[series] / Counts[k] - mean * mean)];
    }

    /// <summary>What came after an <paramref name="earlier"/> reading: products whose later sample is newer. Lags that none is of are left out.</summary>
    public CorrelationSums Since(CorrelationSums earlier)
    {
        // Lags only ever come to the end.
        var known = earlier.Lags.Length;
        var kept = Enumerable.Range(0, Lags.Length).Where(k => Counts[k] > (k < known ? earlier.Counts[k] : 0)).ToArray();
        return new CorrelationSums(
            [.. kept.Select(k => Lags[k])],
            [.. kept.Select(k => Counts[k] - (k < known ? earlier.Counts[k] : 0))],
            [.. kept.Select(k => k < known ? [.. Sums[k].Zip(earlier.Sums[k], (a, b) => a - b)] : Sums[k])],
            Samples - earlier.Samples,
            [.. Totals.Zip(earlier.Totals, (a, b) => a - b)]);
    }
}
