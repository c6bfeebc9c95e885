using System.Globalization;
using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// Data sets of DeePMD-kit, read only: a folder with <c>type.raw</c> (the type of each atom), <c>type_map.raw</c> (the element of each type) and folders <c>set.*</c> with <c>coord.npy</c> (Å),
/// <c>box.npy</c> and, where there are labels, <c>energy.npy</c> (eV), <c>force.npy</c> (eV/Å), <c>virial.npy</c> (eV, −∂E/∂ε); or a folder of such folders. A file <c>nopbc</c> says that nothing repeats.
/// </summary>
static class DeepmdFolder
{
    const string Types = "type.raw", TypeMap = "type_map.raw";

    /// <summary>Whether a folder is, or holds, such data.</summary>
    internal static bool IsOne(string folder) => Systems(folder).Any();

    /// <exception cref="AtomsException">While it is enumerated: what is wrong, in which file.</exception>
    internal static IEnumerable<Frame> Read(string folder)
    {
        var index = 0;
        foreach (var system in Systems(folder))
        {
            var elements = Elements(system);
            var repeats = !File.Exists(Path.Combine(system, "nopbc"));
            foreach (var set in Directory.EnumerateDirectories(system, "set.*").Order(StringComparer.Ordinal))
            {
                foreach (var frame in ReadSet(set, elements, repeats, system == folder ? null : Path.GetFileName(system)))
                    yield return new Frame(frame.Structure) { Energy = frame.Energy, Forces = frame.Forces, Stress = frame.Stress, Group = frame.Group, Source = new FrameSource(folder, index++) };
            }
        }
    }

    static IEnumerable<string> Systems(string folder)
    {
        static bool Is(string f) => File.Exists(Path.Combine(f, Types)) && Directory.EnumerateDirectories(f, "set.*").Any();
        return Is(folder) ? [folder] : Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Where(Is);
    }

    static Element[] Elements(string system)
    {
        string[] names = Words(Path.Combine(system, TypeMap), "which element each type is");
        var path = Path.Combine(system, Types);
        string[] types = Words(path, "the type of each atom");
        return
        [
            .. types.Select((t, i) => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var type) && type < names.Length
                ? Element.TryParse(names[type], out var element) ? element : throw new AtomsException($"{Path.Combine(system, TypeMap)}: {Texts.Shown(names[type])} is not an element.")
                : throw new AtomsException($"{path}: {Texts.Shown(t)} (atom {i + 1}) is no type of the {names.Length} that {TypeMap} names.")),
        ];
    }

    static string[] Words(string path, string what)
    {
        try
        {
            return File.ReadAllText(path).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AtomsException($"{path}, which says {what}, cannot be read ({e.Message.TrimEnd('.')}).", e);
        }
    }

    static IEnumerable<Frame> ReadSet(string set, Element[] elements, bool repeats, string? group)
    {
        if (File.Exists(Path.Combine(set, "real_atom_types.npy")))
            throw new AtomsException($"{set} holds frames of different compositions ('mixed type'), which are not read; write each composition as a folder of its own.");
        var atoms = elements.Length;
        using var coordinates = Open(set, "coord.npy", 3 * atoms) ?? throw new AtomsException($"{Path.Combine(set, "coord.npy")} is missing.");
        using var boxes = repeats ? Open(set, "box.npy", 9) ?? throw new AtomsException($"{Path.Combine(set, "box.npy")} is missing, and there is no file 'nopbc' that would say that nothing repeats.") : null;
        using var energies = Open(set, "energy.npy", 1);
        using var forces = Open(set, "force.npy", 3 * atoms);
        using var virials = Open(set, "virial.npy", 9);
        foreach (var other in new[] { boxes, energies, forces, virials })
        {
            if (other is not null && other.Rows != coordinates.Rows)
                throw new AtomsException($"{other.File} has {other.Rows} frames, but {coordinates.File} {coordinates.Rows}.");
        }
        for (var row = 0L; row < coordinates.Rows; row++)
        {
            var positions = Vectors(coordinates, atoms, row);
            var cell = boxes is null ? null : CellOf(Vectors(boxes, 3, row), boxes.File, row);
            var frame = new Frame(new Structure([.. elements], positions, cell, cell is null ? Periodicity.None : Periodicity.All)) { Group = group };
            if (energies is not null)
                frame.Energy = Numbers(energies, 1, row)[0];
            if (forces is not null)
                frame.Forces = Vectors(forces, atoms, row);
            if (virials is not null)
            {
                var w = Vectors(virials, 3, row);
                frame.Stress = cell is null ? null : -1 / cell.Volume * Mat3.FromRows(w[0], w[1], w[2]).Symmetrized;
            }
            yield return frame;
        }
    }

    static NpyFile? Open(string set, string name, int columns)
    {
        var path = Path.Combine(set, name);
        if (!File.Exists(path))
            return null;
        var file = NpyFile.Open(path);
        if (file.Columns == columns)
            return file;
        file.Dispose();
        throw new AtomsException($"{path} has {file.Columns} numbers a frame, where {columns} are expected.");
    }

    static double[] Numbers(NpyFile file, int count, long row)
    {
        var numbers = new double[count];
        file.Next(numbers);
        return Array.TrueForAll(numbers, double.IsFinite) ? numbers : throw new AtomsException($"{file.File}, frame {row + 1}: a number is infinite or none.");
    }

    static Vec3[] Vectors(NpyFile file, int count, long row)
    {
        var numbers = Numbers(file, 3 * count, row);
        return [.. Enumerable.Range(0, count).Select(i => new Vec3(numbers[3 * i], numbers[3 * i + 1], numbers[3 * i + 2]))];
    }

    static Cell CellOf(Vec3[] rows, string file, long row)
    {
        try
        {
            return new Cell(rows[0], rows[1], rows[2]);
        }
        catch (AtomsException e)
        {
            throw new AtomsException($"{file}, frame {row + 1}: {e.Message}", e);
        }
    }
}
