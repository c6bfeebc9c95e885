using System.IO.Compression;

namespace Athanor.Atoms;

/// <summary>The one door to files that hold structures: extended XYZ, POSCAR, CIF, LAMMPS data, PDB, input.data of n2p2; plain or gzip. DeePMD's folders too.</summary>
public static class StructureFiles
{
    /// <summary>
    /// The frames of a file (or of a folder of DeePMD), read one by one as they are asked for, so that a file may be larger than memory. The format is told by name and content.
    /// </summary>
    /// <param name="keys">Under which names the labels stand; the usual ones where null.</param>
    /// <exception cref="AtomsException">
    /// At once: the file is missing, empty, or of no known format. While it is read: what is wrong, in which frame and line.
    /// </exception>
    public static IEnumerable<Frame> Read(string path, LabelKeys? keys = null)
    {
        if (IsFolder(path))
            return DeepmdFolder.Read(path);
        // Opened here to complain at once, and again by whoever enumerates, as often as they do.
        using (var lines = InputFile.Open(path))
            StructureFormat.Of(lines);
        return Frames(path, keys ?? LabelKeys.Default);
    }

    /// <summary>Whether this is a folder that holds structures.</summary>
    public static bool IsFolder(string path) => Directory.Exists(path) && DeepmdFolder.IsOne(path);

    /// <summary>The first frame of a file.</summary>
    /// <exception cref="AtomsException">As <see cref="Read"/>.</exception>
    public static Frame ReadOne(string path, LabelKeys? keys = null) => Read(path, keys).First();

    /// <summary>Writes a whole file, or none; gzipped where the name ends in .gz.</summary>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="format">"extxyz", "xyz", "poscar", "cif", "lammps" or "n2p2"; told by the name where null.</param>
    /// <exception cref="AtomsException">The file exists, its name tells no format, the format cannot hold the frames, or the disk is full.</exception>
    public static void Write(string path, IEnumerable<Frame> frames, bool overwrite, string? format = null)
    {
        var writer = StructureFormat.ToWrite(path, format);
        AtomicFile.Write(path, overwrite, stream =>
        {
            if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            {
                using var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
                writer.Write(gzip, frames);
            }
            else
            {
                writer.Write(stream, frames);
            }
        });
    }

    /// <summary>Refuses early, before hours of work, a name that tells no format to write.</summary>
    /// <exception cref="AtomsException">It tells none, or one that is only read.</exception>
    public static void RefuseUnknownFormat(string path) => StructureFormat.ToWrite(path, null);

    static IEnumerable<Frame> Frames(string path, LabelKeys keys)
    {
        using var lines = InputFile.Open(path);
        var any = false;
        foreach (var frame in StructureFormat.Of(lines).Read(lines, keys))
        {
            any = true;
            yield return frame;
        }
        if (!any)
            throw new AtomsException($"{path} holds no structure.");
    }
}
