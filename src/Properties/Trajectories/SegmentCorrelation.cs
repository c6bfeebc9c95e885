using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// Autocorrelation of many series, summed over groups of them, by Fourier transforms of segments padded with zeros (Wiener and Khinchin): exact within a segment, every lag at once, in time N log N. Segments are independent samples, from
/// which the errors come; products across their borders are not formed.
/// </summary>
sealed class SegmentCorrelation : IJob
{
    /// <summary>Pieces of work; each sums its own spectrum.</summary>
    const int Pieces = 32;

    readonly int[][] _groups;
    readonly int _segment;
    readonly float[][] _samples;
    readonly FourierTransform _fourier;
    readonly double[][] _spectra;
    readonly Complex[][] _scratch;
    readonly double[][] _sums;
    readonly double[] _counts;
    readonly BlockReadings<Tally> _readings = new();
    int _filled;
    int _group;

    /// <param name="groups">Indices of series, by group; even numbers of them, or the last is alone.</param>
    /// <param name="segment">Samples of a segment, a power of two; lags go to half of it.</param>
    public SegmentCorrelation(int series, int[][] groups, int segment)
    {
        (_groups, _segment) = (groups, segment);
        _samples = [.. Enumerable.Range(0, series).Select(_ => new float[segment])];
        _fourier = new FourierTransform(2 * segment);
        double[][] Buffers(int count, int length) => [.. Enumerable.Range(0, count).Select(_ => new double[length])];
        _spectra = Buffers(Pieces, 2 * segment);
        _scratch = [.. Enumerable.Range(0, Pieces).Select(_ => new Complex[2 * segment])];
        _sums = Buffers(groups.Length, segment / 2 + 1);
        _counts = new double[segment / 2 + 1];
    }

    /// <summary>Segments so far.</summary>
    public int Segments { get; private set; }

    /// <summary>Takes one sample of each series.</summary>
    public void Add(ReadOnlySpan<double> sample, Team team)
    {
        for (var s = 0; s < sample.Length; s++)
            _samples[s][_filled] = (float)sample[s];
        if (++_filled == _segment)
            Close(team);
    }

    /// <summary>Brings in a last segment that is not full.</summary>
    public void Finish(Team team)
    {
        if (_filled < 2)
            return;
        var full = Segments > 0;
        // A short rest says little, and would count as a block of its own.
        if (!full || _filled >= _segment / 2)
            Close(team);
    }

    void Close(Team team)
    {
        for (_group = 0; _group < _groups.Length; _group++)
        {
            team.Run(this, Pieces);
            var sum = new Complex[2 * _segment];
            foreach (var spectrum in _spectra)
            {
                for (var k = 0; k < spectrum.Length; k++)
                    sum[k] += spectrum[k];
            }
            // Of a spectrum that is even the transform is its own inverse, but for the factor.
            _fourier.Forward(sum);
            for (var k = 0; k < _counts.Length && k < _filled; k++)
                _sums[_group][k] += sum[k].Real / (2 * _segment);
        }
        for (var k = 0; k < _counts.Length && k < _filled; k++)
            _counts[k] += _filled - k;
        _filled = 0;
        Segments++;
        _readings.Tick(() => new Tally([.. _sums.SelectMany(s => s), .. _counts]));
    }

    public void Run(int index, int worker)
    {
        var spectrum = _spectra[index];
        spectrum.AsSpan().Clear();
        var work = _scratch[index];
        var group = _groups[_group];
        for (var pair = index; 2 * pair < group.Length; pair += Pieces)
        {
            // Two real series as one complex one: |A|² + |B|² = (|Z(k)|² + |Z(−k)|²) / 2.
            Array.Clear(work);
            var first = _samples[group[2 * pair]];
            var second = 2 * pair + 1 < group.Length ? _samples[group[2 * pair + 1]] : null;
            for (var k = 0; k < _filled; k++)
                work[k] = new Complex(first[k], second is null ? 0 : second[k]);
            _fourier.Forward(work);
            for (var k = 0; k < spectrum.Length; k++)
            {
                var (z, mirror) = (work[k], work[k == 0 ? 0 : spectrum.Length - k]);
                spectrum[k] += 0.5 * (z.Real * z.Real + z.Imaginary * z.Imaginary + mirror.Real * mirror.Real + mirror.Imaginary * mirror.Imaginary);
            }
        }
    }

    /// <summary>By group, the sum over its series of ⟨x(0) x(t)⟩, from lag 0 on; lags that no pair has are left out.</summary>
    public double[][] Correlations() => Of([.. _sums.SelectMany(s => s), .. _counts]);

    /// <summary>The same from blocks of segments alone.</summary>
    public double[][][] Blocks() => [.. _readings.Blocks().Select(b => Of(b.Values))];

    double[][] Of(double[] values)
    {
        var lags = _counts.Length;
        var counts = values.AsSpan(_groups.Length * lags).ToArray();
        var known = counts.TakeWhile(c => c > 0).Count();
        return [.. Enumerable.Range(0, _groups.Length).Select(g => Enumerable.Range(0, known).Select(k => values[g * lags + k] / counts[k]).ToArray())];
    }
}
