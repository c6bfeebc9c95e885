using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Athanor.Quantum;

/// <summary>
/// What goes over the wire in i-PI's protocol (M. Ceriotti, J. More, D. E. Manolopoulos, Comput. Phys. Commun. 185, 1019 (2014)): headers of twelve characters, integers of four bytes and
/// reals of eight in the byte order of the machine, one after another. What is written is gathered and sent in one piece. Either way nothing waits longer than it is told to.
/// </summary>
sealed class IpiWire(Socket socket) : IDisposable
{
    public const int HeaderLength = 12;

    byte[] _frame = new byte[1 << 12];
    byte[] _text = [];
    int _length;

    /// <summary>Begins a message.</summary>
    public IpiWire Header(string header)
    {
        var room = Room(HeaderLength);
        room.Fill((byte)' ');
        Encoding.ASCII.GetBytes(header, room);
        return this;
    }

    public IpiWire Int(int value)
    {
        MemoryMarshal.Write(Room(sizeof(int)), value);
        return this;
    }

    public IpiWire Reals(ReadOnlySpan<double> values)
    {
        MemoryMarshal.AsBytes(values).CopyTo(Room(checked(sizeof(double) * values.Length)));
        return this;
    }

    public IpiWire Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        return this;
    }

    /// <summary>Sends what was gathered.</summary>
    /// <exception cref="IpiFault">The other side is gone, or does not read.</exception>
    public void Send(TimeSpan patience)
    {
        var sent = 0;
        var watch = Stopwatch.StartNew();
        try
        {
            while (sent < _length)
            {
                socket.SendTimeout = Left(watch, patience, "does not read what it is sent");
                sent += socket.Send(_frame, sent, _length - sent, SocketFlags.None);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw Explained(e, "does not read what it is sent");
        }
        finally
        {
            _length = 0;
        }
    }

    /// <summary>The next header, without the blanks at its end.</summary>
    /// <exception cref="IpiFault">None came in time, or something that is not one.</exception>
    public string ReadHeader(TimeSpan patience)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        Read(header, patience);
        if (header.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            throw new IpiFault("sends what is not i-PI's protocol");
        return Encoding.ASCII.GetString(header).TrimEnd();
    }

    public int ReadInt(TimeSpan patience)
    {
        var value = 0;
        Read(MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref value, 1)), patience);
        return value;
    }

    public void ReadReals(Span<double> into, TimeSpan patience) => Read(MemoryMarshal.AsBytes(into), patience);

    /// <summary>A length and so many bytes, which nobody here needs.</summary>
    /// <exception cref="IpiFault">The length is negative or beyond <paramref name="most"/>.</exception>
    public void SkipText(int most, string what, TimeSpan patience)
    {
        var length = ReadInt(patience);
        if (length < 0 || length > most)
            throw new IpiFault($"announces {length:N0} bytes of {what}, where {most:N0} are the most");
        // In pieces: a length alone takes no memory.
        if (_text.Length == 0)
            _text = new byte[1 << 12];
        for (; length > 0; length -= Math.Min(length, _text.Length))
            Read(_text.AsSpan(0, Math.Min(length, _text.Length)), patience);
    }

    /// <summary>Whether something can be read, or the other side is gone.</summary>
    public bool Speaks(TimeSpan within)
    {
        try
        {
            return socket.Poll(within, SelectMode.SelectRead);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }

    /// <summary>Whether the other side closed in good order, with nothing left to read; asked where <see cref="Speaks"/> said yes.</summary>
    public bool HasEnded()
    {
        Span<byte> one = stackalloc byte[1];
        try
        {
            return socket.Receive(one, SocketFlags.Peek) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    public void Dispose() => socket.Dispose();

    void Read(Span<byte> into, TimeSpan patience)
    {
        const string Silent = "said nothing";
        var watch = Stopwatch.StartNew();
        try
        {
            while (into.Length > 0)
            {
                socket.ReceiveTimeout = Left(watch, patience, Silent);
                var read = socket.Receive(into, SocketFlags.None);
                if (read == 0)
                    throw new IpiFault("closed the connection");
                into = into[read..];
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw Explained(e, $"{Silent} for {patience.TotalSeconds:0.###} s");
        }
    }

    static int Left(Stopwatch watch, TimeSpan patience, string complaint)
    {
        var left = patience - watch.Elapsed;
        // Zero would mean for ever.
        return left > TimeSpan.Zero
            ? (int)Math.Clamp(Math.Ceiling(left.TotalMilliseconds), 1, int.MaxValue)
            : throw new IpiFault($"{complaint} for {patience.TotalSeconds:0.###} s");
    }

    static IpiFault Explained(Exception error, string silence) => error is SocketException { SocketErrorCode: SocketError.TimedOut or SocketError.WouldBlock }
        ? new IpiFault(silence, error)
        : new IpiFault("closed the connection", error);

    Span<byte> Room(int bytes)
    {
        if (_frame.Length - _length < bytes)
            Array.Resize(ref _frame, Math.Max(checked(_length + bytes), 2 * _frame.Length));
        _length += bytes;
        return _frame.AsSpan(_length - bytes, bytes);
    }
}
