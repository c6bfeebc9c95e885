using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>
/// The container of learned potentials: a readable JSON header and named arrays of numbers, with a checksum. What it means is the business of the
/// <see cref="Kind"/>. The layout is in <c>docs/model-file.md</c>; every version ever written stays readable.
/// </summary>
public sealed class ModelFile
{
    /// <summary>The version that is written.</summary>
    public const int CurrentVersion = 1;

    const int PrefixLength = 24;
    const int ChecksumLength = 32;
    const int Alignment = 64;

    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly Dictionary<string, ModelArray> _arrays = [];

    /// <param name="kind">What sort of model it holds: "behler".</param>
    /// <param name="header">Everything that is not an array; a copy is kept.</param>
    public ModelFile(string kind, JsonObject header)
    {
        Kind = kind;
        Header = header.DeepClone().AsObject();
    }

    /// <summary>The first bytes of every model file, as in PNG made to show when a transfer has changed line ends.</summary>
    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'A', (byte)'T', (byte)'H', (byte)'M', 0x0D, 0x0A, 0x1A];

    /// <summary>Version it was read from.</summary>
    public int Version { get; private init; } = CurrentVersion;

    public string Kind { get; }

    /// <summary>The header without the arrays' table.</summary>
    public JsonObject Header { get; }

    /// <summary>Kind and header together, for readers.</summary>
    internal JsonObject Described
    {
        get
        {
            var all = new JsonObject { ["kind"] = Kind };
            foreach (var (key, value) in Header)
                all[key] = value?.DeepClone();
            return all;
        }
    }

    /// <summary>Names of all arrays, in the order of the file.</summary>
    public IEnumerable<string> ArrayNames => _arrays.Keys;

    /// <summary>Adds an array, or replaces one.</summary>
    public void Add(string name, ModelArray array) => _arrays[name] = array;

    /// <exception cref="PotentialException">There is no such array.</exception>
    public ModelArray this[string name] => _arrays.TryGetValue(name, out var array)
        ? array
        : throw new PotentialException($"The model file has no array '{name}', which a model of kind '{Kind}' needs.");

    /// <summary>Makes a model of it; whatever is wrong, the message names the file.</summary>
    /// <param name="kind">What it must be.</param>
    /// <param name="name">In messages: the file's path.</param>
    /// <param name="what">The model in words, with its article.</param>
    /// <exception cref="PotentialException">It is of another kind, or its header says something that cannot be.</exception>
    internal TModel Read<TModel>(string kind, string name, string what, Func<ModelFile, string, TModel> parse)
    {
        if (Kind != kind)
            throw new PotentialException($"'{name}' holds a model of kind '{Kind}', not '{kind}'.");
        try
        {
            return parse(this, name);
        }
        catch (PotentialException e)
        {
            throw new PotentialException($"'{name}': {e.Message}", e);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or NullReferenceException or AtomsException or KeyNotFoundException or OverflowException)
        {
            throw new PotentialException($"'{name}' has a header that is not that of {what}: {e.Message}", e);
        }
    }

    /// <summary>Whether bytes begin like a model file.</summary>
    public static bool Begins(ReadOnlySpan<byte> head) => head.StartsWith(Magic);

    /// <exception cref="PotentialException">The file is missing, is no model file, is truncated or damaged, or of a newer version.</exception>
    public static ModelFile Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PotentialException($"There is no file '{path}'.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PotentialException($"'{path}' cannot be read: {e.Message}", e);
        }
        return FromBytes(bytes, path);
    }

    /// <param name="bytes">The whole file.</param>
    /// <param name="source">For messages: the file's name.</param>
    /// <inheritdoc cref="Read"/>
    public static ModelFile FromBytes(ReadOnlySpan<byte> bytes, string source)
    {
        if (!Begins(bytes))
            throw new PotentialException(WhyNoMagic(bytes, source));
        if (bytes.Length < PrefixLength)
            throw Truncated(source, bytes.Length, null);
        var version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (version is 0 or > CurrentVersion)
            throw new PotentialException($"'{source}' is a model file of version {version}; this program reads up to version {CurrentVersion}. It was written by a newer athanor: use that one.");
        var headerLength = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        if ((ulong)bytes.Length < length || length < PrefixLength + headerLength + ChecksumLength)
            throw Truncated(source, bytes.Length, length);
        if ((ulong)bytes.Length > length)
            throw new PotentialException($"'{source}' is damaged: it has {bytes.Length} bytes, {(ulong)bytes.Length - length} more than it says. Copy it again from where it came.");
        var body = bytes[..^ChecksumLength];
        if (!SHA256.HashData(body).AsSpan().SequenceEqual(bytes[^ChecksumLength..]))
            throw new PotentialException($"'{source}' is damaged: its checksum is wrong, so some of its numbers are no longer those that were written. Copy it again from where it came.");
        return Parse(body, body.Slice(PrefixLength, (int)headerLength), (int)version, source);
    }

    static ModelFile Parse(ReadOnlySpan<byte> body, ReadOnlySpan<byte> json, int version, string source)
    {
        try
        {
            var header = JsonNode.Parse(json)!.AsObject();
            var kind = header["kind"]!.GetValue<string>();
            var table = header["arrays"]!.AsArray();
            header.Remove("kind");
            header.Remove("arrays");
            var file = new ModelFile(kind, header) { Version = version };
            foreach (var entry in table)
            {
                int[] shape = [.. entry!["shape"]!.AsArray().Select(n => n!.GetValue<int>())];
                var array = ModelArray.FromBytes(entry["type"]!.GetValue<string>(), shape, body, entry["offset"]!.GetValue<long>());
                file.Add(entry["name"]!.GetValue<string>(), array);
            }
            return file;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or NullReferenceException or ArgumentException)
        {
            throw new PotentialException($"'{source}' has a header that is not that of a model file: {e.Message}", e);
        }
    }

    static string WhyNoMagic(ReadOnlySpan<byte> bytes, string source) => bytes switch
    {
        [] => $"'{source}' is empty, not a model file.",
        [0x89, (byte)'A', (byte)'T', (byte)'H', (byte)'M', ..] => $"'{source}' was changed on its way: it was transferred as text, with line ends converted. Transfer it as binary.",
        _ => $"'{source}' is not a model file: it does not begin with the mark of one.",
    };

    static PotentialException Truncated(string source, int found, ulong? expected) => new(expected is null
        ? $"'{source}' is truncated: only {found} bytes of it are there. Copy it again from where it came."
        : $"'{source}' is truncated: {found} of its {expected} bytes are there. Copy it again from where it came.");

    /// <summary>The file's bytes: the same for the same content.</summary>
    public byte[] ToBytes()
    {
        var table = new JsonArray();
        var header = Described;
        header["arrays"] = table;
        foreach (var (name, array) in _arrays)
        {
            table.Add(new JsonObject
            {
                ["name"] = name,
                ["type"] = array.Type,
                ["shape"] = new JsonArray([.. array.Shape.Select(n => JsonValue.Create(n))]),
                ["offset"] = 0L,
            });
        }
        // Offsets stand in the header, whose length they change: room for twenty digits each settles it.
        var headerLength = Padded(PrefixLength + Encoding.UTF8.GetByteCount(header.ToJsonString(Readable)) + 20 * _arrays.Count) - PrefixLength;
        var offset = PrefixLength + headerLength;
        foreach (var (entry, array) in table.Zip(_arrays.Values))
        {
            entry!["offset"] = (long)offset;
            offset = Padded(offset + array.Bytes.Length);
        }
        var bytes = new byte[offset + ChecksumLength];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), CurrentVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), (uint)headerLength);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), (ulong)bytes.Length);
        bytes.AsSpan(PrefixLength, headerLength).Fill((byte)' ');
        Encoding.UTF8.GetBytes(header.ToJsonString(Readable), bytes.AsSpan(PrefixLength));
        foreach (var (entry, array) in table.Zip(_arrays.Values))
            array.Bytes.CopyTo(bytes.AsSpan((int)entry!["offset"]!.GetValue<long>()));
        SHA256.HashData(bytes.AsSpan(..^ChecksumLength), bytes.AsSpan(^ChecksumLength..));
        return bytes;
    }

    static int Padded(int length) => (length + Alignment - 1) / Alignment * Alignment;

    /// <summary>
    /// Writes the file whole or not at all: beside its place under another name first, then moved there. A file that stood there before is whole until that moment.
    /// </summary>
    /// <exception cref="PotentialException">Something stands there and may not be overwritten, or it cannot be written (no such folder, disk full).</exception>
    public void Write(string path, bool overwrite)
    {
        if (!overwrite && File.Exists(path))
            throw new PotentialException($"'{path}' exists already. Choose another name, or say that it may be overwritten.");
        var full = Path.GetFullPath(path);
        var partial = $"{full}.{Environment.ProcessId}.partial";
        try
        {
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write))
            {
                stream.Write(ToBytes());
                stream.Flush(flushToDisk: true);
            }
            File.Move(partial, full, overwrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(partial);
            throw new PotentialException($"The model cannot be written to '{path}': {e.Message}", e);
        }
    }

    static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to tell.
        }
    }
}
