using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>
/// How atoms of two elements stand to one another. In a bulk g(r) = ⟨V n(r)⟩ / (N_pairs · 4πr²Δr), which is 1 where they know nothing of each other; without a volume, the density of distances for an atom of the first element, 1/Å.
/// </summary>
/// <param name="Pair">For example <c>Si–O</c>; coordination is of the first by the second.</param>
/// <param name="Radii">Middles of the intervals, Å.</param>
/// <param name="Values">g(r), or n(r) in 1/Å where there is no volume.</param>
/// <param name="Errors">Of the values, statistical, from blocks; NaN where there are fewer than four.</param>
/// <param name="Coordination">Mean number of atoms of the second element within the end of each interval of one of the first.</param>
/// <param name="IsBulk">Whether the values are g(r).</param>
/// <param name="Peak">Where the first peak stands and how high it is, and where the minimum after it is; null where none stands out.</param>
public sealed record PairDistribution(
    string Pair, Element First, Element Second, IReadOnlyList<double> Radii, IReadOnlyList<double> Values, IReadOnlyList<double> Errors, IReadOnlyList<double> Coordination, bool IsBulk, FirstShell? Peak);

/// <param name="Position">Å.</param>
/// <param name="Height">g, or the density of distances (1/Å), at its highest.</param>
/// <param name="Minimum">Å, after the peak; null where it is beyond what was counted.</param>
/// <param name="Coordination">Within the minimum, or null.</param>
public sealed record FirstShell(double Position, Estimate Height, double? Minimum, Estimate? Coordination);

/// <summary>Counts distances along a trajectory.</summary>
sealed class PairDistances : IGauge, IDisposable
{
    readonly ElementOrder _order;
    readonly int _bins;
    readonly bool _bulk;
    readonly PairCounter _counter;
    readonly BlockReadings<Tally> _readings = new();

    // Counts weighted by the volume (1 where there is none), then plain counts, then the number of frames.
    readonly double[] _sums;

    public PairDistances(Structure structure, ElementOrder order, TrajectorySettings settings)
    {
        _order = order;
        _bins = settings.Bins;
        Range = settings.Range ?? UsualRange(structure);
        _bulk = structure.Periodic.IsBulk;
        _counter = new PairCounter(order, Range, _bins);
        _sums = new double[2 * order.Pairs.Length * _bins + 1];
    }

    /// <summary>Å.</summary>
    public double Range { get; }

    static double UsualRange(Structure structure)
    {
        const double Most = 10;
        if (structure.Cell is not { } cell || !structure.Periodic.Any)
            return Most;
        var (p, h) = (structure.Periodic, cell.Heights);
        return Math.Min(Most, 0.5 * Math.Min(p.A ? h.X : 1e9, Math.Min(p.B ? h.Y : 1e9, p.C ? h.Z : 1e9)));
    }

    public void Take(Snapshot snapshot, Team team)
    {
        _counter.Count(snapshot.Structure, team);
        var counts = _counter.Counts;
        var volume = snapshot.Volume ?? 1;
        for (var k = 0; k < counts.Length; k++)
        {
            if (counts[k] == 0)
                continue;
            _sums[k] += volume * counts[k];
            _sums[counts.Length + k] += counts[k];
        }
        _sums[^1]++;
        _readings.Tick(() => new Tally([.. _sums]));
    }

    public PairDistribution[] Finish()
    {
        var blocks = _readings.Blocks();
        var radii = Enumerable.Range(0, _bins).Select(k => (k + 0.5) * Range / _bins).ToArray();
        return [.. _order.Pairs.Where(p => p.A != p.B || _order.Count(p.A) > 1 || _bulk).Select(p => One(p, radii, blocks))];
    }

    PairDistribution One((int A, int B) pair, double[] radii, Tally[] blocks)
    {
        var values = Distribution(pair, _sums);
        var coordination = Coordination(pair, _sums);
        var errors = BlockError.OfCurves([.. blocks.Select(b => Distribution(pair, b.Values))], _bins);
        return new PairDistribution(_order.NameOf(pair), _order.Elements[pair.A], _order.Elements[pair.B], radii, values, errors, coordination, _bulk, Shell(pair, radii, values, errors, coordination, blocks));
    }

    double[] Distribution((int A, int B) pair, double[] sums)
    {
        var (width, at) = (Range / _bins, _order.Pair(pair.A, pair.B) * _bins);
        if (!_bulk)
            return [.. Enumerable.Range(0, _bins).Select(k => PerFirst(pair, sums[at + k]) / sums[^1] / width)];
        double pairs = pair.A == pair.B ? 0.5 * _order.Count(pair.A) * (double)_order.Count(pair.A) : (double)_order.Count(pair.A) * _order.Count(pair.B);
        return [.. Enumerable.Range(0, _bins).Select(k => sums[at + k] / sums[^1] / (pairs * 4 * Math.PI / 3 * Math.Pow(width, 3) * (Math.Pow(k + 1, 3) - Math.Pow(k, 3))))];
    }

    double PerFirst((int A, int B) pair, double count) => (pair.A == pair.B ? 2 : 1) * count / _order.Count(pair.A);

    double[] Coordination((int A, int B) pair, double[] sums)
    {
        var at = (_order.Pairs.Length + _order.Pair(pair.A, pair.B)) * _bins;
        var running = new double[_bins];
        double sum = 0;
        for (var k = 0; k < _bins; k++)
            running[k] = PerFirst(pair, sum += sums[at + k]) / sums[^1];
        return running;
    }

    FirstShell? Shell((int A, int B) pair, double[] radii, double[] values, double[] errors, double[] coordination, Tally[] blocks)
    {
        var smooth = Enumerable.Range(0, _bins).Select(k => (values[Math.Max(0, k - 1)] + values[k] + values[Math.Min(_bins - 1, k + 1)]) / 3).ToArray();
        // Of molecules the first distances are bonds, and there are none between those and the next.
        var limit = _bulk ? 1 : 0;
        var begin = Array.FindIndex(smooth, v => v > limit);
        if (begin < 0)
            return null;
        var end = Array.FindIndex(smooth, begin, v => !(v > limit));
        if (end < 0)
            return null;
        var peak = Enumerable.Range(begin, end - begin).MaxBy(k => values[k]);
        var next = Array.FindIndex(smooth, end, v => v > limit);
        var height = new Estimate(values[peak], _bulk ? "" : "1/Å", errors[peak]);
        if (next < 0)
            return new FirstShell(radii[peak], height, null, null);
        // Of a crystal the counts are zero over a whole stretch; its middle is as good a minimum as any.
        var lowest = Enumerable.Range(end, next - end).Min(k => smooth[k]);
        var where = Enumerable.Range(end, next - end).Where(k => smooth[k] <= lowest + 1e-12).ToArray();
        var minimum = where[where.Length / 2];
        var error = BlockError.Of([.. blocks.Select(b => Coordination(pair, b.Values)[minimum])]);
        return new FirstShell(radii[peak], height, radii[minimum], new Estimate(coordination[minimum], "", error));
    }

    public void Dispose() => _counter.Dispose();
}
