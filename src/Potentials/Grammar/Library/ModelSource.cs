namespace Athanor.Potentials;

/// <summary>A name in the grammar that leads to files: a path, with a prefix before it or arguments after it where the kind needs them ("n2p2:folder,units=atomic").</summary>
/// <param name="Prefix">With its colon; empty where there is none.</param>
/// <param name="Path">Absolute, of a file or folder.</param>
/// <param name="Arguments">With their comma; empty where there are none.</param>
sealed record ModelSource(string Prefix, string Path, string Arguments)
{
    /// <summary>As the grammar reads it.</summary>
    internal string Text => Prefix + Path + Arguments;

    /// <summary>Takes a name apart: the longest piece of it that exists is the path.</summary>
    /// <exception cref="PotentialException">Nothing in it exists.</exception>
    internal static ModelSource Of(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal) + 1;
        foreach (var start in new[] { 0, colon }.Distinct())
        {
            for (var end = text.Length; end > start; end = text.LastIndexOf(',', end - 1))
            {
                if (System.IO.Path.Exists(text[start..end]))
                    return new ModelSource(text[..start], System.IO.Path.GetFullPath(text[start..end]), text[end..]);
            }
        }
        throw new PotentialException($"There is no file or folder '{text[colon..]}' (looked in {Directory.GetCurrentDirectory()}).");
    }

    /// <summary>The same model, its files being elsewhere.</summary>
    internal ModelSource At(string path) => this with { Path = path };
}
