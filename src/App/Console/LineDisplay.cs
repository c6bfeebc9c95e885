namespace Athanor.App;

/// <summary>Plain lines for logs: at most one a second, and then only where another percent is done or half a minute has passed.</summary>
sealed class LineDisplay : IProgressDisplay
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromSeconds(30);

    public void Show(Progress progress, TextWriter output, ManualResetEventSlim finished)
    {
        var lastPercent = -1L;
        var lastLine = TimeSpan.Zero;
        do
        {
            var percent = progress.Total is { } total && total > 0 ? 100 * progress.Done / total : -1;
            var now = progress.Watch.Elapsed;
            if (percent == lastPercent && now - lastLine < Longest && lastLine > TimeSpan.Zero)
                continue;
            (lastPercent, lastLine) = (percent, now);
            output.WriteLine(Line(progress, percent));
        }
        while (!finished.Wait(Look));
    }

    static string Line(Progress progress, long percent)
    {
        var line = percent >= 0
            ? $"{progress.What}: {percent} %, {progress.Done:N0} of {progress.Total:N0} {progress.Unit}, {progress.RateText}"
            : $"{progress.What}: {progress.Done:N0} {progress.Unit}, {progress.RateText}";
        if (progress.Left is { } left)
            line += $", {App.Progress.Text(left)} left";
        return progress.Status is { } status ? $"{line}, {status}" : line;
    }
}
