using System.Diagnostics;

namespace Athanor.Bench;

static class Clock
{
    /// <summary>
    /// The least of many times, in seconds: other programs on the machine only ever add to it. Warms up first, so that tiered
    /// compilation has settled.
    /// </summary>
    public static double Least(Action action, double seconds = 0.5)
    {
        var best = double.PositiveInfinity;
        var start = Stopwatch.GetTimestamp();
        do
        {
            var t = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(t).TotalSeconds);
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
        return best;
    }
}
