using Athanor.Potentials.Ani;
using Athanor.Potentials.Behler.N2p2;
using Athanor.Potentials.Dispersion;
using Athanor.Potentials.Nep;

namespace Athanor.Potentials;

/// <summary>
/// The kinds of potential that can be named, in the order in which they are asked. Everything is listed explicitly: the kinds of this library in
/// <see cref="BuiltIn"/>, those of other libraries added by <see cref="With"/> where a program is put together.
/// </summary>
public sealed class PotentialCatalogue
{
    readonly IPotentialKind[] _kinds;

    public PotentialCatalogue(IEnumerable<IPotentialKind> kinds) => _kinds = [.. kinds];

    /// <summary>All kinds of this library. Named ones come before files, so that a file called "zbl" is reached as "./zbl".</summary>
    public static PotentialCatalogue BuiltIn { get; } = new(
    [
        new PairKind<LennardJones>(),
        new PairKind<Morse>(),
        new PairKind<Buckingham>(),
        new PairKind<GaussianWell>(),
        new TangToenniesKind(),
        new ZblKind(),
        new StillingerWeberKind(),
        new EffectiveMediumKind(),
        new EmbeddedAtomKind(),
        new TersoffKind(),
        new DispersionKind(),
        new LibraryKind(ModelLibrary.Default),
        new AniKind(),
        new NepKind(),
        new N2p2Kind(),
        new ModelFileKind(),
    ]);

    /// <summary>
    /// What is known where nobody names a catalogue: the kinds of this library until a program that has more says so, once, before it opens anything.
    /// </summary>
    public static PotentialCatalogue Default { get; set; } = BuiltIn;

    public IReadOnlyList<IPotentialKind> Kinds => _kinds;

    /// <summary>These kinds and more.</summary>
    public PotentialCatalogue With(params IPotentialKind[] kinds) => new([.. _kinds, .. kinds]);

    /// <summary>The kind that a name is of; null where none claims it.</summary>
    public IPotentialKind? KindOf(PotentialName name) => Array.Find(_kinds, k => k.Claims(name));

    /// <summary>Opens one name (not an expression; see <see cref="PotentialGrammar"/>).</summary>
    /// <exception cref="PotentialGrammarException">No kind claims the name, or its arguments are wrong.</exception>
    public IPotential Open(PotentialName name) => KindOf(name) is { } kind ? kind.Open(name) : throw Unknown(name);

    PotentialGrammarException Unknown(PotentialName name)
    {
        var known = $"Known here: {string.Join(", ", _kinds.Select(k => k.Name))}.";
        if (name.IsFile || name.IsFolder)
            return name.Error($"'{name.Text}' exists, but is not the model of any kind known here. {known}");
        // Of a method with its basis, 'ccds(t)/cc-pvdz', the word alone may be mistyped.
        var word = name.Prefix.Split('/', '(', '+')[0];
        var guess = Spelling.Suggest(name.Prefix, _kinds.SelectMany(k => k.Words));
        if (guess.Length == 0 && word.Length > 2 && name.Prefix.Contains('/') && !name.Prefix.StartsWith('.'))
            guess = Spelling.Suggest(word, _kinds.SelectMany(k => k.Words));
        if (guess.Length > 0)
            return name.Error($"There is no potential '{name.Text}'.{guess} {known}", 0, name.Prefix.Length);
        if (name.Text.AsSpan().IndexOfAny('/', '\\') >= 0 || Path.HasExtension(name.Prefix))
            return name.Error($"There is no model file '{name.Text}' (looked in {Directory.GetCurrentDirectory()}), and no potential of that name. {known}");
        var glued = name.Text.AsSpan().IndexOfAny('+', '*') >= 0 ? " Operators need a blank on either side, since names may hold + and - themselves: 'a + b', '0.5 * a'." : "";
        return name.Error($"There is no potential '{name.Text}', and no model file of that name.{glued} {known}");
    }
}
