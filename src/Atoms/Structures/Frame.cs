using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>A structure with labels: what a reference calculation said of it. A label that is absent is null, never zero.</summary>
public sealed class Frame
{
    public Frame(Structure structure) => Structure = structure;

    public Structure Structure { get; }

    /// <summary>Total energy, eV.</summary>
    public double? Energy { get; set; }

    /// <summary>eV/Å, one per atom.</summary>
    public Vec3[]? Forces { get; set; }

    /// <summary>(1/V) ∂E/∂ε, eV/Å³, tension positive.</summary>
    public Mat3? Stress { get; set; }

    /// <summary>The group of structures it belongs to (<c>config_type</c>), by which errors are told apart; null where not said.</summary>
    public string? Group { get; set; }

    /// <summary>What else the file said of the whole frame, key → text as it stood; written back unchanged.</summary>
    public Dictionary<string, string> Info { get; init; } = [];

    /// <summary>What else the file said of each atom, column name → values; written back unchanged.</summary>
    public Dictionary<string, AtomColumn> Columns { get; init; } = [];

    /// <summary>Where it was read, for messages.</summary>
    public FrameSource? Source { get; init; }
}

/// <summary>A file and the zero-based number of the frame in it.</summary>
public sealed record FrameSource(string File, int Index)
{
    public override string ToString() => $"{File}, frame {Index + 1}";
}

/// <summary>A per-atom column that the program does not interpret. Exactly one of the arrays is set, of Width values per atom.</summary>
/// <param name="Kind">As in extxyz: 'R' real, 'I' integer, 'S' string, 'L' logical.</param>
public sealed record AtomColumn(char Kind, int Width, double[]? Numbers, string[]? Texts);
