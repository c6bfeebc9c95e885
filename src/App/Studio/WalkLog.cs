using Athanor.Campaigns;

namespace Athanor.App.Studio;

/// <summary>The walks, each piece of them read from the store once.</summary>
sealed class WalkLog(IStore store)
{
    readonly Lock _lock = new();
    readonly Dictionary<string, Walk> _walks = [];

    /// <summary>Reads what came since the last time.</summary>
    public void Refresh(IEnumerable<string> walkers)
    {
        lock (_lock)
        {
            foreach (var name in walkers)
            {
                if (!_walks.TryGetValue(name, out var walk))
                    _walks[name] = walk = new Walk();
                var news = WalkTrace.Read(store, name, walk.LastStep);
                walk.Points.AddRange(news.Points);
                walk.Frames.AddRange(news.Frames);
            }
        }
    }

    /// <summary>As it is known by now; null where nobody of that name walks.</summary>
    public (WalkPoint[] Points, WalkFrame[] Frames)? Of(string walker)
    {
        lock (_lock)
            return _walks.TryGetValue(walker, out var walk) ? ([.. walk.Points], [.. walk.Frames]) : null;
    }

    /// <summary>The last step of points and of frames; −1 for none.</summary>
    public (long Point, long Frame) LastOf(string walker)
    {
        lock (_lock)
            return _walks.TryGetValue(walker, out var walk) ? (walk.LastPoint, walk.LastFrame) : (-1, -1);
    }

    sealed class Walk
    {
        public List<WalkPoint> Points { get; } = [];

        public List<WalkFrame> Frames { get; } = [];

        public long LastPoint => Points.Count > 0 ? Points[^1].Step : -1;

        public long LastFrame => Frames.Count > 0 ? Frames[^1].Step : -1;

        /// <summary>Points and frames are kept together, so all that comes later is of later steps.</summary>
        public long LastStep => Math.Max(LastPoint, LastFrame);
    }
}
