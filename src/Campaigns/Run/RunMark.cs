using System.Diagnostics;
using System.Text;

namespace Athanor.Campaigns;

/// <summary>Says in the store which process runs the campaign: two of them would move the same walkers. One that was killed is told from one that lives, and stands in nobody's way.</summary>
sealed class RunMark : IDisposable
{
    const string Name = "campaign/run";

    /// <summary>After so long without a word a process of another machine is taken to be dead.</summary>
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(15), Every = TimeSpan.FromSeconds(2);

    readonly IStore _store;
    readonly string _own = Guid.NewGuid().ToString("N");
    readonly Stopwatch _since = Stopwatch.StartNew();

    /// <exception cref="StoreException">Another process runs it.</exception>
    public RunMark(IStore store)
    {
        _store = store;
        if (store.Load(Name) is { } checkpoint && Encoding.UTF8.GetString(checkpoint.Bytes).Split('\n') is [var machine, var id, var begun, var at, _]
            && DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(at)) < Silence && (machine != Environment.MachineName || Lives(int.Parse(id), begun)))
        {
            throw new StoreException($"{store.Address} is a campaign that process {id} on {machine} is running. End that one first; for more oracle workers on it there is 'athanor worker'.");
        }
        Write();
    }

    /// <summary>Says that it still runs; writes every few seconds only.</summary>
    public void Renew()
    {
        if (_since.Elapsed < Every)
            return;
        Write();
        _since.Restart();
    }

    public void Dispose()
    {
        try
        {
            _store.Save(new Checkpoint(Name, []));
        }
        catch (StoreException)
        {
            // It is the store that failed, then, and somebody has heard of it; the mark gets old by itself.
        }
    }

    void Write() => _store.Save(new Checkpoint(Name, Encoding.UTF8.GetBytes(string.Join('\n', Environment.MachineName, Environment.ProcessId, BegunOf(Process.GetCurrentProcess()), DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), _own))));

    static bool Lives(int id, string begun)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return BegunOf(process) == begun;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>To the second: numbers of processes are used again.</summary>
    static string BegunOf(Process process) => new DateTimeOffset(process.StartTime).ToUnixTimeSeconds().ToString();
}
