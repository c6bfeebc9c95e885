using System.Text;
using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>
/// Reads tables of embedded-atom potentials: setfl files (<c>eam/alloy</c>), those whose densities depend on both elements (<c>eam/fs</c>; told from the former by how much there is in them, which is the same
/// where there is one element), and funcfl files of one element.
/// </summary>
static class EamFile
{
    const int FewestPoints = 5, MostElements = 118;

    const long MostIntervals = 1L << 24;

    // LAMMPS' own, in which the potentials that are given as effective charges were fitted.
    const double ChargesSquared = 27.2 * 0.529;

    /// <summary>Whether a file begins as one of these does.</summary>
    internal static bool Begins(ReadOnlySpan<byte> head)
    {
        var lines = Encoding.UTF8.GetString(head).Split('\n');
        return IsSetfl(lines) || IsFuncfl(lines);
    }

    static bool IsSetfl(string[] lines) =>
        lines.Length > 5 && Split(lines[3]) is [var count, .. var names] && int.TryParse(count, out var n) && n > 0 && names.Length == n && IsGrid(lines[4]) && Split(lines[5]) is [var z, _, _, ..] && int.TryParse(z, out _);

    static bool IsFuncfl(string[] lines) => lines.Length > 3 && IsGrid(lines[2]) && Split(lines[1]) is [var z, var mass, ..] && int.TryParse(z, out _) && IsNumber(mass);

    static bool IsGrid(string line) => Split(line) is [var points, var step, var radii, var width, var cutoff] && int.TryParse(points, out _) && int.TryParse(radii, out _) && IsNumber(step) && IsNumber(width) && IsNumber(cutoff);

    static bool IsNumber(string word) => double.TryParse(word.Replace('D', 'E').Replace('d', 'e'), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _);

    static string[] Split(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <exception cref="PotentialException">The file is missing or broken; the message says where.</exception>
    internal static EamTables Read(string path)
    {
        var text = new ParameterText(path);
        var head = new List<string>();
        while (head.Count < 6 && text.Line() is { } line)
            head.Add(line);
        text = new ParameterText(path);
        if (IsFuncfl([.. head]))
            return ReadFuncfl(text);
        return ReadSetfl(text);
    }

    sealed record Grid(int Densities, double DensityStep, int Radii, double RadiusStep, double Cutoff);

    static Grid ReadGrid(ParameterText text)
    {
        var words = Split(text.Line() ?? throw text.Error("the file ends before its grids."));
        if (words.Length < 5)
            throw text.Error("here the grids are expected: points and step of the density, points and step of the distance, cutoff.");
        var grid = new Grid(text.Whole(words[0]), text.Real(words[1]), text.Whole(words[2]), text.Real(words[3]), text.Real(words[4]));
        if (grid.Densities < FewestPoints || grid.Radii < FewestPoints)
            throw text.Error($"a table wants {FewestPoints} points at least; here are {grid.Densities} of the density and {grid.Radii} of the distance.");
        if (!(grid.DensityStep > 0 && grid.RadiusStep > 0 && grid.Cutoff > 0))
            throw text.Error("steps and cutoff must be above zero.");
        if (grid.Cutoff > grid.Radii * grid.RadiusStep * (1 + 1e-6))
            throw text.Error(FormattableString.Invariant($"the cutoff of {grid.Cutoff} Å lies beyond the tables, which end at {(grid.Radii - 1) * grid.RadiusStep} Å."));
        return grid;
    }

    static EamTables ReadSetfl(ParameterText text)
    {
        var comment = new List<string>();
        for (var k = 0; k < 3; k++)
            comment.Add((text.Line() ?? throw text.Error("the file ends within its three lines of comment. A setfl file of an embedded-atom potential is expected.")).Trim());
        var words = Split(text.Line() ?? throw text.Error("the file ends before its elements."));
        if (words.Length == 0 || !int.TryParse(words[0], out var count) || count < 1 || count > MostElements || words.Length < count + 1)
            throw text.Error("here the elements are expected, their number first, as in '2 Cu Ni'.");
        Element[] elements = [.. words[1..(count + 1)].Select(w => Element.TryParse(w, out var e) ? e : throw text.Error($"'{ParameterText.Shown(w)}' is not the symbol of an element."))];
        if (elements.Distinct().Count() < count)
            throw text.Error("an element is named twice.");
        var grid = ReadGrid(text);
        if ((long)count * count * grid.Radii > MostIntervals)
            throw text.Error($"{count} elements with {grid.Radii} distances each are more than can be held.");
        var byPair = count > 1 && DensitiesDependOnPair(text, grid, count);
        var embedding = new double[count][];
        var density = new double[count, count][];
        var pair = new double[count, count][];
        for (var a = 0; a < count; a++)
        {
            if (text.Line() is not { } head || Split(head) is not [var number, _, ..])
                throw text.Error($"here the line of {elements[a]} is expected: atomic number, mass, lattice constant, lattice.");
            text.Whole(number);
            embedding[a] = text.Numbers(grid.Densities, $"the embedding function of {elements[a]}");
            for (var b = 0; b < count; b++)
                density[b, a] = byPair || b == 0 ? text.Numbers(grid.Radii, $"the density of {elements[a]}") : density[0, a];
        }
        for (var a = 0; a < count; a++)
        {
            for (var b = 0; b <= a; b++)
                pair[a, b] = pair[b, a] = text.Numbers(grid.Radii, $"the pair function of {elements[a]} and {elements[b]}");
        }
        return new EamTables(byPair ? "setfl of Finnis and Sinclair's kind" : "setfl", string.Join(' ', comment.Where(c => c.Length > 0)), elements, grid.DensityStep, grid.RadiusStep, grid.Cutoff, embedding, density, pair);
    }

    /// <summary>By the number of words in the whole file, which is nearer to what the one or the other asks for.</summary>
    static bool DensitiesDependOnPair(ParameterText text, Grid grid, int count)
    {
        var rest = new ParameterText(text.Path);
        long words = 0;
        for (var k = 0; k < text.Number; k++)
            rest.Line();
        while (rest.Line() is { } line)
        {
            foreach (var range in line.AsSpan().SplitAny(" \t"))
                words += range.End.Value > range.Start.Value ? 1 : 0;
        }
        var alloy = 4L * count + (long)count * (grid.Densities + grid.Radii) + count * (count + 1L) / 2 * grid.Radii;
        return words > alloy + count * (count - 1L) * grid.Radii / 2;
    }

    static EamTables ReadFuncfl(ParameterText text)
    {
        var comment = text.Line()!.Trim();
        var words = Split(text.Line()!);
        var number = text.Whole(words[0]);
        if (number < 1 || number > MostElements)
            throw text.Error($"{number} is not the atomic number of an element.");
        var element = new Element(number);
        var grid = ReadGrid(text);
        var embedding = text.Numbers(grid.Densities, $"the embedding function of {element}");
        var charge = text.Numbers(grid.Radii, $"the effective charge of {element}");
        var density = text.Numbers(grid.Radii, $"the density of {element}");
        // The last point of each grid is dropped, as LAMMPS does when it brings several files to one grid.
        return new EamTables("funcfl", comment, [element], grid.DensityStep, grid.RadiusStep, grid.Cutoff, [embedding[..^1]], new[,] { { density[..^1] } }, new[,] { { charge[..^1].Select(z => ChargesSquared * z * z).ToArray() } });
    }
}
