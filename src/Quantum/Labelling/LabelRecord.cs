using System.Text.Json;
using Athanor.Numerics;

namespace Athanor.Quantum.Labelling;

/// <summary>What became of one frame, a line of the journal. Numbers come back to the same bits.</summary>
/// <param name="Frame">Zero-based.</param>
/// <param name="Energy">eV; absent where the oracle failed.</param>
/// <param name="Forces">eV/Å, x y z of each atom.</param>
/// <param name="Stress">eV/Å³, nine numbers row by row.</param>
/// <param name="Failed">Why there is no label.</param>
/// <param name="Seconds">What it cost.</param>
sealed record LabelRecord(int Frame, double Energy, double[]? Forces, double[]? Stress, string? Failed, double Seconds)
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    /// <summary>e·Å, about the origin of the coordinates; absent where the oracle gives none.</summary>
    public double[]? Dipole { get; init; }

    /// <summary>What else the oracle said of the frame, number by name; absent where nothing.</summary>
    public Dictionary<string, double>? Remarks { get; init; }

    /// <summary>One line with its end.</summary>
    public byte[] ToLine() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Options), (byte)'\n'];

    /// <summary>Null where the line is not a whole record.</summary>
    public static LabelRecord? Of(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<LabelRecord>(line, Options) is { Frame: >= 0 } record ? record : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public Vec3[]? ToForces() => Forces is null ? null : [.. Enumerable.Range(0, Forces.Length / 3).Select(i => new Vec3(Forces[3 * i], Forces[3 * i + 1], Forces[3 * i + 2]))];

    public Mat3? ToStress() => Stress is not { Length: 9 } s ? null
        : Mat3.FromRows(new Vec3(s[0], s[1], s[2]), new Vec3(s[3], s[4], s[5]), new Vec3(s[6], s[7], s[8]));
}
