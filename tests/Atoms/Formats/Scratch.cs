using System.Text;

namespace Athanor.Atoms.Tests;

/// <summary>A folder of its own for a test that writes files.</summary>
sealed class Scratch : IDisposable
{
    public Scratch() => Folder = Directory.CreateTempSubdirectory("athanor-").FullName;

    public string Folder { get; }

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Writes a text and gives its path.</summary>
    public string Put(string name, string text)
    {
        File.WriteAllText(PathOf(name), text, new UTF8Encoding(false));
        return PathOf(name);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Frames of a text, by way of a file of this name.</summary>
    public static Frame[] Read(string name, string text, LabelKeys? keys = null)
    {
        using var scratch = new Scratch();
        return [.. StructureFiles.Read(scratch.Put(name, text), keys)];
    }

    /// <summary>What the reader says against a text, the folder left out.</summary>
    public static string Complaint(string name, string text)
    {
        using var scratch = new Scratch();
        var path = scratch.Put(name, text);
        return Assert.Throws<AtomsException>(() => StructureFiles.Read(path).Count()).Message.Replace(scratch.Folder + Path.DirectorySeparatorChar, "");
    }

    /// <summary>A text as the writer of this file name gives it.</summary>
    public static string Written(string name, params Frame[] frames)
    {
        using var scratch = new Scratch();
        StructureFiles.Write(scratch.PathOf(name), frames, overwrite: false);
        return File.ReadAllText(scratch.PathOf(name));
    }
}
