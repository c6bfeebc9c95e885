using System.Globalization;

namespace Athanor.Potentials.Behler.N2p2;

/// <summary>Reading the text files of a model.</summary>
static class N2p2Text
{
    /// <exception cref="PotentialException">The file is missing or cannot be read.</exception>
    internal static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PotentialException($"{path} is missing; an n2p2 model is a folder with input.nn, scaling.data and weights.ZZZ.data.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PotentialException($"{path} cannot be read ({e.Message.TrimEnd('.')}).", e);
        }
    }

    /// <summary>A finite number.</summary>
    internal static bool TryNumber(ReadOnlySpan<char> word, out double value) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    internal static string Shown(ReadOnlySpan<char> word) => word.Length <= 40 ? $"'{word}'" : $"'{word[..37]}...'";
}
