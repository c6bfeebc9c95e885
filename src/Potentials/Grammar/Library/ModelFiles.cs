using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Athanor.Potentials;

/// <summary>The files that a model consists of, and what they hold.</summary>
/// <param name="Folder">Absolute; the folder that <paramref name="Names"/> are relative to.</param>
/// <param name="Names">With '/' between folders, sorted.</param>
sealed record ModelFiles(string Folder, IReadOnlyList<string> Names)
{
    /// <exception cref="PotentialException">A file lies outside the folder of the model.</exception>
    internal static ModelFiles Of(string path, IPotentialKind kind)
    {
        var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;
        string[] names = [.. kind.FilesOf(path).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        return names.FirstOrDefault(n => n.StartsWith("..", StringComparison.Ordinal)) is { } outside
            ? throw new PotentialException($"{path} uses {outside}, which is not in or below its own folder. Put the files of a model together.")
            : new ModelFiles(folder, names);
    }

    internal long Length => Names.Sum(n => new FileInfo(Path.Combine(Folder, n)).Length);

    /// <summary>SHA-256 over names, lengths and contents of all files: 64 lower-case hexadecimal digits.</summary>
    internal string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[8];
        foreach (var name in Names)
        {
            var content = File.ReadAllBytes(Path.Combine(Folder, name));
            BinaryPrimitives.WriteInt64LittleEndian(length, content.Length);
            // A file alone is the same model under another name.
            if (Names.Count > 1)
                hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(length);
            hash.AppendData(content);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    internal void CopyTo(string folder)
    {
        foreach (var name in Names)
        {
            var to = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(Path.Combine(Folder, name), to);
        }
    }
}
