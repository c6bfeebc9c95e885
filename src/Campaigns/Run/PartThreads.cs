using System.Runtime.ExceptionServices;

namespace Athanor.Campaigns;

/// <summary>Parts at work, each in a thread of its own. One that fails ends the others.</summary>
sealed class PartThreads
{
    readonly CancellationTokenSource _end;
    readonly Thread[] _threads;
    Exception? _problem;

    public PartThreads(IReadOnlyList<ICampaignPart> parts, CancellationTokenSource end)
    {
        _end = end;
        _threads = [.. parts.Select(p => new Thread(() => Work(p)) { IsBackground = true, Name = $"Athanor {p.Name}" })];
        Array.ForEach(_threads, t => t.Start());
    }

    public bool Failed => Volatile.Read(ref _problem) is not null;

    /// <summary>Tells them to end, and waits until they have.</summary>
    public void End()
    {
        _end.Cancel();
        Array.ForEach(_threads, t => t.Join());
    }

    /// <summary>What one of them failed of, if one has.</summary>
    public void Throw()
    {
        if (_problem is not null)
            ExceptionDispatchInfo.Throw(_problem);
    }

    void Work(ICampaignPart part)
    {
        try
        {
            part.Run(_end.Token);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref _problem, e, null);
            _end.Cancel();
        }
    }
}
