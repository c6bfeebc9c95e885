using System.Diagnostics;
using System.Globalization;
using Athanor.Atoms;
using Athanor.Campaigns;
using Athanor.Numerics;

namespace Athanor.Bench;

/// <summary>
/// What a campaign's store costs a label: asking, taking, handing in; medians, and what comes along once in a while in the means. By wall clock, since most of it is waiting for the disk, and by processor time of this process.
/// Named after <c>store</c>, the addresses of servers; without, a file in the current folder, which is removed afterwards.
/// </summary>
static class StoreBench
{
    const int Labels = 1000, Atoms = 50;

    static readonly LeaseTerms Terms = new(TimeSpan.FromMinutes(1));

    public static void Run(string[] addresses)
    {
        Console.WriteLine($"ms a label of {Atoms} atoms     ask    take   hand in   all: median    99 %    mean   processor   write and fsync");
        foreach (var address in addresses)
            Run(address);
        if (addresses.Length > 0)
            return;
        var path = $"athanor-bench-{Guid.NewGuid():N}.db";
        Run(path);
        File.Delete(path);
    }

    static void Run(string address)
    {
        using var store = CampaignStore.Open(address);
        store.Begin("bench");
        store.Turn(CampaignState.Running);
        foreach (var deep in new[] { 0, 10_000 })
        {
            // As a campaign that has run for long: a queue, and labels.
            store.Ask([.. Enumerable.Range(0, deep).Select(i => Question(i, -1))]);
            store.Give([.. Enumerable.Range(0, deep).Select(i => (Question(i, 0), Label(i)))]);
            Measure(store, address, $"{address.Split(':')[0].Split('-')[0]}, {deep} queued");
        }
        var watch = Stopwatch.StartNew();
        var all = store.Labels().Count;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  reading {all} labels: {watch.Elapsed.TotalMilliseconds / all * 1000:F0} µs each"));
        watch.Restart();
        store.Count();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  counting them: {watch.Elapsed.TotalMilliseconds:F1} ms"));
        store.Turn(CampaignState.Ended);
    }

    static void Measure(IStore store, string address, string name)
    {
        double[] ask = new double[Labels], take = new double[Labels], complete = new double[Labels], sum = new double[Labels];
        var disks = new double[Labels];
        var spent = TimeSpan.Zero;
        // What this disk takes for so little, in turns with what the store takes.
        using var disk = address.Contains("://", StringComparison.Ordinal) ? null : new FileStream($"{address}.bare", FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        var page = new byte[8192];
        for (var i = -100; i < Labels; i++)
        {
            if (i == 0)
                spent = Process.GetCurrentProcess().TotalProcessorTime;
            var begun = Stopwatch.GetTimestamp();
            store.Ask([Question(i, 1)]);
            var asked = Stopwatch.GetTimestamp();
            var lease = store.Take("bench", Terms)!;
            var taken = Stopwatch.GetTimestamp();
            if (store.Complete(lease, Label(i)) != Completion.Kept)
                throw new InvalidOperationException("Somebody else is at this store.");
            var done = Stopwatch.GetTimestamp();
            disk?.Write(page);
            disk?.Flush(flushToDisk: true);
            var bare = Between(done, Stopwatch.GetTimestamp());
            if (i >= 0)
                (disks[i], ask[i], take[i], complete[i], sum[i]) = (bare, Between(begun, asked), Between(asked, taken), Between(taken, done), Between(begun, done));
        }
        spent = Process.GetCurrentProcess().TotalProcessorTime - spent;
        var (mean, all) = (sum.Average(), Median(sum));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-24} {Median(ask),8:F2}{Median(take),8:F2}{Median(complete),10:F2}{all,15:F2}{sum[Labels * 99 / 100],8:F2}{mean,8:F2}{spent.TotalMilliseconds / Labels,12:F2}{(disk is null ? "" : $"{Median(disks),17:F2}")}"));
    }

    static Question Question(int i, double priority)
    {
        var random = new Random(i);
        Vec3 Place() => new(random.NextDouble(), random.NextDouble(), random.NextDouble());
        return new Question(new Structure([.. Enumerable.Repeat(Element.Parse("Si"), Atoms)], [.. Enumerable.Range(0, Atoms).Select(_ => 10 * Place())], Cell.Cubic(10), Periodicity.All), "bench") { Priority = priority };
    }

    static Label Label(int i) => new(-i, [.. Enumerable.Repeat(new Vec3(0.1, 0.2, i), Atoms)], Mat3.Identity, "bench", 1);

    static double Between(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;

    /// <summary>Sorts.</summary>
    static double Median(double[] times)
    {
        Array.Sort(times);
        return times[times.Length / 2];
    }
}
