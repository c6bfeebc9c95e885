namespace Athanor.App;

/// <summary>
/// Says on stderr that work goes on. The work counts (<see cref="Add"/> costs some nanoseconds and may come from any thread); a thread of its own looks
/// now and then and shows: a bar to a person, lines to a file. Work that ends within half a second shows nothing.
/// </summary>
sealed class Progress : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);

    readonly ManualResetEventSlim _finished = new();
    readonly Thread _display;
    long _done;
    long _total;

    public Progress(string what, string unit, long? total, Screen screen)
    {
        (What, Unit, Total) = (what, unit, total);
        IProgressDisplay display = screen.IsWatched ? new BarDisplay() : new LineDisplay();
        _display = new Thread(() =>
        {
            if (!_finished.Wait(Patience))
                display.Show(this, screen.Remarks, _finished);
        })
        {
            IsBackground = true,
            Name = "Athanor progress",
        };
        _display.Start();
    }

    public string What { get; }

    /// <summary>Plural: "frames".</summary>
    public string Unit { get; }

    /// <summary>Null as long as nobody knows.</summary>
    public long? Total
    {
        get => Interlocked.Read(ref _total) is >= 0 and var total ? total : null;
        set => Interlocked.Exchange(ref _total, value ?? -1);
    }

    public long Done => Interlocked.Read(ref _done);

    /// <summary>What else is worth seeing ("301 K, −4.32 eV/atom"); null for nothing.</summary>
    public string? Status { get; set; }

    public System.Diagnostics.Stopwatch Watch { get; } = System.Diagnostics.Stopwatch.StartNew();

    /// <summary>Per second.</summary>
    public double Rate => Done / Math.Max(1e-3, Watch.Elapsed.TotalSeconds);

    /// <summary>How long it will take from now, where the work knows better than the rate; called by the thread that shows.</summary>
    public Func<TimeSpan?>? Foreseen { get; set; }

    /// <summary>As foreseen, else at the rate so far; null where that is not known.</summary>
    public TimeSpan? Left => Foreseen is { } foreseen ? foreseen() : Total is { } total && Done > 0 && Rate > 0 && (total - Done) / Rate < 1e7 ? TimeSpan.FromSeconds((total - Done) / Rate) : null;

    public void Add(long more) => Interlocked.Add(ref _done, more);

    /// <summary>One more is done, of what, and how many of so many that makes.</summary>
    public void Step(string doing, int done, int? total)
    {
        Add(1);
        Status = total is { } all ? $"{doing}, {done} of {all}" : doing;
    }

    public void Dispose()
    {
        _finished.Set();
        _display.Join();
        _finished.Dispose();
    }

    /// <summary>"12 000 frames/s", or "0.4 frames/s".</summary>
    public string RateText => $"{(Rate >= 10 ? Rate.ToString("N0") : Rate.ToString("0.##"))} {Unit}/s";

    public static string Text(TimeSpan time) => time.TotalHours >= 1 ? time.ToString(@"d\.hh\:mm\:ss").TrimStart('0', '.') : time.ToString(@"mm\:ss");
}

/// <summary>A way to show progress.</summary>
interface IProgressDisplay
{
    /// <summary>Shows until the work has ended.</summary>
    void Show(Progress progress, TextWriter output, ManualResetEventSlim finished);
}
