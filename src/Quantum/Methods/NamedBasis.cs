using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>
/// The basis set of a name of the grammar, what stands behind the first slash: one that ships, or a file of the Basis Set Exchange (JSON) or of NWChem, told apart by what is in it. <c>cartesian</c> and <c>spherical</c> among the options say
/// which d functions are meant.
/// </summary>
static class NamedBasis
{
    static readonly string[] Endings = [".json", ".nw", ".nwchem", ".bas"];

    /// <param name="usage">An example, for who names none.</param>
    /// <exception cref="PotentialGrammarException">There is no such set.</exception>
    public static BasisSet Of(PotentialName name, MethodName method, PotentialArguments options, string usage)
    {
        var start = Math.Min(method.Text.Length + 1, name.Prefix.Length);
        var text = name.Prefix[start..];
        if (text.Length == 0)
            throw name.Error($"'{method.Text}' wants a basis set, as in '{usage}'; there are {string.Join(", ", BasisLibrary.Names)}.");
        var (cartesian, spherical) = (options.Flag("cartesian"), options.Flag("spherical"));
        if (cartesian && spherical)
            throw options.Error("spherical", "Functions are Cartesian or spherical, not both.");
        try
        {
            var set = Endings.Any(e => text.EndsWith(e, StringComparison.OrdinalIgnoreCase)) ? FromFile(text) : BasisSet.Named(text);
            return set.In(cartesian ? BasisShape.Cartesian : spherical ? BasisShape.Spherical : BasisShape.AsPublished);
        }
        catch (PotentialException e)
        {
            throw name.Error(e.Message, start, text.Length);
        }
    }

    static BasisSet FromFile(string path)
    {
        if (!File.Exists(path))
            throw new PotentialException($"There is no basis set file '{path}' (looked in {Directory.GetCurrentDirectory()}).");
        return Begins(path, '{') ? BasisSet.FromExchangeJson(path) : BasisSet.FromNwchem(path);
    }

    static bool Begins(string path, char first)
    {
        try
        {
            using var reader = new StreamReader(path);
            int next;
            do
                next = reader.Read();
            while (next >= 0 && char.IsWhiteSpace((char)next));
            return next == first;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PotentialException($"The basis set {path} cannot be read: {e.Message}", e);
        }
    }
}
