using System.IO.Compression;

namespace Athanor.Atoms;

/// <summary>Opens text files to be read: plain or gzip, told by the first bytes and not by the name.</summary>
static class InputFile
{
    /// <exception cref="AtomsException">The file is missing, unreadable, empty, or not text.</exception>
    public static LineReader Open(string path)
    {
        var stream = OpenRaw(path);
        try
        {
            if (!stream.CanSeek)
                throw new AtomsException($"{path} is a pipe or a device; write it to a file first.");
            Span<byte> magic = stackalloc byte[6];
            var count = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
            magic = magic[..count];
            stream.Position = 0;
            if (count == 0)
                throw new AtomsException($"{path} is empty.");
            if (magic.StartsWith([(byte)0x1f, (byte)0x8b]))
                return new LineReader(new GZipStream(stream, CompressionMode.Decompress), path);
            RefuseOthers(path, magic);
            if (magic.StartsWith([(byte)0xef, (byte)0xbb, (byte)0xbf]))
                stream.Position = 3;
            return new LineReader(stream, path, stream.Length);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The name without the suffix of compression.</summary>
    public static string NameInside(string path)
    {
        var name = Path.GetFileName(path);
        return name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
    }

    static FileStream OpenRaw(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new AtomsException($"There is no file {path}.{SimilarNames.Hint(path)}", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new AtomsException(Directory.Exists(path) ? $"{path} is a folder; name a file in it." : $"{path} may not be read by this user.", e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new AtomsException($"{path} cannot be opened ({e.Message.TrimEnd('.')}).", e);
        }
    }

    static void RefuseOthers(string path, ReadOnlySpan<byte> magic)
    {
        var packed = magic.StartsWith("BZh"u8) ? "bzip2" : magic.StartsWith("PK\u0003\u0004"u8) ? "zip" : magic.StartsWith([(byte)0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z']) ? "xz"
            : magic.StartsWith([(byte)0x28, (byte)0xb5, (byte)0x2f, (byte)0xfd]) ? "zstd" : null;
        if (packed is not null)
            throw new AtomsException($"{path} is compressed with {packed}; unpack it first, or compress it with gzip, which is read as it is.");
        if (magic.StartsWith([(byte)0xff, (byte)0xfe]) || magic.StartsWith([(byte)0xfe, (byte)0xff]))
            throw new AtomsException($"{path} is UTF-16 text; save it as UTF-8.");
    }
}
