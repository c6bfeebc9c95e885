using System.Security.Cryptography;

namespace Athanor.Learning;

/// <summary>A file that frames were read from, as it was then.</summary>
/// <param name="Path">As it was given.</param>
/// <param name="Sha256">Of the file's bytes, 64 lower-case hexadecimal digits.</param>
public sealed record DataFile(string Path, string Sha256, int Frames, int Atoms)
{
    /// <summary><see cref="Sha256"/> of a file.</summary>
    public static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
