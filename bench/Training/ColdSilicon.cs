using System.Globalization;
using System.Text.RegularExpressions;
using Athanor.Atoms;

namespace Athanor.Bench.Training;

/// <summary>
/// Parts silicon of mlearn by temperature, for error bars of what was not learned: AIMD of the crystal at 300 and 843 K into <c>cold.xyz</c>, all else into <c>other.xyz</c>, groups named by temperature or kind. Vacancies are called cold or
/// hot by their forces: the temperatures in the descriptions of that group are exchanged in that copy (of those "at 300 K" all but one have the forces of the hot). <c>dotnet run --project bench -c Release -- cold-silicon FOLDER-OF-MLEARN OUT-FOLDER</c>.
/// </summary>
static partial class ColdSilicon
{
    /// <summary>Root mean square of a force, eV/Å, between the two sorts of vacancies: the cold reach 1.06, the hot begin at 1.37.</summary>
    const double Hot = 1.2;

    static readonly string[] Cold = ["300 K", "843 K"];

    public static void Run(string[] arguments)
    {
        if (arguments.Length != 2)
        {
            Console.WriteLine("cold-silicon: give the folder of Si_train.xyz and Si_test.xyz, and one to write to");
            return;
        }
        var frames = new[] { "Si_train.xyz", "Si_test.xyz" }.SelectMany(f => StructureFiles.Read(Path.Combine(arguments[0], f))).ToArray();
        foreach (var frame in frames)
            frame.Group = GroupOf(frame);
        foreach (var (name, cold) in new[] { ("cold.xyz", true), ("other.xyz", false) })
        {
            Frame[] own = [.. frames.Where(f => Cold.Contains(f.Group) == cold)];
            StructureFiles.Write(Path.Combine(arguments[1], name), own, overwrite: false);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {string.Join(", ", own.GroupBy(f => f.Group).Select(g => $"{g.Count()} of {g.Key}"))}"));
        }
    }

    static string GroupOf(Frame frame)
    {
        if (frame.Group == "Vacancy")
            return Math.Sqrt(frame.Forces!.Average(f => f.LengthSquared)) > Hot ? "hot vacancy" : "cold vacancy";
        return frame.Group == "AIMD-NVT" && frame.Info.TryGetValue("description", out var text) && Temperature().Match(text) is { Success: true } found ? found.Value : frame.Group ?? "";
    }

    [GeneratedRegex(@"\d+ K")]
    private static partial Regex Temperature();
}
