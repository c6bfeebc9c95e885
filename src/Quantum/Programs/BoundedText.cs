using System.Text;

namespace Athanor.Quantum.Programs;

/// <summary>The end of what a program prints: enough to understand why it ended, however much it prints.</summary>
sealed class BoundedText
{
    const int Most = 1 << 20;

    readonly Lock _lock = new();
    readonly Task _reading;
    byte[] _kept = new byte[1 << 14];
    int _count;

    /// <summary>Reads until the stream ends, so that the program never waits for a reader.</summary>
    public BoundedText(Stream stream) => _reading = Task.Run(() => Drain(stream));

    void Drain(Stream stream)
    {
        var buffer = new byte[1 << 14];
        try
        {
            while (stream.Read(buffer) is > 0 and var read)
                Keep(buffer.AsSpan(0, read));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The program was killed; what it said so far is what there is.
        }
    }

    void Keep(ReadOnlySpan<byte> more)
    {
        lock (_lock)
        {
            if (_count + more.Length > 2 * Most)
            {
                _kept.AsSpan(_count - Most, Most).CopyTo(_kept);
                _count = Most;
            }
            if (_count + more.Length > _kept.Length)
                Array.Resize(ref _kept, Math.Max(2 * _kept.Length, _count + more.Length));
            more.CopyTo(_kept.AsSpan(_count));
            _count += more.Length;
        }
    }

    /// <summary>What was printed last. A process that escaped its group may keep the stream open for ever, so nobody waits long for its end.</summary>
    public string Text(TimeSpan patience)
    {
        _reading.Wait(patience);
        lock (_lock)
            return Encoding.UTF8.GetString(_kept, 0, _count);
    }
}
