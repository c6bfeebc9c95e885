using System.Globalization;

namespace Athanor.Potentials.Tests.Fuzz;

/// <summary>The harness itself: it finds faults that were put there, says the seed, and finds none where there are none.</summary>
public sealed class FuzzRunTests
{
    static readonly Dictionary<string, byte[]> Files = new() { ["a.txt"] = "count 3\n1.5\n2.5\n3.5\n"u8.ToArray() };

    static FuzzRun Over(Action<string[]> read) => new() { Files = Files, Read = folder => read(File.ReadAllLines(Path.Combine(folder, "a.txt"))) };

    static double Number(string word) => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) ? x : throw new PotentialException($"a.txt: '{word}' is not a number.");

    static string[] Words(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    static void Careful(string[] lines)
    {
        if (lines.Length == 0 || Words(lines[0]) is not ["count", var word] || !(Number(word) is var n and >= 0 and < 100) || lines.Length <= n)
            throw new PotentialException("a.txt, line 1: there should be a count, and as many lines.");
        foreach (var line in lines.Skip(1).Take((int)n))
            Number(line);
    }

    [Fact]
    public void ACarefulReaderPassesWithSomeAcceptedAndSomeRefused()
    {
        var report = Over(Careful).Run(3000, 1);
        Assert.InRange(report.Accepted, 300, 2700);
        Assert.InRange(report.Refused, 300, 2700);
        Assert.Equal(report.ToString().Split(';')[0], Over(Careful).Run(3000, 1).ToString().Split(';')[0]);
    }

    [Fact]
    public void AnotherExceptionIsAFailureThatItsSeedRepeats()
    {
        void Careless(string[] lines)
        {
            Careful(lines);
            _ = lines[(int)Number(Words(lines[0])[1]) + 2];
        }

        var lines = new FuzzRun { Files = new Dictionary<string, byte[]> { ["a.txt"] = [.. Files["a.txt"], .. "4\n5\n"u8] }, Read = f => Careless(File.ReadAllLines(Path.Combine(f, "a.txt"))) };
        var message = Assert.ThrowsAny<Exception>(() => lines.Run(3000, 1)).Message;
        Assert.Contains("IndexOutOfRangeException", message, StringComparison.Ordinal);
        var seed = int.Parse(message.Split(' ')[1], CultureInfo.InvariantCulture);
        Assert.Equal(message.Split('\n')[0], Assert.ThrowsAny<Exception>(() => lines.Run(1, seed)).Message.Split('\n')[0]);
    }

    [Fact]
    public void MemoryTimeAndSentencesAreWatched()
    {
        static int Count(string[] lines) => lines.Length > 0 && Words(lines[0]) is [_, var word] && int.TryParse(word, CultureInfo.InvariantCulture, out var n) ? n : 0;

        var memory = Over(lines => _ = new byte[Math.Clamp(Count(lines), 0, 100_000_000)]);
        Assert.Contains("MiB", Assert.ThrowsAny<Exception>(() => memory.Run(3000, 1)).Message, StringComparison.Ordinal);
        var slow = Over(lines => Thread.Sleep(Count(lines) > 1000 ? 1100 : 0));
        Assert.Contains("takes", Assert.ThrowsAny<Exception>(() => slow.Run(3000, 1)).Message, StringComparison.Ordinal);
        var silent = Over(lines =>
        {
            if (Count(lines) != 3)
                throw new PotentialException("The file is broken somewhere.");
        });
        Assert.Contains("does not say where", Assert.ThrowsAny<Exception>(() => silent.Run(3000, 1)).Message, StringComparison.Ordinal);
    }
}
