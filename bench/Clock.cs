using System.Diagnostics;

namespace Athanor.Bench;

static class Clock
{
    /// <summary>
    /// The least of many times, in seconds: other programs on the machine only ever add to it. The early, slower calls before tiered
    /// compilation has settled do not count for the same reason.
    /// </summary>
    public static double Least(Action action, double seconds = 0.5) => Measure(action, seconds).Wall;

    /// <summary>
    /// The least wall time and the least processor time (of all threads together) of a call. On a busy machine the second is the steadier; it has a
    /// grain of about a microsecond.
    /// </summary>
    public static (double Wall, double Processor) Measure(Action action, double seconds = 0.5)
    {
        double wall = double.PositiveInfinity, processor = double.PositiveInfinity;
        var start = Stopwatch.GetTimestamp();
        do
        {
            var used = Environment.CpuUsage.TotalTime;
            var t = Stopwatch.GetTimestamp();
            action();
            wall = Math.Min(wall, Stopwatch.GetElapsedTime(t).TotalSeconds);
            processor = Math.Min(processor, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
        return (wall, processor);
    }
}
