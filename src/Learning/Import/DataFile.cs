using System.Security.Cryptography;

namespace Athanor.Learning;

/// <summary>A file that frames were read from, as it was then.</summary>
/// <param name="Path">As it was given.</param>
/// <param name="Sha256">Of the file's bytes, 64 lower-case hexadecimal digits.</param>
public sealed record DataFile(string Path, string Sha256, int Frames, int Atoms)
{
    /// <summary><see cref="Sha256"/> of a file; of a folder, that of the names and hashes of all files in it.</summary>
    public static string HashOf(string path)
    {
        if (Directory.Exists(path))
        {
            var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
            var lines = string.Concat(files.Select(f => $"{HashOf(f)} {System.IO.Path.GetRelativePath(path, f).Replace('\\', '/')}\n"));
            return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(lines)));
        }
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
