using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Athanor.Atoms;

/// <summary>
/// The rows of an array in a <c>.npy</c> file of NumPy (format 1 to 3): float32 or float64, in C order. Rows are read one after another; what a header claims is believed once the file has
/// that length.
/// </summary>
sealed partial class NpyFile : IDisposable
{
    readonly FileStream _stream;
    readonly bool _single;
    byte[] _row = [];

    NpyFile(string file, FileStream stream, bool single, long rows, long columns)
    {
        (File, _stream, _single, Rows, Columns) = (file, stream, single, rows, columns);
    }

    internal string File { get; }

    /// <summary>The first length of its shape.</summary>
    internal long Rows { get; }

    /// <summary>The product of the others; 1 where there are none.</summary>
    internal long Columns { get; }

    /// <exception cref="AtomsException">The file is missing or no such array.</exception>
    internal static NpyFile Open(string path)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 14, FileOptions.SequentialScan);
            return Open(path, stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw new AtomsException($"{path} cannot be read ({e.Message.TrimEnd('.')}).", e);
        }
        catch
        {
            stream?.Dispose();
            throw;
        }
    }

    static NpyFile Open(string path, FileStream stream)
    {
        Span<byte> start = stackalloc byte[12];
        var count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (count < start.Length || start[0] != 0x93 || !start[1..].StartsWith("NUMPY"u8))
            throw new AtomsException($"{path} is no array of NumPy: it does not begin with its mark.");
        if (start[6] is not (1 or 2 or 3))
            throw new AtomsException($"{path} has version {start[6]} of the npy format; 1, 2 and 3 are known.");
        long begin = start[6] == 1 ? 10 : 12;
        long length = start[6] == 1 ? start[8] | start[9] << 8 : BitConverter.ToUInt32(start[8..]);
        if (begin + length > stream.Length)
            throw new AtomsException($"{path} is cut short in its header. Get the whole file.");
        if (length > 1 << 16)
            throw new AtomsException($"{path} has a header of {length} bytes, which no array has.");
        stream.Position = begin;
        var header = new byte[length];
        stream.ReadExactly(header);
        var text = Encoding.Latin1.GetString(header);
        var type = Descr().Match(text);
        if (type.Groups[1].Value is not ("<f8" or "<f4"))
            throw new AtomsException($"{path} holds numbers of type {Texts.Shown(type.Success ? type.Groups[1].Value : text.Trim())}; float32 and float64 (little-endian) are read.");
        if (text.Contains("'fortran_order': True", StringComparison.Ordinal))
            throw new AtomsException($"{path} is in Fortran's order; save it in C's order.");
        long[] shape = [.. Shape().Match(text).Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(n => long.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var x) && x < 1L << 40 ? x : throw new AtomsException($"{path}: {Texts.Shown(n)} is no length of an array."))];
        if (shape.Length is 0 or > 3)
            throw new AtomsException($"{path} is no array of one to three dimensions.");
        var single = type.Groups[1].Value == "<f4";
        decimal columns = shape.Skip(1).Aggregate(1m, (a, b) => a * b);
        if (columns * shape[0] * (single ? 4 : 8) != stream.Length - stream.Position)
            throw new AtomsException($"{path} is {(columns * shape[0] * (single ? 4 : 8) > stream.Length - stream.Position ? "cut short" : "longer than it says")}: its shape ({string.Join(", ", shape)}) does not fit its length. Get the whole file.");
        return new NpyFile(path, stream, single, shape[0], (long)columns);
    }

    /// <summary>The next row.</summary>
    /// <param name="into">As long as there are columns.</param>
    internal void Next(Span<double> into)
    {
        var bytes = into.Length * (_single ? 4 : 8);
        if (_row.Length < bytes)
            _row = new byte[bytes];
        _stream.ReadExactly(_row, 0, bytes);
        if (!_single)
        {
            MemoryMarshal.Cast<byte, double>(_row.AsSpan(0, bytes)).CopyTo(into);
            return;
        }
        var floats = MemoryMarshal.Cast<byte, float>(_row.AsSpan(0, bytes));
        for (var k = 0; k < into.Length; k++)
            into[k] = floats[k];
    }

    public void Dispose() => _stream.Dispose();

    [GeneratedRegex("'descr':\\s*'([^']*)'")]
    private static partial Regex Descr();

    [GeneratedRegex("'shape':\\s*\\(([^)]*)\\)")]
    private static partial Regex Shape();
}
