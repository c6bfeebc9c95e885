using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// Path-integral dynamics laid down so that it can go on with the same bits. On disk (<see cref="Write"/>, <see cref="Read"/>) a line "athanor ring restart 1", a line of JSON, the arrays, a checksum.
/// </summary>
public sealed class PathIntegralRestart
{
    const string Magic = "athanor ring restart 1\n";

    /// <summary>Name of the potential.</summary>
    public required string Potential { get; init; }

    /// <summary>Name of the cheap reference; null without one.</summary>
    public string? Reference { get; init; }

    public required PathIntegralSettings Settings { get; init; }

    /// <summary>Elements, masses, cell; positions are those of the centroid.</summary>
    public required Structure Structure { get; init; }

    public required long Step { get; init; }

    /// <summary>eV.</summary>
    public required double Heat { get; init; }

    /// <summary>eV.</summary>
    public required double SampledKinetic { get; init; }

    internal double[] Modes { get; init; } = [];

    internal double[] Velocities { get; init; } = [];

    /// <summary>Where neighbour lists stood, by set of beads; empty where none are kept.</summary>
    internal Vec3[][] ListPositions { get; init; } = [];

    public required int SingleLanes { get; init; }

    public required int DoubleLanes { get; init; }

    /// <summary>Bytes of each growing file at this step, by its role.</summary>
    public required IReadOnlyDictionary<string, long> FileLengths { get; init; }

    /// <summary>Null where this process continues with the same bits; else the sentence that says why it will be a different (equally valid) trajectory.</summary>
    public string? Difference => CheckedArrays.Difference(SingleLanes, DoubleLanes);

    /// <summary>Of a running simulation, between two steps.</summary>
    public static PathIntegralRestart Of(PathIntegralDynamics dynamics) => new()
    {
        Potential = dynamics.Potential.Name,
        Reference = dynamics.Reference?.Name,
        Settings = dynamics.Settings,
        Structure = dynamics.Ring.UpdateCentroid(),
        Step = dynamics.Ring.Step,
        Heat = dynamics.Ring.Heat,
        SampledKinetic = dynamics.Ring.SampledKinetic,
        Modes = dynamics.Ring.Modes,
        Velocities = dynamics.Ring.Velocities,
        ListPositions = [.. dynamics.Sets.Select(s => s.ListPositions())],
        SingleLanes = Widths.SingleLanes,
        DoubleLanes = Widths.DoubleLanes,
        FileLengths = dynamics.Observers.OfType<IGrowingRingFile>().ToDictionary(f => f.Role, f => f.Length),
    };

    /// <summary>Writes it, over the file of that name if there is one.</summary>
    /// <exception cref="AtomsException">The disk is full or the folder cannot be written; an older file of that name is still there.</exception>
    public void Write(string path)
    {
        var arrays = new List<(string Name, double[] Values)>
        {
            ("modes", Modes),
            ("velocities", Velocities),
            ("heatAndKinetic", [Heat, SampledKinetic]),
            ("centroid", CheckedArrays.Flat(Structure.Positions)),
        };
        if (Structure.Cell is { } cell)
            arrays.Add(("cell", CheckedArrays.Flat(cell.Vectors)));
        if (Structure.Masses is { } masses)
            arrays.Add(("masses", masses));
        arrays.AddRange(ListPositions.Select((l, k) => ($"lists{k}", CheckedArrays.Flat(l))));
        CheckedArrays.Write(path, Magic, new RestartHeader<PathIntegralSettings>
        {
            Potential = Potential,
            Reference = Reference,
            Step = Step,
            Elements = [.. Structure.Elements.ToArray().Select(e => e.Symbol)],
            Periodic = [Structure.Periodic.A, Structure.Periodic.B, Structure.Periodic.C],
            Charge = Structure.Charge,
            Multiplicity = Structure.Multiplicity,
            Settings = Settings,
            SingleLanes = SingleLanes,
            DoubleLanes = DoubleLanes,
            FileLengths = FileLengths,
            Arrays = [.. arrays.Select(a => new RestartHeader<PathIntegralSettings>.ArrayEntry(a.Name, a.Values.Length))],
        }, arrays.Select(a => a.Values));
    }

    /// <exception cref="SimulationException">It is missing, not such a file, of another version, or damaged.</exception>
    public static PathIntegralRestart Read(string path)
    {
        var header = CheckedArrays.Read<RestartHeader<PathIntegralSettings>>(path, Magic, "restart file of path integrals", out var raw);
        var arrays = CheckedArrays.Split(header.Arrays.Select(a => (a.Name, a.Count)), raw);
        return new PathIntegralRestart
        {
            Potential = header.Potential,
            Reference = header.Reference,
            Settings = header.Settings,
            Structure = header.NewStructure(CheckedArrays.Vectors(arrays["centroid"]), arrays),
            Step = header.Step,
            Heat = arrays["heatAndKinetic"][0],
            SampledKinetic = arrays["heatAndKinetic"][1],
            Modes = arrays["modes"],
            Velocities = arrays["velocities"],
            ListPositions = [.. Enumerable.Range(0, header.Reference is null ? 1 : 2).Select(k => CheckedArrays.Vectors(arrays[$"lists{k}"]))],
            SingleLanes = header.SingleLanes,
            DoubleLanes = header.DoubleLanes,
            FileLengths = header.FileLengths,
        };
    }

    internal RingPolymer NewRing()
    {
        var ring = new RingPolymer(Structure, Settings) { Step = Step, Heat = Heat, SampledKinetic = SampledKinetic };
        Modes.CopyTo(ring.Modes, 0);
        Velocities.CopyTo(ring.Velocities, 0);
        return ring;
    }
}

/// <summary>Writes a restart file at the start, every so many steps, and when a run ends or is interrupted; each replaces the one before.</summary>
public sealed class RingRestartWriter(string path, int every) : IRingObserver
{
    public int Every => every;

    public string Path => path;

    /// <summary>Step of the restart that is on disk.</summary>
    public long? Written { get; private set; }

    public void Observe(PathIntegralDynamics dynamics) => WriteNow(dynamics);

    internal void WriteNow(PathIntegralDynamics dynamics)
    {
        if (Written == dynamics.Ring.Step)
            return;
        PathIntegralRestart.Of(dynamics).Write(path);
        Written = dynamics.Ring.Step;
    }
}
