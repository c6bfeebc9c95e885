using Athanor.Atoms;

namespace Athanor.Campaigns;

/// <summary>Writes a walker's trace. A chunk is written whole each time, with the walker's checkpoint; what came after the last checkpoint of a walker that was killed is cut off when it goes on.</summary>
sealed class WalkRecorder
{
    /// <summary>Steps between points at first; twice that after so many chunks, and so on, or long walks would fill the store.</summary>
    const int Steps = 20, Chunks = 4;

    /// <summary>Points between frames.</summary>
    const int FrameEvery = 25;

    readonly string _walker;
    readonly WalkerState _state;
    TraceChunk _chunk;
    double _largest;
    long _last;

    public WalkRecorder(IStore store, string walker, WalkerState state)
    {
        (_walker, _state) = (walker, state);
        _chunk = state.Chunk > 0 && store.Load(TraceChunk.NameOf(walker, state.Chunk)) is { } kept ? TraceChunk.FromBytes(kept.Bytes) : new TraceChunk();
        _chunk.Points.RemoveRange(Math.Min(state.Points, _chunk.Points.Count), Math.Max(0, _chunk.Points.Count - state.Points));
        _chunk.Frames.RemoveRange(Math.Min(state.Frames, _chunk.Frames.Count), Math.Max(0, _chunk.Frames.Count - state.Frames));
        _state.Chunk = Math.Max(1, state.Chunk);
        _last = _chunk.Points.Count > 0 ? _chunk.Points[^1].Step : long.MinValue;
    }

    /// <summary>Takes note of a point; of one without a mark only where it is time for one.</summary>
    /// <returns>What has to be saved at once because a chunk is full; null for nothing.</returns>
    public Checkpoint? Add(in WalkPoint point, Structure structure)
    {
        if (point.Disagreement > _largest)
            _largest = point.Disagreement;
        var interval = (long)Steps << Math.Min(20, (_state.Chunk - 1) / Chunks);
        if (point.Mark == WalkMark.None && _last != long.MinValue && point.Step - _last < interval)
            return null;
        _chunk.Points.Add(point with { Disagreement = _largest });
        if (point.Mark is not (WalkMark.None or WalkMark.Waited) || _chunk.Points.Count % FrameEvery == 1)
            _chunk.Frames.Add(new WalkFrame(point.Step, Bare(structure)));
        (_largest, _last) = (0, point.Step);
        if (!_chunk.IsFull)
            return null;
        var full = new Checkpoint(TraceChunk.NameOf(_walker, _state.Chunk), _chunk.ToBytes());
        _chunk = new TraceChunk();
        _state.Chunk++;
        return full;
    }

    /// <summary>The state and the trace up to it.</summary>
    public IReadOnlyList<Checkpoint> Checkpoints()
    {
        (_state.Points, _state.Frames) = (_chunk.Points.Count, _chunk.Frames.Count);
        return [_state.ToCheckpoint(_walker), new Checkpoint(TraceChunk.NameOf(_walker, _state.Chunk), _chunk.ToBytes()), TraceChunk.Head(_walker, _state.Chunk)];
    }

    static Structure Bare(Structure structure)
    {
        var bare = structure.Clone();
        bare.Velocities = null;
        return bare;
    }
}
