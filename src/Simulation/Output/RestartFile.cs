using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// Restart files. A line "athanor restart 1", a line of JSON (<see cref="RestartHeader"/>), the arrays it lists as little-endian doubles one after the other, and the
/// SHA-256 of all before it. Written whole or not at all.
/// </summary>
public static class RestartFile
{
    const string Magic = "athanor restart 1\n";

    /// <summary>Writes a restart file, over the one of that name if there is one.</summary>
    /// <exception cref="AtomsException">The disk is full or the folder cannot be written; an older file of that name is still there.</exception>
    public static void Write(string path, Restart restart)
    {
        var structure = restart.Structure;
        var arrays = new List<(string Name, double[] Values)>
        {
            ("positions", Flat(structure.Positions)),
            ("velocities", Flat(structure.Velocities!)),
            ("sampledKinetic", Flat(restart.SampledKinetic)),
            ("heatAndWork", [restart.Heat, restart.Work]),
        };
        if (structure.Cell is { } cell)
            arrays.Add(("cell", Flat(cell.Vectors)));
        if (structure.Masses is { } masses)
            arrays.Add(("masses", masses));
        if (restart.ListPositions is { } listed)
            arrays.Add(("listPositions", Flat(listed)));
        if (restart.ListCell is { } listCell)
            arrays.Add(("listCell", Flat(listCell.Vectors)));
        var header = new RestartHeader
        {
            Potential = restart.Potential,
            Step = restart.Step,
            Formula = structure.Formula,
            Elements = [.. structure.Elements.ToArray().Select(e => e.Symbol)],
            Periodic = [structure.Periodic.A, structure.Periodic.B, structure.Periodic.C],
            Charge = structure.Charge,
            Multiplicity = structure.Multiplicity,
            Settings = restart.Settings,
            SingleLanes = restart.SingleLanes,
            DoubleLanes = restart.DoubleLanes,
            FileLengths = restart.FileLengths,
            Arrays = [.. arrays.Select(a => new RestartHeader.ArrayEntry(a.Name, a.Values.Length))],
        };
        CheckedArrays.Write(path, Magic, header, arrays.Select(a => a.Values));
    }

    /// <summary>Reads a restart file.</summary>
    /// <exception cref="SimulationException">It is missing, not a restart file, of a newer version, or damaged.</exception>
    public static Restart Read(string path)
    {
        var header = CheckedArrays.Read<RestartHeader>(path, Magic, "restart file", out var raw);
        return Build(header, raw);
    }

    static Restart Build(RestartHeader header, ReadOnlySpan<byte> raw)
    {
        var arrays = CheckedArrays.Split(header.Arrays.Select(a => (a.Name, a.Count)), raw);
        var structure = header.NewStructure(Vectors(arrays["positions"]), CellOf(arrays.GetValueOrDefault("cell")));
        structure.Velocities = Vectors(arrays["velocities"]);
        structure.Masses = arrays.GetValueOrDefault("masses");
        return new Restart
        {
            Potential = header.Potential,
            Settings = header.Settings,
            Structure = structure,
            Step = header.Step,
            Heat = arrays["heatAndWork"][0],
            Work = arrays["heatAndWork"][1],
            SampledKinetic = Mat3.FromSpan(arrays["sampledKinetic"]),
            ListPositions = arrays.TryGetValue("listPositions", out var listed) ? Vectors(listed) : null,
            ListCell = CellOf(arrays.GetValueOrDefault("listCell")),
            SingleLanes = header.SingleLanes,
            DoubleLanes = header.DoubleLanes,
            FileLengths = header.FileLengths,
        };
    }

    static double[] Flat(Vec3[] vectors) => Vec3.Flatten(vectors.AsSpan()).ToArray();

    static double[] Flat(Mat3 m) => [m.XX, m.XY, m.XZ, m.YX, m.YY, m.YZ, m.ZX, m.ZY, m.ZZ];

    static Cell? CellOf(double[]? vectors) => vectors is null ? null : new Cell(Mat3.FromSpan(vectors));

    static Vec3[] Vectors(double[] flat) => System.Runtime.InteropServices.MemoryMarshal.Cast<double, Vec3>(flat.AsSpan()).ToArray();
}
