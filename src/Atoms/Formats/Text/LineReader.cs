using System.Text;

namespace Athanor.Atoms;

/// <summary>
/// Reads a stream line by line as UTF-8 bytes, without making strings of them, and knows where it is, so that every complaint can
/// say file, frame and line. Lines end with LF or CR LF.
/// </summary>
sealed class LineReader : IDisposable
{
    readonly Stream _stream;
    byte[] _buffer;
    int _lineStart;
    int _lineLength;
    int _start;
    int _end;
    bool _ended;
    bool _again;

    /// <param name="file">The name as the user gave it; complaints begin with it.</param>
    /// <param name="expectedLength">Size of the text in bytes where it is known (not so for a compressed file).</param>
    public LineReader(Stream stream, string file, long? expectedLength = null, int bufferSize = 1 << 16)
    {
        _stream = stream;
        _buffer = new byte[bufferSize];
        File = file;
        ExpectedLength = expectedLength;
    }

    public string File { get; }

    public long? ExpectedLength { get; }

    /// <summary>Number of the line last given, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Zero-based number of the frame being read, where the file holds several.</summary>
    public int? Frame { get; set; }

    /// <summary>The next line without its end; false at the end of the file. The span lives until the next call.</summary>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        if (_again)
        {
            _again = false;
            Line++;
        }
        else if (!Advance())
        {
            line = default;
            return false;
        }
        line = _buffer.AsSpan(_lineStart, _lineLength);
        return true;
    }

    /// <summary>The next line that is not blank.</summary>
    public bool NextNotBlank(out ReadOnlySpan<byte> line)
    {
        while (Next(out line))
        {
            if (line.ContainsAnyExcept(" \t"u8))
                return true;
        }
        return false;
    }

    /// <summary>The next line as a string; null at the end of the file.</summary>
    public string? NextText() => Next(out var line) ? Encoding.UTF8.GetString(line) : null;

    /// <summary>Gives the same line once more at the next call.</summary>
    public void Back()
    {
        _again = true;
        Line--;
    }

    /// <summary>The first bytes of the text (fewer where it is shorter), to tell its format by; only before the first line is read.</summary>
    public ReadOnlySpan<byte> Head(int bytes)
    {
        while (_end < bytes && !_ended)
            Fill();
        return _buffer.AsSpan(0, Math.Min(bytes, _end));
    }

    /// <summary>A complaint about the line last given.</summary>
    public AtomsException Error(string what) => ErrorAt(Line, what);

    public AtomsException ErrorAt(long line, string what) => new($"{Place}, line {line}: {what}");

    /// <summary>File and, where there are several, frame.</summary>
    public string Place => Frame is { } frame ? $"{File}, frame {frame + 1}" : File;

    public void Dispose() => _stream.Dispose();

    bool Advance()
    {
        var scanned = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (at >= 0)
            {
                Take(scanned + at, 1);
                return true;
            }
            scanned = _end - _start;
            if (_ended)
            {
                if (scanned == 0)
                    return false;
                Take(scanned, 0);
                return true;
            }
            Fill();
        }
    }

    void Take(int length, int terminator)
    {
        _lineStart = _start;
        _start += length + terminator;
        _lineLength = length > 0 && _buffer[_lineStart + length - 1] == '\r' ? length - 1 : length;
        Line++;
    }

    void Fill()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        try
        {
            var count = _stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += count;
            _ended = count == 0;
        }
        catch (InvalidDataException e)
        {
            throw new AtomsException($"{Place}, after line {Line}: the compressed data are damaged or cut short ({e.Message.TrimEnd('.')}); get the file again.", e);
        }
        catch (IOException e)
        {
            throw new AtomsException($"{Place}, after line {Line}: reading failed ({e.Message.TrimEnd('.')}).", e);
        }
    }
}
