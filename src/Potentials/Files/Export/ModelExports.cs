using Athanor.Atoms;
using Athanor.Potentials.Ani;
using Athanor.Potentials.Behler.N2p2;
using Athanor.Potentials.Nep;

namespace Athanor.Potentials;

/// <summary>The formats in which models can be written.</summary>
public static class ModelExports
{
    public static IReadOnlyList<IModelExport> All { get; } =
    [
        new ModelFileExport(),
        new NeuroChemExport(),
        new NepExport(),
        new N2p2Export(),
    ];

    /// <exception cref="PotentialException">There is none of that name.</exception>
    public static IModelExport Named(string name) =>
        All.FirstOrDefault(e => e.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new PotentialException($"Models cannot be written as '{name}'.{Spelling.Suggest(name, All.Select(e => e.Name))} Known are {string.Join(", ", All.Select(e => e.Name))}.");

    /// <summary>Writes a model whole or not at all: under another name in the same folder first, then moved to its place.</summary>
    /// <param name="path">File or folder, as the format has it.</param>
    /// <param name="overwrite">Whether what stands there may be replaced.</param>
    /// <exception cref="PotentialException">The format has no room for the model; the message says why.</exception>
    /// <exception cref="AtomsException">Something stands there and may not be replaced, or it cannot be written.</exception>
    public static void Write(IModelExport format, IPotential potential, string path, bool overwrite)
    {
        RefuseIfTaken(format, path, overwrite);
        potential = Calibrated.Bare(potential);
        if (format.WhyNot(potential) is { } reason)
            throw new PotentialException($"{potential.Name} cannot be written as {format.Name}: {reason}");
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var partial = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.part");
        try
        {
            if (format.IsFolder)
                Directory.CreateDirectory(partial);
            format.Write(potential, partial);
            Replace(partial, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AtomsException($"{path} could not be written ({e.Message.TrimEnd('.')}).", e);
        }
        finally
        {
            Delete(partial);
        }
    }

    /// <summary>Says before any work what <see cref="Write"/> would say at its end.</summary>
    /// <exception cref="AtomsException">Something stands there and may not be replaced, or its folder does not exist.</exception>
    public static void RefuseIfTaken(IModelExport format, string path, bool overwrite)
    {
        // A file is never replaced by a folder nor a folder by a file: that was not meant.
        if (format.IsFolder ? File.Exists(path) : Directory.Exists(path))
            throw new AtomsException($"{path} is a {(format.IsFolder ? "file" : "folder")}; a model of kind '{format.Name}' is {format.Summary}. Choose another name.");
        if (!overwrite && (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())))
            throw new AtomsException($"{path} exists; choose another name or add --force");
        var folder = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (folder is not null && !Directory.Exists(folder))
            throw new AtomsException($"{path} cannot be written: there is no folder {folder}; make it first.");
    }

    /// <summary>What stood there goes aside first, so that a folder too is one or the other and never a mixture.</summary>
    static void Replace(string partial, string target)
    {
        if (!Directory.Exists(partial))
        {
            File.Move(partial, target, overwrite: true);
            return;
        }
        var aside = partial + ".old";
        var replaces = Directory.Exists(target);
        if (replaces)
        {
            RefuseIfMore(target, partial);
            Directory.Move(target, aside);
        }
        Directory.Move(partial, target);
        if (replaces)
            Directory.Delete(aside, recursive: true);
    }

    /// <summary>A folder that holds anything beside such a model is not one, and would be lost.</summary>
    static void RefuseIfMore(string target, string partial)
    {
        foreach (var file in Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(target, file);
            if (!File.Exists(Path.Combine(partial, name)))
                throw new AtomsException($"{target} is not replaced, because it holds {name}, which is no part of the model. Choose another folder, or empty this one.");
        }
    }

    static void Delete(string partial)
    {
        if (Directory.Exists(partial))
            Directory.Delete(partial, recursive: true);
        else if (File.Exists(partial))
            File.Delete(partial);
    }
}
