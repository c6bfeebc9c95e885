namespace Athanor.Campaigns;

/// <summary>Keeps a lease while the work takes longer: renews it each time a third of it has passed.</summary>
sealed class Renewal : IDisposable
{
    readonly IStore _store;
    readonly Lease _lease;
    readonly Timer _timer;

    public Renewal(IStore store, Lease lease)
    {
        (_store, _lease) = (store, lease);
        var third = lease.Terms.Duration / 3;
        _timer = new Timer(_ => Renew(), null, third, third);
    }

    /// <summary>Waits for a renewal that is under way.</summary>
    public void Dispose()
    {
        using var done = new ManualResetEvent(false);
        if (_timer.Dispose(done))
            done.WaitOne();
    }

    void Renew()
    {
        try
        {
            _store.Renew(_lease);
        }
        catch (StoreException)
        {
            // The label can be handed in even where the lease has run out, and whoever does hears of what is wrong then.
        }
    }
}
