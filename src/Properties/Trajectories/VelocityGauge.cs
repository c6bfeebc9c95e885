using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>Gathers velocities for their autocorrelation by element, and the current of charges where atoms have some.</summary>
sealed class VelocityGauge : IGauge
{
    /// <summary>Shorter segments hold no correlation worth the name.</summary>
    const int ShortestSegment = 32;

    readonly ElementOrder _order;
    readonly int[] _followed;
    readonly double[] _masses;
    readonly bool _keepDrift;
    readonly double[] _sample;

    public VelocityGauge(Structure structure, ElementOrder order, TrajectorySettings settings, double timeStep)
    {
        _order = order;
        _keepDrift = settings.KeepDrift || structure.Count == 1;
        var segment = Segment(settings, timeStep);
        Stride = (int)Math.Max(1, Math.Ceiling(12.0 * structure.Count * segment / settings.Memory));
        _followed = [.. Enumerable.Range(0, structure.Count).Where(i => i % Stride == 0)];
        _masses = [.. Enumerable.Range(0, structure.Count).Select(structure.MassOf)];
        _sample = new double[3 * _followed.Length];
        int[] OfKind(int kind) => [.. Enumerable.Range(0, _followed.Length).Where(k => order.KindOf[_followed[k]] == kind).SelectMany(k => new[] { 3 * k, 3 * k + 1, 3 * k + 2 })];
        int[][] groups = [.. Enumerable.Range(0, order.Elements.Length).Select(OfKind)];
        Followed = [.. groups.Select(g => g.Length / 3)];
        Correlation = new SegmentCorrelation(_sample.Length, groups, segment);
    }

    public SegmentCorrelation Correlation { get; }

    /// <summary>Every how many-th atom is followed.</summary>
    public int Stride { get; }

    /// <summary>Atoms followed, by element.</summary>
    public int[] Followed { get; }

    public bool ByDifferences { get; private set; }

    public static int Segment(TrajectorySettings settings, double timeStep)
    {
        var wanted = 2 * settings.CorrelationTime / timeStep;
        var most = settings.ExpectedFrames is { } frames ? Math.Max(ShortestSegment, (frames - settings.Skip) / settings.Every / 8) : int.MaxValue;
        var segment = ShortestSegment;
        while (segment < wanted && 2 * segment <= most && segment < 1 << 16)
            segment *= 2;
        return segment;
    }

    public void Take(Snapshot snapshot, Team team)
    {
        if (snapshot.Velocities is not { } velocities)
            return;
        ByDifferences |= snapshot.ByDifferences;
        var drift = Vec3.Zero;
        if (!_keepDrift)
        {
            for (var i = 0; i < _masses.Length; i++)
                drift += _masses[i] * velocities[i];
            drift = 1 / _masses.Sum() * drift;
        }
        for (var k = 0; k < _followed.Length; k++)
        {
            var v = velocities[_followed[k]] - drift;
            (_sample[3 * k], _sample[3 * k + 1], _sample[3 * k + 2]) = (v.X, v.Y, v.Z);
        }
        Correlation.Add(_sample, team);
    }
}
