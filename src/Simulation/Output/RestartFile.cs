using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// Restart files. A line "athanor restart 1", a line of JSON (<see cref="RestartHeader{TSettings}"/>), the arrays it lists as little-endian doubles one after the other, and the
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
            ("positions", CheckedArrays.Flat(structure.Positions)),
            ("velocities", CheckedArrays.Flat(structure.Velocities!)),
            ("sampledKinetic", CheckedArrays.Flat(restart.SampledKinetic)),
            ("heatAndWork", [restart.Heat, restart.Work]),
        };
        if (structure.Cell is { } cell)
            arrays.Add(("cell", CheckedArrays.Flat(cell.Vectors)));
        if (structure.Masses is { } masses)
            arrays.Add(("masses", masses));
        if (restart.ListPositions is { } listed)
            arrays.Add(("listPositions", CheckedArrays.Flat(listed)));
        if (restart.ListCell is { } listCell)
            arrays.Add(("listCell", CheckedArrays.Flat(listCell.Vectors)));
        CheckedArrays.Write(path, Magic, new RestartHeader<DynamicsSettings>
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
            Arrays = [.. arrays.Select(a => new RestartHeader<DynamicsSettings>.ArrayEntry(a.Name, a.Values.Length))],
        }, arrays.Select(a => a.Values));
    }

    /// <summary>Reads a restart file.</summary>
    /// <exception cref="SimulationException">It is missing, not a restart file, of a newer version, or damaged.</exception>
    public static Restart Read(string path)
    {
        var header = CheckedArrays.Read<RestartHeader<DynamicsSettings>>(path, Magic, "restart file", out var raw);
        var arrays = CheckedArrays.Split(header.Arrays.Select(a => (a.Name, a.Count)), raw);
        var structure = header.NewStructure(CheckedArrays.Vectors(arrays["positions"]), arrays);
        structure.Velocities = CheckedArrays.Vectors(arrays["velocities"]);
        return new Restart
        {
            Potential = header.Potential,
            Settings = header.Settings,
            Structure = structure,
            Step = header.Step,
            Heat = arrays["heatAndWork"][0],
            Work = arrays["heatAndWork"][1],
            SampledKinetic = Mat3.FromSpan(arrays["sampledKinetic"]),
            ListPositions = arrays.TryGetValue("listPositions", out var listed) ? CheckedArrays.Vectors(listed) : null,
            ListCell = CheckedArrays.CellOf(arrays.GetValueOrDefault("listCell")),
            SingleLanes = header.SingleLanes,
            DoubleLanes = header.DoubleLanes,
            FileLengths = header.FileLengths,
        };
    }
}
