using System.Runtime.ExceptionServices;

namespace Athanor.Numerics;

/// <summary>Work divided into numbered pieces, each independent of the others.</summary>
public interface IJob
{
    /// <summary>
    /// Does piece <paramref name="index"/>. What it computes must depend on the index alone; <paramref name="worker"/>
    /// (0 to <see cref="Team.Threads"/> − 1) only says whose scratch memory to use.
    /// </summary>
    void Run(int index, int worker);
}

/// <summary>
/// A team of threads that runs the pieces of a job. The pieces are fixed by the caller, so results do not depend on the number of threads;
/// which worker takes which piece is not fixed. A call costs about a microsecond and allocates nothing; an idle team sleeps.
/// </summary>
/// <remarks>
/// A worker spins for some tens of microseconds after its last piece, because the next step usually comes soon, and then sleeps. Pieces
/// are claimed by counting <c>remaining</c> down; a claim holds its run alive, so a late riser can neither miss a run's end nor spoil the next.
/// </remarks>
public sealed class Team : IDisposable
{
    const double SpinMicroseconds = 30;

    static readonly long SpinTicks = (long)(SpinMicroseconds * 1e-6 * System.Diagnostics.Stopwatch.Frequency);

    [ThreadStatic]
    static Team? serving;

    readonly Thread[] workers;
    readonly Lock entrance = new();
    readonly object bed = new();
    readonly object finish = new();

    IJob? job;
    int count;
    int remaining;
    int done;
    int asleep;
    int callerAsleep;
    int failedIndex;
    Exception? failure;
    volatile bool disposed;

    /// <summary>A team of the calling thread alone.</summary>
    public static Team Single { get; } = new(1);

    /// <summary>Starts a team.</summary>
    /// <param name="threads">How many threads work, the caller of <see cref="Run"/> among them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is below one.</exception>
    public Team(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        workers = new Thread[threads - 1];
        for (var i = 0; i < workers.Length; i++)
        {
            var worker = i + 1;
            workers[i] = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"Athanor worker {worker}" };
            workers[i].Start();
        }
    }

    /// <summary>Number of threads, the caller's among them.</summary>
    public int Threads => workers.Length + 1;

    /// <summary>How many workers sleep at this moment.</summary>
    internal int Sleeping => Volatile.Read(ref asleep);

    /// <summary>
    /// Runs <paramref name="job"/> for every index in 0 … <paramref name="count"/> − 1 and returns when all are done.
    /// Calls from several threads take turns.
    /// </summary>
    /// <remarks>Where pieces throw, the exception of the lowest index that threw is thrown here, after every piece below it has run.</remarks>
    /// <exception cref="InvalidOperationException">Called from within a job of the same team, which would wait for itself.</exception>
    public void Run(IJob job, int count)
    {
        if (workers.Length == 0)
        {
            for (var i = 0; i < count; i++)
                job.Run(i, 0);
            return;
        }
        if (serving == this)
            throw new InvalidOperationException("A job may not run another job on its own team; give the inner one Team.Single.");
        if (count <= 0)
            return;
        lock (entrance)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            RunShared(job, count);
        }
    }

    void RunShared(IJob newJob, int newCount)
    {
        job = newJob;
        count = newCount;
        done = 0;
        failedIndex = int.MaxValue;
        failure = null;
        Interlocked.Exchange(ref remaining, newCount);
        if (newCount > 1 && Volatile.Read(ref asleep) > 0)
        {
            lock (bed)
                Monitor.PulseAll(bed);
        }
        var before = serving;
        serving = this;
        Drain(0);
        serving = before;
        AwaitFinish(newCount);
        job = null;
        if (failure is { } thrown)
        {
            failure = null;
            ExceptionDispatchInfo.Throw(thrown);
        }
    }

    void AwaitFinish(int all)
    {
        var spin = new Spinner();
        while (Volatile.Read(ref done) < all)
        {
            if (spin.Once())
                continue;
            lock (finish)
            {
                Interlocked.Exchange(ref callerAsleep, 1);
                while (Volatile.Read(ref done) < all)
                    Monitor.Wait(finish);
                callerAsleep = 0;
            }
        }
    }

    void Drain(int worker)
    {
        while (true)
        {
            var left = Volatile.Read(ref remaining);
            if (left <= 0)
                return;
            if (Interlocked.CompareExchange(ref remaining, left - 1, left) != left)
                continue;
            var all = count;
            Perform(all - left, worker);
            if (Interlocked.Increment(ref done) == all && Volatile.Read(ref callerAsleep) != 0)
            {
                lock (finish)
                    Monitor.PulseAll(finish);
            }
        }
    }

    void Perform(int index, int worker)
    {
        // After a failure later pieces are skipped, earlier ones are not: the lowest failing index does not depend on timing.
        if (index > Volatile.Read(ref failedIndex))
            return;
        try
        {
            job!.Run(index, worker);
        }
#pragma warning disable CA1031 // whatever a piece throws is thrown again from Run
        catch (Exception e)
#pragma warning restore CA1031
        {
            lock (finish)
            {
                if (index < failedIndex)
                {
                    failedIndex = index;
                    failure = e;
                }
            }
        }
    }

    void Serve(int worker)
    {
        serving = this;
        while (!disposed)
        {
            Drain(worker);
            var spin = new Spinner();
            while (Volatile.Read(ref remaining) <= 0 && !disposed)
            {
                if (!spin.Once())
                    Sleep();
            }
        }
    }

    void Sleep()
    {
        lock (bed)
        {
            // Counted before looking once more: either this sees the new run, or Run sees a sleeper and wakes it.
            Interlocked.Increment(ref asleep);
            while (Volatile.Read(ref remaining) <= 0 && !disposed)
                Monitor.Wait(bed);
            Interlocked.Decrement(ref asleep);
        }
    }

    /// <summary>Ends the threads. Waits for a run in progress.</summary>
    public void Dispose()
    {
        if (workers.Length == 0)
            return;
        lock (entrance)
        {
            disposed = true;
            lock (bed)
                Monitor.PulseAll(bed);
        }
        foreach (var worker in workers)
            worker.Join();
    }

    struct Spinner
    {
        long until;

        /// <summary>Waits a moment; false once the spinning time is over.</summary>
        public bool Once()
        {
            Thread.SpinWait(8);
            var now = System.Diagnostics.Stopwatch.GetTimestamp();
            if (until == 0)
                until = now + SpinTicks;
            return now < until;
        }
    }
}
