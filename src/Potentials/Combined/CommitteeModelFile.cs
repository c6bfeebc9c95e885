using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Athanor.Potentials;

/// <summary>How a committee of models stands in one file of kind "committee": its members' files whole, one after another. Described in <c>docs/model-file.md</c>.</summary>
public static class CommitteeModelFile
{
    /// <summary>The kind in the file's header.</summary>
    public const string Kind = "committee";

    /// <param name="members">Their files; all on the same baseline, or on none.</param>
    /// <param name="card">What is known of the whole: data, training record, calibration.</param>
    /// <exception cref="PotentialException">They are fewer than two, a committee is among them, or their baselines differ.</exception>
    public static ModelFile ToFile(IReadOnlyList<ModelFile> members, JsonObject? card = null)
    {
        var file = new ModelFile(Kind, new JsonObject
        {
            ["units"] = new JsonObject { ["length"] = "angstrom", ["energy"] = "eV" },
            ["baseline"] = BaselineOf(members),
            ["members"] = new JsonArray([.. members.Select(m => (JsonNode)m.Described)]),
            ["card"] = card?.DeepClone() ?? new JsonObject(),
        });
        for (var m = 0; m < members.Count; m++)
        {
            foreach (var name in members[m].ArrayNames)
                file.Add($"{m}/{name}", members[m][name]);
        }
        return file;
    }

    /// <summary>The committee, without the baseline underneath.</summary>
    /// <param name="path">For messages.</param>
    /// <param name="name">Of the committee; the path where not given.</param>
    /// <param name="baseline">Out: the potential that all were trained on top of, in the potential grammar; null where none.</param>
    /// <exception cref="PotentialException">The file is of another kind, or a member is not sound.</exception>
    public static Committee FromFile(ModelFile file, string path, string? name, out string? baseline)
    {
        var members = file.Read(Kind, path, "a committee", (f, _) => MembersOf(f));
        baseline = file.Read(Kind, path, "a committee", (_, _) => BaselineOf(members));
        name ??= path;
        return new Committee(
            name, members.Select((m, k) => ModelFileKind.Bare(m, $"{path}, member {k + 1}", $"{name}, member {k + 1}").Model), card: Card(file, members, baseline), details: file.Described);
    }

    static List<ModelFile> MembersOf(ModelFile file)
    {
        var members = new List<ModelFile>();
        foreach (var node in file.Header["members"]!.AsArray())
        {
            var header = node!.DeepClone().AsObject();
            var kind = header["kind"]!.GetValue<string>();
            header.Remove("kind");
            var member = new ModelFile(kind, header);
            var prefix = $"{members.Count}/";
            foreach (var name in file.ArrayNames.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)))
                member.Add(name[prefix.Length..], file[name]);
            members.Add(member);
        }
        return members;
    }

    static string? BaselineOf(IReadOnlyList<ModelFile> members)
    {
        if (members.Count < 2)
            throw new PotentialException("A committee has at least two members.");
        if (members.Any(m => m.Kind == Kind))
            throw new PotentialException("A committee is no member of another; put its members there one by one.");
        string?[] all = [.. members.Select(m => m.Header["baseline"]?.GetValue<string>()).Distinct()];
        return all is [var one]
            ? one
            : throw new PotentialException($"The members of a committee are on one baseline; these are on {string.Join(", ", all.Select(b => b ?? "none"))}.");
    }

    static string Card(ModelFile file, List<ModelFile> members, string? baseline)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Committee of {members.Count}: {string.Join(", ", members.GroupBy(m => m.Kind).Select(g => $"{g.Count()} of kind {g.Key}"))}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  baseline    {baseline ?? "none"}");
        return text.Append(RecordText.Of(file.Header["card"]?.AsObject() ?? [])).ToString();
    }
}
