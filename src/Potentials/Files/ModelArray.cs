using System.Runtime.InteropServices;

namespace Athanor.Potentials;

/// <summary>An array of a model file: its type, shape and bytes (little-endian, row-major).</summary>
public sealed class ModelArray
{
    readonly byte[] _bytes;

    ModelArray(string type, int[] shape, byte[] bytes) => (Type, Shape, _bytes) = (type, shape, bytes);

    /// <summary>"float64", "float32" or "int32".</summary>
    public string Type { get; }

    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of entries.</summary>
    public int Count => Shape.Aggregate(1, (a, b) => a * b);

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <param name="shape">One dimension of the array's length where not given.</param>
    /// <exception cref="ArgumentException">Shape and length differ.</exception>
    public static ModelArray From(ReadOnlySpan<double> values, params int[] shape) => Make("float64", values, shape);

    /// <inheritdoc cref="From(ReadOnlySpan{double}, int[])"/>
    public static ModelArray From(ReadOnlySpan<float> values, params int[] shape) => Make("float32", values, shape);

    /// <inheritdoc cref="From(ReadOnlySpan{double}, int[])"/>
    public static ModelArray From(ReadOnlySpan<int> values, params int[] shape) => Make("int32", values, shape);

    static ModelArray Make<T>(string type, ReadOnlySpan<T> values, int[] shape)
        where T : unmanaged
    {
        var array = new ModelArray(type, shape.Length == 0 ? [values.Length] : [.. shape], MemoryMarshal.AsBytes(values).ToArray());
        return array.Count == values.Length
            ? array
            : throw new ArgumentException($"{values.Length} numbers are not of shape {string.Join(" × ", shape)}.", nameof(shape));
    }

    /// <summary>The numbers, whatever their type, as doubles.</summary>
    public double[] ToDoubles() => Type switch
    {
        "float64" => MemoryMarshal.Cast<byte, double>(_bytes).ToArray(),
        "float32" => Array.ConvertAll(MemoryMarshal.Cast<byte, float>(_bytes).ToArray(), x => (double)x),
        _ => Array.ConvertAll(ToInts(), x => (double)x),
    };

    /// <exception cref="PotentialException">They are not whole numbers.</exception>
    public int[] ToInts() => Type == "int32"
        ? MemoryMarshal.Cast<byte, int>(_bytes).ToArray()
        : throw new PotentialException($"An array of the model file holds {Type} where whole numbers were expected.");

    internal static ModelArray FromBytes(string type, int[] shape, ReadOnlySpan<byte> file, long offset)
    {
        var size = type switch
        {
            "float64" => 8L,
            "float32" or "int32" => 4,
            _ => throw new FormatException($"An array has the unknown type '{type}'."),
        };
        var length = shape.Aggregate(size, (a, n) => n >= 0 ? checked(a * n) : throw new FormatException("An array has a negative length."));
        if (offset < 0 || offset + length > file.Length)
            throw new FormatException("An array reaches beyond the end of the file.");
        return new ModelArray(type, shape, file.Slice((int)offset, (int)length).ToArray());
    }
}
