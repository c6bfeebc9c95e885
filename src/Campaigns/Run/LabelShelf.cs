namespace Athanor.Campaigns;

/// <summary>The labels of a store, each read once in a process.</summary>
public sealed class LabelShelf(IStore store)
{
    readonly Lock _lock = new();
    readonly Dictionary<long, long> _numberOf = [];
    LabelledCandidate[] _all = [];

    /// <summary>All that are there now, in the order in which they came.</summary>
    public IReadOnlyList<LabelledCandidate> Read()
    {
        lock (_lock)
        {
            var news = store.Labels(after: _all.Length);
            if (news.Count > 0)
            {
                _all = [.. _all, .. news];
                foreach (var label in news)
                    _numberOf[label.Candidate.Number] = label.Number;
            }
            return _all;
        }
    }

    /// <summary>The number of a candidate's label; null where it has none.</summary>
    public long? NumberOf(long candidate)
    {
        lock (_lock)
        {
            if (!_numberOf.ContainsKey(candidate))
                Read();
            return _numberOf.TryGetValue(candidate, out var number) ? number : null;
        }
    }
}
