using System.Globalization;
using System.Text;

namespace Athanor.Potentials.Ani;

/// <summary>The small text files of a NeuroChem folder: lines with numbers, complaints with file and line, nothing read beyond a size no such file has.</summary>
static class NeuroChemText
{
    const int Largest = 1 << 20;

    /// <exception cref="PotentialException">It is missing, cannot be read, or is larger than any such file.</exception>
    internal static byte[] Bytes(string path, string what)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > Largest)
                throw new PotentialException($"{path} has {file.Length} bytes; {what} has a few hundred. It is something else.");
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PotentialException($"{path} is missing; {what} belongs to the model. Copy it from where the model came from.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new PotentialException($"{path} cannot be read ({e.Message.TrimEnd('.')}).", e);
        }
    }

    internal static string[] Lines(string path, string what)
    {
        var text = Encoding.UTF8.GetString(Bytes(path, what));
        return [.. text.Split('\n').Select(l => l.Trim().Trim('\uFEFF'))];
    }

    internal static PotentialException Error(string path, int line, string what) => new($"{path}, line {line}: {what}");

    /// <summary>The beginning of what stands there, for messages.</summary>
    internal static string Shown(ReadOnlySpan<char> text)
    {
        var shown = new StringBuilder(text.Length > 60 ? string.Concat(text[..60], " …") : text.ToString());
        for (var i = 0; i < shown.Length; i++)
        {
            if (char.IsControl(shown[i]))
                shown[i] = '?';
        }
        return shown.ToString();
    }

    internal static double Number(string path, int line, ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && double.IsFinite(x)
            ? x
            : throw Error(path, line, $"'{Shown(text)}' is not a number.");
}
