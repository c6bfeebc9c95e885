using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// Files that hold a state to the last bit: a line that says what it is and of which version, a line of JSON, arrays of little-endian doubles one after the other, and the SHA-256 of all before it. Written whole or not at all.
/// </summary>
static class CheckedArrays
{
    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <param name="magic">The first line, ASCII, with a number for the version as its last word and the end of the line.</param>
    /// <exception cref="AtomsException">The disk is full or the folder cannot be written; an older file of that name is still there.</exception>
    internal static void Write<THeader>(string path, string magic, THeader header, IEnumerable<double[]> arrays)
    {
        var bytes = new MemoryStream();
        bytes.Write(Encoding.ASCII.GetBytes(magic));
        JsonSerializer.Serialize(bytes, header, Json);
        bytes.WriteByte((byte)'\n');
        Span<byte> word = stackalloc byte[8];
        foreach (var value in arrays.SelectMany(a => a))
        {
            BinaryPrimitives.WriteDoubleLittleEndian(word, value);
            bytes.Write(word);
        }
        bytes.Write(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        AtomicFile.Write(path, overwrite: true, stream => bytes.WriteTo(stream));
    }

    /// <param name="what">"restart file", for complaints.</param>
    /// <param name="raw">The arrays, for <see cref="Split"/>.</param>
    /// <exception cref="SimulationException">It is missing, something else, of another version, or damaged.</exception>
    internal static THeader Read<THeader>(string path, string magic, string what, out ReadOnlySpan<byte> raw)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SimulationException($"The {what} {path} cannot be read ({e.Message.TrimEnd('.')}).", e);
        }
        var first = Encoding.ASCII.GetBytes(magic);
        if (!bytes.AsSpan().StartsWith(first.AsSpan(0, magic.LastIndexOf(' ') + 1)))
            throw new SimulationException($"{path} is not a {what}.");
        if (!bytes.AsSpan().StartsWith(first))
            throw new SimulationException($"{path} is a {what} of another version ({Encoding.ASCII.GetString(bytes.AsSpan(0, first.Length)).Trim()}); use the program that wrote it.");
        var content = bytes.AsSpan(0, Math.Max(0, bytes.Length - SHA256.HashSizeInBytes));
        if (!SHA256.HashData(content).AsSpan().SequenceEqual(bytes.AsSpan(content.Length)))
            throw new SimulationException($"The {what} {path} is damaged or cut short. Use an older one.");
        var line = content[first.Length..];
        line = line[..line.IndexOf((byte)'\n')];
        raw = content[(first.Length + line.Length + 1)..];
        return JsonSerializer.Deserialize<THeader>(line, Json)!;
    }

    /// <summary>Arrays by name, in the order in which they were written.</summary>
    internal static Dictionary<string, double[]> Split(IEnumerable<(string Name, int Count)> entries, ReadOnlySpan<byte> raw)
    {
        var arrays = new Dictionary<string, double[]>();
        foreach (var (name, count) in entries)
        {
            var values = new double[count];
            for (var i = 0; i < count; i++)
                values[i] = BinaryPrimitives.ReadDoubleLittleEndian(raw[(8 * i)..]);
            arrays[name] = values;
            raw = raw[(8 * count)..];
        }
        return arrays;
    }

    internal static double[] Flat(Vec3[] vectors) => Vec3.Flatten(vectors.AsSpan()).ToArray();

    internal static double[] Flat(Mat3 m) => [m.XX, m.XY, m.XZ, m.YX, m.YY, m.YZ, m.ZX, m.ZY, m.ZZ];

    internal static Vec3[] Vectors(double[] flat) => MemoryMarshal.Cast<double, Vec3>(flat.AsSpan()).ToArray();

    internal static Cell? CellOf(double[]? vectors) => vectors is null ? null : new Cell(Mat3.FromSpan(vectors));

    /// <summary>What to say of a restart that was written with vectors of other lanes; null where they are this process's.</summary>
    internal static string? Difference(int singleLanes, int doubleLanes) => (singleLanes, doubleLanes) == (Widths.SingleLanes, Widths.DoubleLanes)
        ? null
        : $"The restart file was written with vectors of {singleLanes} single-precision lanes; this machine uses {Widths.SingleLanes}. Sums round differently, so the run goes on correctly but not to the same bits.";
}
