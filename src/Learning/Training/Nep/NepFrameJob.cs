using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Nep;

namespace Athanor.Learning;

/// <summary>Edges of all frames, a frame a piece.</summary>
sealed class NepFrameJob : IJob
{
    readonly NepForm _form;
    readonly IReadOnlyList<Frame> _frames;
    readonly NepFrame[] _edges;
    readonly Neighbours[] _neighbours;

    NepFrameJob(NepForm form, IReadOnlyList<Frame> frames, Team team)
    {
        (_form, _frames, _edges) = (form, frames, new NepFrame[frames.Count]);
        _neighbours = [.. Enumerable.Range(0, team.Threads).Select(_ => new Neighbours(Math.Max(form.RadialCutoffs.Max(), form.AngularCutoffs.Max()), 0))];
    }

    internal static NepFrame[] Run(NepForm form, IReadOnlyList<Frame> frames, Team team)
    {
        var job = new NepFrameJob(form, frames, team);
        team.Run(job, frames.Count);
        foreach (var neighbours in job._neighbours)
            neighbours.Dispose();
        return job._edges;
    }

    void IJob.Run(int index, int worker) => _edges[index] = NepFrame.Of(_frames[index].Structure, _form, _neighbours[worker]);
}
