using System.Text;

namespace Athanor.Atoms;

/// <summary>Collects UTF-8 text and hands it to a stream in large pieces. Doubles are written in the shortest form that reads back to the same bits.</summary>
sealed class Utf8Output(Stream stream)
{
    readonly byte[] _buffer = new byte[1 << 16];
    int _count;

    public Utf8Output Text(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            // Three bytes at most for one char; a surrogate pair is never torn apart.
            var take = Math.Min(text.Length, 4096);
            if (take < text.Length && char.IsHighSurrogate(text[take - 1]))
                take--;
            Reserve(3 * take);
            _count += Encoding.UTF8.GetBytes(text[..take], _buffer.AsSpan(_count));
            text = text[take..];
        }
        return this;
    }

    public Utf8Output Text(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(_buffer.AsSpan(_count));
        _count += text.Length;
        return this;
    }

    public Utf8Output Byte(char ascii)
    {
        Reserve(1);
        _buffer[_count++] = (byte)ascii;
        return this;
    }

    public Utf8Output Number(double value)
    {
        Reserve(32);
        value.TryFormat(_buffer.AsSpan(_count), out var written);
        _count += written;
        return this;
    }

    public Utf8Output Number(long value)
    {
        Reserve(24);
        value.TryFormat(_buffer.AsSpan(_count), out var written);
        _count += written;
        return this;
    }

    public Utf8Output Line() => Byte('\n');

    /// <summary>Hands everything to the stream.</summary>
    public void Flush()
    {
        stream.Write(_buffer, 0, _count);
        _count = 0;
    }

    void Reserve(int bytes)
    {
        if (_count + bytes > _buffer.Length)
            Flush();
    }
}
