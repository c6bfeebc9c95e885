using Athanor.Numerics;
using Athanor.Potentials.Nep;

namespace Athanor.Learning;

/// <summary>Descriptors of all atoms of some frames under given parameters, a frame a piece.</summary>
sealed class NepDescriptors : IJob
{
    readonly IReadOnlyList<NepFrame> _frames;
    readonly NepRows<double>[] _rows;
    readonly double[][] _values;
    readonly int _length;

    NepDescriptors(NepRowWeights<double> weights, IReadOnlyList<NepFrame> frames, Team team)
    {
        (_frames, _length) = (frames, weights.Parameters.Inputs);
        _rows = [.. Enumerable.Range(0, team.Threads).Select(_ => NepRows<double>.Open(weights))];
        _values = new double[frames.Count][];
    }

    /// <summary>By frame: [atom, component], not scaled.</summary>
    internal static double[][] Of(NepParameters parameters, ReadOnlySpan<double> values, IReadOnlyList<NepFrame> frames, Team team)
    {
        using var weights = new NepRowWeights<double>(parameters, Widths.DoubleLanes);
        weights.Set(values);
        var job = new NepDescriptors(weights, frames, team);
        team.Run(job, frames.Count);
        foreach (var rows in job._rows)
            rows.Dispose();
        return job._values;
    }

    void IJob.Run(int index, int worker)
    {
        var frame = _frames[index];
        var values = _values[index] = new double[frame.Atoms * _length];
        for (var i = 0; i < frame.Atoms; i++)
            _rows[worker].Descriptor(frame, i, values.AsSpan(i * _length, _length));
    }
}
