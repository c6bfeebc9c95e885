using System.Buffers.Text;

namespace Athanor.App;

/// <summary>
/// Counts the frames of XYZ files far faster than they can be read, for the time that is left. Of anything else, and of what looks odd, nothing is
/// said: who reads it will say what is wrong.
/// </summary>
static class FrameCount
{
    const int Chunk = 1 << 18;

    /// <summary>Counts in the background; tells the sum only where every file could be counted.</summary>
    public static void Find(IReadOnlyList<string> paths, Action<long> tell)
    {
        var thread = new Thread(() =>
        {
            long sum = 0;
            foreach (var path in paths)
            {
                if (Of(path) is not { } count)
                    return;
                sum += count;
            }
            tell(sum);
        })
        {
            IsBackground = true,
            Name = "Athanor frame count",
            Priority = ThreadPriority.BelowNormal,
        };
        thread.Start();
    }

    /// <summary>Frames of a plain XYZ file; null where it is none.</summary>
    public static long? Of(string path)
    {
        if (!path.EndsWith("xyz", StringComparison.OrdinalIgnoreCase))
            return null;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
            return stream.CanSeek ? Count(stream) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    static long? Count(Stream stream)
    {
        var buffer = new byte[Chunk];
        var (filled, frames, skip) = (0, 0L, 0L);
        while (true)
        {
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            var rest = buffer.AsSpan(0, filled + read);
            if (rest.IsEmpty)
                return frames;
            while (rest.IndexOf((byte)'\n') is >= 0 and var end)
            {
                if (skip > 0)
                {
                    skip--;
                }
                else if (rest[..end].Trim(" \t\r"u8) is { IsEmpty: false } line)
                {
                    if (!Utf8Parser.TryParse(line, out int atoms, out var used) || used != line.Length || atoms < 1)
                        return null;
                    frames++;
                    skip = atoms + 1L;
                }
                rest = rest[(end + 1)..];
            }
            if (read == 0)
                return frames;
            if (rest.Length == buffer.Length)
                return null;
            rest.CopyTo(buffer);
            filled = rest.Length;
        }
    }
}
