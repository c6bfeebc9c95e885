namespace Athanor.Campaigns;

/// <summary>Wakes the parts of one process when another of them has done something. Parts in other processes are not heard: whoever waits looks at the store now and then all the same.</summary>
public sealed class News
{
    readonly object _lock = new();
    long _count;

    /// <summary>How often there was news.</summary>
    public long Count
    {
        get
        {
            lock (_lock)
                return _count;
        }
    }

    public void Tell()
    {
        lock (_lock)
        {
            _count++;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Returns when there is news that came after <paramref name="seen"/>, after a time, or where it is cancelled.</summary>
    public void Wait(long seen, TimeSpan most, CancellationToken cancellation)
    {
        using var _ = cancellation.UnsafeRegister(static news => ((News)news!).Tell(), this);
        lock (_lock)
        {
            if (_count == seen && !cancellation.IsCancellationRequested)
                Monitor.Wait(_lock, most);
        }
    }
}
