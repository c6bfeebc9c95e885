using Athanor.Atoms;

namespace Athanor.Simulation;

/// <summary>The readable part of a restart file, as JSON. Names are part of the format.</summary>
sealed record RestartHeader
{
    public required string Potential { get; init; }

    public required long Step { get; init; }

    public required string Formula { get; init; }

    public required string[] Elements { get; init; }

    public required bool[] Periodic { get; init; }

    public required double Charge { get; init; }

    public int? Multiplicity { get; init; }

    public required DynamicsSettings Settings { get; init; }

    public required int SingleLanes { get; init; }

    public required int DoubleLanes { get; init; }

    public required IReadOnlyDictionary<string, long> FileLengths { get; init; }

    /// <summary>What follows the header, in order: name and number of doubles.</summary>
    public required ArrayEntry[] Arrays { get; init; }

    internal sealed record ArrayEntry(string Name, int Count);

    internal Structure NewStructure(Numerics.Vec3[] positions, Cell? cell) => new(
        [.. Elements.Select(e => Element.Parse(e))],
        positions,
        cell,
        new Periodicity(Periodic[0], Periodic[1], Periodic[2]))
    {
        Charge = Charge,
        Multiplicity = Multiplicity,
    };
}
