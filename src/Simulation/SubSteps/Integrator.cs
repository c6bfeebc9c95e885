using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// A step of dynamics as a list of sub-steps, in order. Neighbouring sub-steps that act atom by atom are carried out together, chunk after chunk, so
/// that a chunk is read into the cache once; large systems share chunks among the threads. The result does not depend on either.
/// </summary>
sealed class Integrator : IJob
{
    /// <summary>Below this a second thread costs more than it brings.</summary>
    const int SmallestShared = 8192;

    readonly SubStep[][] _groups;
    DynamicState? _state;
    SubStep[] _group = [];

    /// <param name="subSteps">One of them evaluates the forces.</param>
    public Integrator(params IReadOnlyList<SubStep> subSteps)
    {
        var groups = new List<List<SubStep>>();
        foreach (var subStep in subSteps)
        {
            if (groups.Count == 0 || subStep.AwaitsAll)
                groups.Add([]);
            groups[^1].Add(subStep);
        }
        _groups = [.. groups.Select(g => g.ToArray())];
    }

    /// <summary>Makes room; called once before the first <see cref="Step"/>.</summary>
    public void Bind(DynamicState state, int threads)
    {
        foreach (var subStep in _groups.SelectMany(g => g))
            subStep.Bind(state, threads);
    }

    /// <summary>Advances by one time step.</summary>
    public void Step(DynamicState state, Team team)
    {
        _state = state;
        var chunks = AtomChunk.CountFor(state.Count);
        foreach (var group in _groups)
        {
            foreach (var subStep in group)
                subStep.Prepare(state);
            _group = group;
            (state.Count < SmallestShared ? Team.Single : team).Run(this, chunks);
            foreach (var subStep in group)
                subStep.Finish(state);
        }
        state.Step++;
    }

    void IJob.Run(int index, int worker)
    {
        var first = index * AtomChunk.Size;
        var chunk = new AtomChunk(index, first, Math.Min(AtomChunk.Size, _state!.Count - first), worker);
        foreach (var subStep in _group)
            subStep.Apply(_state, chunk);
    }
}
