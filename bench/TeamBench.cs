using Athanor.Numerics;

namespace Athanor.Bench;

static class TeamBench
{
    public static void Run()
    {
        using var team = new Team(Environment.ProcessorCount);
        var job = new Nothing();
        foreach (var count in new[] { 2, 64, 1024 })
        {
            var t = Clock.Least(() =>
            {
                for (var i = 0; i < 100; i++)
                    team.Run(job, count);
            }) / 100;
            Console.WriteLine($"team of {team.Threads}, {count} empty pieces: {t * 1e6:F2} us");
        }
        var woken = Clock.Least(() =>
        {
            Thread.Sleep(1);
            var t = System.Diagnostics.Stopwatch.GetTimestamp();
            team.Run(job, 64);
            _wake = Math.Min(_wake, System.Diagnostics.Stopwatch.GetElapsedTime(t).TotalMicroseconds);
        });
        Console.WriteLine($"team of {team.Threads}, 64 empty pieces after sleep: {_wake:F2} us");
    }

    static double _wake = double.PositiveInfinity;

    sealed class Nothing : IJob
    {
        public void Run(int index, int worker)
        {
        }
    }
}
