using System.Globalization;

namespace Athanor.Potentials.Ani;

/// <summary>
/// ANI models in NeuroChem folders: <c>ani:PATH</c> or the path alone, of the <c>.info</c> file or of the folder that holds exactly one. An ensemble is a
/// <see cref="Committee"/>; <c>,member=K</c> takes one of its members, counted from 0 as in the files.
/// </summary>
public sealed class AniKind : IPotentialKind
{
    const string MemberKey = ",member=";

    public string Name => "ani";

    public string Usage => "ani:path/to/ani-2x_8x.info";

    public bool Claims(PotentialName name) => Prefixed(name) || NeuroChemFolder.Claims(Member(name.Text) is { Path: var path } && path != name.Text ? new PotentialName(path) : name);

    public IReadOnlyList<string> FilesOf(string path) => NeuroChemFolder.FilesOf(path);

    public IPotential Open(PotentialName name)
    {
        var text = Prefixed(name) ? name.Arguments ?? "" : name.Text;
        if (text.Length == 0)
            throw name.Error("'ani:' is followed by the path of an .info file, or of the folder that holds it.");
        var (path, member) = Member(text);
        var model = NeuroChemFolder.Read(path, name.Title);
        if (member is null)
            return Open(model);
        if (!int.TryParse(member, NumberStyles.None, CultureInfo.InvariantCulture, out var k) || k >= model.Members.Length)
            throw name.Error($"'{member}' is not a member of this model; it has {model.Members.Length}, counted from 0.", name.Text.Length - member.Length, member.Length);
        return model.Member(k, name.Title);
    }

    /// <summary>As it is to be used: a committee where there are several members.</summary>
    public static IPotential Open(AniModel model) => model.Members.Length == 1
        ? model
        : new Committee(model.Name, Enumerable.Range(0, model.Members.Length).Select(m => model.Member(m, string.Create(CultureInfo.InvariantCulture, $"{model.Name}{MemberKey}{m}"))), model, model.Card);

    static bool Prefixed(PotentialName name) => name.Arguments is not null && name.Prefix.Equals("ani", StringComparison.OrdinalIgnoreCase);

    /// <summary>The path, and the member's number where one is asked for. A path may hold commas.</summary>
    static (string Path, string? Member) Member(string text)
    {
        var at = text.LastIndexOf(MemberKey, StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + MemberKey.Length)..]);
    }
}
