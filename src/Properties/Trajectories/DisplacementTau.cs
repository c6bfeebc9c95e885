using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// Mean square displacements to lags of any length in memory that grows as the logarithm of time: as <see cref="MultipleTau"/>, but each level keeps every second position of the level below and averages none, because the
/// displacement of mean positions is not that of positions.
/// </summary>
sealed class DisplacementTau : IGauge
{
    const int Points = 16;

    /// <summary>Atoms of an element are told apart by so many groups, whose spread is the error that their number leaves.</summary>
    public const int Groups = 16;

    /// <summary>Levels that memory is set aside for in thought: half a million frames.</summary>
    const int UsualLevels = 16;

    readonly int[] _followed;
    readonly int[] _series;
    readonly double[] _masses;
    readonly bool _keepDrift;
    readonly List<Level> _levels = [];
    readonly BlockReadings<CorrelationSums> _readings = new();
    readonly double[] _atoms;
    Vec3 _start;
    long _count;

    public DisplacementTau(Structure structure, ElementOrder order, TrajectorySettings settings)
    {
        _keepDrift = settings.KeepDrift || structure.Count == 1;
        Stride = (int)Math.Max(1, Math.Ceiling((double)structure.Count * Points * UsualLevels * 24 / settings.Memory));
        _followed = [.. Enumerable.Range(0, structure.Count).Where(i => i % Stride == 0)];
        _masses = [.. Enumerable.Range(0, structure.Count).Select(structure.MassOf)];
        _atoms = new double[order.Elements.Length * Groups];
        var seen = new int[order.Elements.Length];
        _series = [.. _followed.Select(atom => order.KindOf[atom] * Groups + seen[order.KindOf[atom]]++ % Groups)];
        foreach (var series in _series)
            _atoms[series]++;
    }

    /// <summary>Every how many-th atom is followed.</summary>
    public int Stride { get; }

    public void Take(Snapshot snapshot, Team team)
    {
        var centre = Vec3.Zero;
        if (!_keepDrift)
        {
            for (var i = 0; i < _masses.Length; i++)
                centre += _masses[i] * snapshot.Unwrapped[i];
            centre = 1 / _masses.Sum() * centre;
        }
        if (_count == 0)
            _start = centre;
        var sample = new Vec3[_followed.Length];
        for (var k = 0; k < sample.Length; k++)
            sample[k] = snapshot.Unwrapped[_followed[k]] - (centre - _start);
        for (var level = 0; _count % (1L << level) == 0 && (level == 0 || _count > 0); level++)
        {
            if (level == _levels.Count)
            {
                // A level that begins late begins with the first positions, as if it had been there.
                _levels.Add(new Level(_atoms.Length));
                if (level > 0)
                    _levels[level].Put(_levels[level - 1].Oldest);
            }
            _levels[level].Add(sample, level == 0 ? 0 : Points / 2, _series);
        }
        _count++;
        _readings.Tick(Read);
    }

    /// <summary>Series are elements by groups; sums are those over a group's atoms.</summary>
    public CorrelationSums Read()
    {
        List<double> lags = [];
        List<long> counts = [];
        List<double[]> sums = [];
        for (var level = 0; level < _levels.Count; level++)
        {
            for (var lag = level == 0 ? 0 : Points / 2; lag < Points && _levels[level].Counts[lag] > 0; lag++)
            {
                lags.Add((double)lag * (1L << level));
                counts.Add(_levels[level].Counts[lag]);
                sums.Add([.. _levels[level].Sums[lag]]);
            }
        }
        return new CorrelationSums([.. lags], [.. counts], [.. sums], _count, new double[_atoms.Length]);
    }

    /// <summary>Atoms of each group of an element; none in the last ones where there are few atoms.</summary>
    public double[] AtomsOf(int kind) => _atoms[(kind * Groups)..((kind + 1) * Groups)];

    public CorrelationSums[] Blocks() => _readings.Blocks();

    sealed class Level(int series)
    {
        readonly Vec3[]?[] _past = new Vec3[]?[Points];
        long _seen;

        public double[][] Sums { get; } = [.. Enumerable.Range(0, Points).Select(_ => new double[series])];

        public long[] Counts { get; } = new long[Points];

        public Vec3[] Oldest => _past[0]!;

        public void Put(Vec3[] sample) => _past[_seen++ % Points] = sample;

        public void Add(Vec3[] sample, int first, int[] series)
        {
            Put(sample);
            for (var lag = first; lag < Points && lag < _seen; lag++)
            {
                var past = _past[(_seen - 1 - lag) % Points]!;
                var sums = Sums[lag];
                for (var k = 0; k < sample.Length; k++)
                    sums[series[k]] += (sample[k] - past[k]).LengthSquared;
                Counts[lag]++;
            }
        }
    }
}
