using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>The readable part of a restart file, of dynamics or of path integrals, as JSON. Names are part of the format.</summary>
sealed record RestartHeader<TSettings>
{
    public required string Potential { get; init; }

    /// <summary>Of path integrals with a cheap reference.</summary>
    public string? Reference { get; init; }

    public required long Step { get; init; }

    /// <summary>Of dynamics, for whoever looks into the file.</summary>
    public string? Formula { get; init; }

    public required string[] Elements { get; init; }

    public required bool[] Periodic { get; init; }

    public required double Charge { get; init; }

    public int? Multiplicity { get; init; }

    public required TSettings Settings { get; init; }

    public required int SingleLanes { get; init; }

    public required int DoubleLanes { get; init; }

    public required IReadOnlyDictionary<string, long> FileLengths { get; init; }

    /// <summary>What follows the header, in order: name and number of doubles.</summary>
    public required ArrayEntry[] Arrays { get; init; }

    internal sealed record ArrayEntry(string Name, int Count);

    internal Structure NewStructure(Vec3[] positions, Dictionary<string, double[]> arrays) => new(
        [.. Elements.Select(e => Element.Parse(e))],
        positions,
        CheckedArrays.CellOf(arrays.GetValueOrDefault("cell")),
        new Periodicity(Periodic[0], Periodic[1], Periodic[2]))
    {
        Charge = Charge,
        Multiplicity = Multiplicity,
        Masses = arrays.GetValueOrDefault("masses"),
    };
}
