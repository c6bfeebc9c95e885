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
    static Team? _serving;

    readonly Thread[] _workers;
    readonly Lock _entrance = new();
    readonly object _bed = new();
    readonly object _finish = new();

    IJob? _job;
    int _count;
    int _remaining;
    int _done;
    int _asleep;
    int _callerAsleep;
    int _failedIndex;
    Exception? _failure;
    volatile bool _disposed;

    /// <summary>A team of the calling thread alone.</summary>
    public static Team Single { get; } = new(1);

    /// <summary>Starts a team.</summary>
    /// <param name="threads">How many threads work, the caller of <see cref="Run(IJob, int)"/> among them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is below one.</exception>
    public Team(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _workers = new Thread[threads - 1];
        for (var i = 0; i < _workers.Length; i++)
        {
            var worker = i + 1;
            _workers[i] = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"Athanor worker {worker}" };
            _workers[i].Start();
        }
    }

    /// <summary>Number of threads, the caller's among them.</summary>
    public int Threads => _workers.Length + 1;

    /// <summary>How many workers sleep at this moment.</summary>
    internal int Sleeping => Volatile.Read(ref _asleep);

    /// <summary>
    /// Runs <paramref name="job"/> for every index in 0 … <paramref name="count"/> − 1 and returns when all are done.
    /// Calls from several threads take turns.
    /// </summary>
    /// <remarks>Where pieces throw, the exception of the lowest index that threw is thrown here, after every piece below it has run.</remarks>
    /// <exception cref="InvalidOperationException">Called from within a job of the same team, which would wait for itself.</exception>
    public void Run(IJob job, int count)
    {
        if (_workers.Length == 0)
        {
            for (var i = 0; i < count; i++)
                job.Run(i, 0);
            return;
        }
        if (_serving == this)
            throw new InvalidOperationException("A job may not run another job on its own team; give the inner one Team.Single.");
        if (count <= 0)
            return;
        lock (_entrance)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            RunShared(job, count);
        }
    }

    /// <summary>The same for pieces that are one function of their index. It allocates: for pieces that take long.</summary>
    /// <inheritdoc cref="Run(IJob, int)"/>
    public void Run(Action<int> piece, int count) => Run(new Pieces(piece), count);

    void RunShared(IJob newJob, int newCount)
    {
        _job = newJob;
        _count = newCount;
        _done = 0;
        _failedIndex = int.MaxValue;
        _failure = null;
        Interlocked.Exchange(ref _remaining, newCount);
        if (newCount > 1 && Volatile.Read(ref _asleep) > 0)
        {
            lock (_bed)
                Monitor.PulseAll(_bed);
        }
        var before = _serving;
        _serving = this;
        Drain(0);
        _serving = before;
        AwaitFinish(newCount);
        _job = null;
        if (_failure is { } thrown)
        {
            _failure = null;
            ExceptionDispatchInfo.Throw(thrown);
        }
    }

    void AwaitFinish(int all)
    {
        var spin = new Spinner();
        while (Volatile.Read(ref _done) < all)
        {
            if (spin.Once())
                continue;
            lock (_finish)
            {
                Interlocked.Exchange(ref _callerAsleep, 1);
                while (Volatile.Read(ref _done) < all)
                    Monitor.Wait(_finish);
                _callerAsleep = 0;
            }
        }
    }

    void Drain(int worker)
    {
        while (true)
        {
            var left = Volatile.Read(ref _remaining);
            if (left <= 0)
                return;
            if (Interlocked.CompareExchange(ref _remaining, left - 1, left) != left)
                continue;
            var all = _count;
            Perform(all - left, worker);
            if (Interlocked.Increment(ref _done) == all && Volatile.Read(ref _callerAsleep) != 0)
            {
                lock (_finish)
                    Monitor.PulseAll(_finish);
            }
        }
    }

    void Perform(int index, int worker)
    {
        // After a failure later pieces are skipped, earlier ones are not: the lowest failing index does not depend on timing.
        if (index > Volatile.Read(ref _failedIndex))
            return;
        try
        {
            _job!.Run(index, worker);
        }
#pragma warning disable CA1031 // whatever a piece throws is thrown again from Run
        catch (Exception e)
#pragma warning restore CA1031
        {
            lock (_finish)
            {
                if (index < _failedIndex)
                {
                    _failedIndex = index;
                    _failure = e;
                }
            }
        }
    }

    void Serve(int worker)
    {
        _serving = this;
        while (!_disposed)
        {
            Drain(worker);
            var spin = new Spinner();
            while (Volatile.Read(ref _remaining) <= 0 && !_disposed)
            {
                if (!spin.Once())
                    Sleep();
            }
        }
    }

    void Sleep()
    {
        lock (_bed)
        {
            // Counted before looking once more: either this sees the new run, or Run sees a sleeper and wakes it.
            Interlocked.Increment(ref _asleep);
            while (Volatile.Read(ref _remaining) <= 0 && !_disposed)
                Monitor.Wait(_bed);
            Interlocked.Decrement(ref _asleep);
        }
    }

    /// <summary>Ends the threads. Waits for a run in progress.</summary>
    public void Dispose()
    {
        if (_workers.Length == 0)
            return;
        lock (_entrance)
        {
            _disposed = true;
            lock (_bed)
                Monitor.PulseAll(_bed);
        }
        foreach (var worker in _workers)
            worker.Join();
    }

    sealed class Pieces(Action<int> piece) : IJob
    {
        public void Run(int index, int worker) => piece(index);
    }

    struct Spinner
    {
        long _until;

        /// <summary>Waits a moment; false once the spinning time is over.</summary>
        public bool Once()
        {
            Thread.SpinWait(8);
            var now = System.Diagnostics.Stopwatch.GetTimestamp();
            if (_until == 0)
                _until = now + SpinTicks;
            return now < _until;
        }
    }
}
