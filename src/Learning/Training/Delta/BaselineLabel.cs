using System.Text.Json;
using System.Text.Json.Serialization;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>What the baseline said of one structure, or why it said nothing; a line of the file they are kept in. Numbers come back to the same bits.</summary>
/// <param name="Structure">Its <see cref="StructureDigest"/>.</param>
/// <param name="Energy">eV; 0 where it failed.</param>
/// <param name="Forces">eV/Å, x y z of each atom; absent where they were not wanted.</param>
/// <param name="Virial">eV, nine numbers row by row, likewise.</param>
/// <param name="Failed">Why there is no answer; else absent.</param>
sealed record BaselineLabel(string Structure, double Energy, double[]? Forces, double[]? Virial, string? Failed)
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    internal static BaselineLabel Of(string digest, Prediction prediction, bool forces)
    {
        if (!double.IsFinite(prediction.Energy))
            throw new PotentialException("the energy is not a number.");
        if (!forces)
            return new(digest, prediction.Energy, null, null, null);
        var flat = Vec3.Flatten(prediction.Forces).ToArray();
        if (Array.Exists(flat, f => !double.IsFinite(f)))
            throw new PotentialException("a force is not a number.");
        var w = prediction.Virial;
        return new(digest, prediction.Energy, flat, [.. Enumerable.Range(0, 9).Select(k => w[k / 3, k % 3])], null);
    }

    /// <summary>One line with its end.</summary>
    internal byte[] ToLine() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Options), (byte)'\n'];

    /// <summary>Null where the line is not a whole record.</summary>
    internal static BaselineLabel? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var label = JsonSerializer.Deserialize<BaselineLabel>(line, Options);
            return label?.Structure is not null && (label.Forces is null ? label.Virial is null : label.Virial?.Length == 9) ? label : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Fills a prediction: energy, and forces and virial where it has them.</summary>
    internal void CopyTo(Prediction prediction, int atoms)
    {
        prediction.Reset(atoms, Forces is null ? Request.Energy : Request.Forces | Request.Virial);
        prediction.Energy = Energy;
        if (Forces is null)
            return;
        for (var i = 0; i < atoms; i++)
            prediction.Forces[i] = new Vec3(Forces[3 * i], Forces[3 * i + 1], Forces[3 * i + 2]);
        var w = Virial!;
        prediction.Virial = Mat3.FromRows(new Vec3(w[0], w[1], w[2]), new Vec3(w[3], w[4], w[5]), new Vec3(w[6], w[7], w[8]));
    }

    /// <summary>The structure with what was said of it for labels; in no group.</summary>
    internal Frame ToFrame(Structure structure)
    {
        var prediction = new Prediction();
        CopyTo(prediction, structure.Count);
        return new Frame(structure) { Energy = Energy, Forces = Forces is null ? null : prediction.Forces.ToArray(), Stress = Forces is null ? null : prediction.StressIn(structure) };
    }
}
