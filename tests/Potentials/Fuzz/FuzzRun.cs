using System.Diagnostics;

namespace Athanor.Potentials.Tests.Fuzz;

/// <summary>
/// Reads a model again and again, each time with one of its files damaged (<see cref="Mutator"/>), and fails where anything comes out but a model or an allowed
/// exception with a sentence, or where reading takes too long or too much memory. The failure tells a seed: <c>Run(1, seed)</c> is that input alone.
/// </summary>
sealed class FuzzRun
{
    /// <summary>By name, within one folder; a name may go through folders below it (a/b.txt).</summary>
    internal required IReadOnlyDictionary<string, byte[]> Files { get; init; }

    /// <summary>Reads the model in a folder, and does with it what a user would: asks for an energy, say.</summary>
    internal required Action<string> Read { get; init; }

    /// <summary>What may be thrown, with types derived from these.</summary>
    internal Type[] Allowed { get; init; } = [typeof(PotentialException)];

    /// <summary>For one input. On a busy machine any call may be late, so the input is only too slow where it is so twice.</summary>
    internal TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes that reading one input may allocate on its thread.</summary>
    internal long MostAllocated { get; init; } = 64L << 20;

    /// <summary>Whether every complaint must name the damaged file, or whichever else of <see cref="Files"/> does not fit to it.</summary>
    internal bool ComplaintsNameFiles { get; init; } = true;

    /// <summary>Reads all that is in a folder as <see cref="Files"/>.</summary>
    internal static Dictionary<string, byte[]> FilesOf(string folder) => Directory.EnumerateFiles(folder).ToDictionary(p => Path.GetFileName(p), File.ReadAllBytes);

    internal FuzzReport Run(int inputs, int seed)
    {
        // In memory where the system has such a place: some file systems write to disk whenever a file is truncated and written anew.
        var parent = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        var folder = Directory.CreateDirectory(Path.Combine(parent, $"athanor-fuzz-{Guid.NewGuid():N}")).FullName;
        // An input that never ends must not keep the failure from being told: the reading thread is left to itself then.
        var at = seed;
        FuzzReport? report = null;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                report = ReadAll(folder, inputs, seed, ref at);
            }
            catch (Exception e)
            {
                failure = e;
            }
        })
        { IsBackground = true };
        thread.Start();
        var before = seed - 1;
        while (!thread.Join(Longest + TimeSpan.FromSeconds(30)))
        {
            var now = Volatile.Read(ref at);
            Assert.True(now != before, $"seed {now}: reading does not end.");
            before = now;
        }
        Directory.Delete(folder, recursive: true);
        if (failure is not null)
            Assert.Fail(failure.Message);
        return report!;
    }

    FuzzReport ReadAll(string folder, int inputs, int seed, ref int at)
    {
        foreach (var (name, content) in Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }
        // What the sound model costs the first time (compilation, tables) is not the inputs'.
        Read(folder);
        string[] names = [.. Files.Keys.Order(StringComparer.Ordinal)];
        var report = new FuzzReport();
        for (var i = 0; i < inputs; i++)
        {
            Volatile.Write(ref at, seed + i);
            var random = new Random(seed + i);
            var name = names[random.Next(names.Length)];
            var damaged = Mutator.Damage(Files[name], random, out var ways);
            File.WriteAllBytes(Path.Combine(folder, name), damaged);
            var what = $"seed {seed + i} ({name}: {ways})";
            var (time, allocated) = ReadOne(folder, what, report);
            if (time > Longest)
                time = ReadOne(folder, what, new FuzzReport()).Time;
            if (time > Longest)
                throw new FuzzException($"{what}: reading takes {time.TotalSeconds:0.0} s, more than {Longest.TotalSeconds:0.0} s.");
            if (allocated > MostAllocated + 4L * damaged.Length)
                throw new FuzzException($"{what}: reading allocates {allocated >> 20} MiB, more than {MostAllocated >> 20}.");
            report.Slowest = time > report.Slowest ? time : report.Slowest;
            report.MostAllocated = Math.Max(report.MostAllocated, allocated);
            File.WriteAllBytes(Path.Combine(folder, name), Files[name]);
        }
        return report;
    }

    (TimeSpan Time, long Allocated) ReadOne(string folder, string what, FuzzReport report)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        try
        {
            Read(folder);
            report.Accepted++;
        }
        catch (Exception e) when (Array.Exists(Allowed, t => t.IsInstanceOfType(e)))
        {
            report.Refused++;
            if (e.Message.Length < 20 || (ComplaintsNameFiles && !Files.Keys.Any(n => e.Message.Contains(n, StringComparison.Ordinal))))
                throw new FuzzException($"{what}: the complaint does not say where: {e.Message}");
        }
        catch (Exception e)
        {
            throw new FuzzException($"{what}: {e.GetType().Name} came out: {e.Message}\n{e.StackTrace}");
        }
        return (Stopwatch.GetElapsedTime(start), GC.GetAllocatedBytesForCurrentThread() - bytes);
    }

    sealed class FuzzException(string message) : Exception(message);
}

/// <summary>What a run saw. Tests assert that both happen: all refused means that nothing beyond the first line was tried, all accepted that nothing is checked.</summary>
sealed class FuzzReport
{
    internal int Accepted { get; set; }

    internal int Refused { get; set; }

    internal TimeSpan Slowest { get; set; }

    internal long MostAllocated { get; set; }

    public override string ToString() => $"{Accepted} accepted, {Refused} refused; slowest {Slowest.TotalMilliseconds:0.0} ms, most allocated {MostAllocated / 1048576.0:0.0} MiB";
}
