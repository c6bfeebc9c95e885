using System.Globalization;

namespace Athanor.Potentials.Ani;

/// <summary>An <c>.info</c> file: where the parts of a model lie. Paths are whole.</summary>
sealed record NeuroChemInfo(string Path, string Constants, string SelfEnergies, string Prefix, int Members)
{
    const int MostMembers = 64;

    const string What = "an .info file (four lines: constants, self energies, prefix of the members' folders, number of members)";

    /// <summary>Whether the first bytes of a file look like those of an <c>.info</c> file.</summary>
    internal static bool Begins(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf((byte)'\n');
        return end > 0 && head[..end].TrimEnd("\r \t"u8).EndsWith(".params"u8);
    }

    /// <param name="path">The file, or the folder that holds exactly one.</param>
    /// <exception cref="PotentialException">There is none, there are several, or it is not what it should be.</exception>
    internal static NeuroChemInfo Read(string path)
    {
        if (Directory.Exists(path))
            path = In(path);
        var lines = NeuroChemText.Lines(path, What);
        if (lines.Length < 4)
            throw NeuroChemText.Error(path, lines.Length, $"the file ends here, but it should be {What}.");
        if (!int.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out var members) || members is < 1 or > MostMembers)
            throw NeuroChemText.Error(path, 4, $"the number of members stands here, 1 to {MostMembers}, not '{NeuroChemText.Shown(lines[3])}'.");
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        var info = new NeuroChemInfo(path, Below(path, 1, folder, lines[0]), Below(path, 2, folder, lines[1]), Below(path, 3, folder, lines[2]), members);
        foreach (var (line, part) in new[] { (1, info.Constants), (2, info.SelfEnergies) })
        {
            if (!File.Exists(part))
                throw NeuroChemText.Error(path, line, $"{part} is missing. Copy it from where the model came from.");
        }
        for (var m = 0; m < members; m++)
        {
            if (!Directory.Exists(info.Networks(m)))
                throw NeuroChemText.Error(path, 3, $"there is no folder {info.Networks(m)}, where the networks of member {m} should be. Copy it from where the model came from.");
        }
        return info;
    }

    /// <summary>The folder of one member's networks.</summary>
    internal string Networks(int member) => System.IO.Path.Combine(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{member}"), "networks");

    static string In(string folder)
    {
        string[] found = [.. Directory.EnumerateFiles(folder, "*.info").Take(20).Order(StringComparer.Ordinal)];
        return found.Length switch
        {
            1 => found[0],
            0 => throw new PotentialException($"{folder} holds no .info file, so it is not the folder of an ANI model."),
            _ => throw new PotentialException($"{folder} holds {found.Length} models ({string.Join(", ", found.Select(System.IO.Path.GetFileName))}); name one of these files."),
        };
    }

    /// <summary>A model is a folder: what lies outside it does not belong to it.</summary>
    static string Below(string path, int line, string folder, string relative)
    {
        var parts = relative.Split('/', '\\');
        if (relative.Length is 0 or > 1024 || relative.Any(c => char.IsControl(c) || c == ':') || System.IO.Path.IsPathRooted(relative) || parts.Contains(".."))
            throw NeuroChemText.Error(path, line, $"a path below the file's own folder stands here, not '{NeuroChemText.Shown(relative)}'.");
        return System.IO.Path.Combine([folder, .. parts]);
    }
}
