using Spectre.Console;
using Spectre.Console.Rendering;

namespace Athanor.App;

/// <summary>A bar with rate and time left for a terminal; gone when the work is done.</summary>
sealed class BarDisplay : IProgressDisplay
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(0.1);

    public void Show(Progress progress, TextWriter output, ManualResetEventSlim finished)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = 30 }, new TextColumn(progress))
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(progress.What));
                do
                {
                    task.IsIndeterminate = progress.Total is null;
                    task.MaxValue = Math.Max(1, progress.Total ?? 1);
                    task.Value = progress.Total is null ? 0 : progress.Done;
                }
                while (!finished.Wait(Look));
            });
    }

    sealed class TextColumn(Progress progress) : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            var parts = new List<string>
            {
                progress.Total is { } total ? $"{progress.Done:N0}/{total:N0} {progress.Unit}" : $"{progress.Done:N0} {progress.Unit}",
                progress.RateText,
            };
            if (progress.Left is { } left)
                parts.Add($"{App.Progress.Text(left)} left");
            if (progress.Status is { } status)
                parts.Add(status);
            return new Text(string.Join("  ", parts));
        }
    }
}
