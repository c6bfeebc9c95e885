using Athanor.Campaigns;

namespace Athanor.App.Studio;

/// <summary>A label as the page lists it; its structure is not kept.</summary>
sealed record LabelLine(long Number, long Candidate, string Oracle, string Worker, double Seconds, DateTimeOffset At);

/// <summary>What only grows in a store: each label and each event is read from it once, however many look at the page.</summary>
sealed class GrowingLog(IStore store)
{
    /// <summary>Events that are kept; older ones are in the store.</summary>
    const int MostEvents = 400;

    const int LastLabels = 8;

    readonly Lock _lock = new();
    readonly Queue<LabelLine> _labels = new();
    readonly Queue<CampaignEvent> _events = new();
    readonly SortedDictionary<string, (long Labels, double Seconds)> _workers = new(StringComparer.Ordinal);
    long _lastLabel, _lastEvent;

    public void Refresh()
    {
        lock (_lock)
        {
            foreach (var label in store.Labels(_lastLabel))
            {
                _lastLabel = label.Number;
                _labels.Enqueue(new LabelLine(label.Number, label.Candidate.Number, label.Label.Oracle, label.Worker, label.Label.Seconds, label.At));
                if (_labels.Count > LastLabels)
                    _labels.Dequeue();
                var (labels, seconds) = _workers.GetValueOrDefault(label.Worker);
                _workers[label.Worker] = (labels + 1, seconds + label.Label.Seconds);
            }
            foreach (var line in store.Events(_lastEvent))
            {
                _lastEvent = line.Number;
                _events.Enqueue(line);
                if (_events.Count > MostEvents)
                    _events.Dequeue();
            }
        }
    }

    /// <summary>The newest first.</summary>
    public LabelLine[] NewestLabels()
    {
        lock (_lock)
            return [.. _labels.Reverse()];
    }

    /// <summary>The oldest first.</summary>
    public CampaignEvent[] EventsAfter(long number)
    {
        lock (_lock)
            return [.. _events.Where(e => e.Number > number)];
    }

    /// <summary>Labels that each worker handed in, and the seconds they took.</summary>
    public (string Name, long Labels, double Seconds)[] Workers()
    {
        lock (_lock)
            return [.. _workers.Select(w => (w.Key, w.Value.Labels, w.Value.Seconds))];
    }
}
