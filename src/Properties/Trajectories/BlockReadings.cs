using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>A sum that grows, of which one can say what came since an earlier reading.</summary>
interface IGrowingSum<T>
{
    T Since(T earlier);
}

/// <summary>Sums of several numbers.</summary>
sealed record Tally(double[] Values) : IGrowingSum<Tally>
{
    public Tally Since(Tally earlier) => new([.. Values.Zip(earlier.Values, (a, b) => a - b)]);
}

/// <summary>Readings of a growing sum after equal times, between 32 and 64 of them however long it takes: when there are too many, every second is dropped. What came between two is a block.</summary>
sealed class BlockReadings<T>(int most = 64)
    where T : IGrowingSum<T>
{
    readonly List<T> _readings = [];
    long _every = 1;
    long _ticks;

    /// <summary>Call it once for each sample, after it was added.</summary>
    public void Tick(Func<T> read)
    {
        if (++_ticks % _every != 0)
            return;
        _readings.Add(read());
        if (_readings.Count < most)
            return;
        for (var k = 0; k < most / 2; k++)
            _readings[k] = _readings[2 * k + 1];
        _readings.RemoveRange(most / 2, most - most / 2);
        _every *= 2;
    }

    /// <summary>What each block brought, in the order of time; a last one that is not full is left out.</summary>
    public T[] Blocks() => [.. _readings.Select((reading, k) => k == 0 ? reading : reading.Since(_readings[k - 1]))];
}

static class BlockError
{
    const int FewestPlain = 4;

    /// <summary>Standard error of the mean of blocks: by blocking (<see cref="CorrelatedMean"/>), of fewer than sixteen as if they were independent, of fewer than four NaN.</summary>
    public static double Of(IReadOnlyList<double> blocks)
    {
        if (blocks.Count < FewestPlain)
            return double.NaN;
        var error = CorrelatedMean.Of(blocks, "").Error ?? double.NaN;
        return double.IsNaN(error) ? MemberSpread.Deviation(blocks) / Math.Sqrt(blocks.Count) : error;
    }

    /// <summary>The same for each number of a curve, from the blocks that have it: early ones have no long lags yet.</summary>
    public static double[] OfCurves(IReadOnlyList<double[]> blocks, int length) =>
        [.. Enumerable.Range(0, length).Select(k => Of([.. blocks.Where(b => k < b.Length).Select(b => b[k])]))];

    public static Estimate Estimate(double value, string unit, IReadOnlyList<double> blocks) => new(value, unit, Of(blocks));
}
