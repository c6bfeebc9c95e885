namespace Athanor.Potentials.Nep;

/// <summary><c>nep:path</c>, or the bare path of a file that begins as a <c>nep.txt</c> does.</summary>
public sealed class NepKind : IPotentialKind
{
    public string Name => "nep";

    public string Usage => "nep:path/to/nep.txt";

    public bool Claims(PotentialName name) => IsPrefixed(name) || NepFile.Begins(name.Head);

    public IPotential Open(PotentialName name)
    {
        if (!IsPrefixed(name))
            return NepFile.Read(name.Text, name.Title);
        var path = name.Arguments!;
        if (path.Length == 0)
            throw name.Error("After 'nep:' the path of a nep.txt is expected.");
        if (!File.Exists(path))
            throw name.Error($"There is no file '{path}' (looked in {Directory.GetCurrentDirectory()}).", name.Prefix.Length + 1, path.Length);
        return NepFile.Read(path, name.Title);
    }

    static bool IsPrefixed(PotentialName name) => name.Arguments is not null && string.Equals(name.Prefix, "nep", StringComparison.OrdinalIgnoreCase);
}
