namespace Athanor.Potentials;

/// <summary>
/// Names of the <see cref="ModelLibrary"/>: <c>ani-2x</c>, or whatever a model was added as; arguments of its kind may follow (<c>ani-2x,member=0</c>). Published
/// models that were not added are known too, well enough to say where they can be had.
/// </summary>
public sealed class LibraryKind(ModelLibrary library) : IPotentialKind
{
    public string Name => "added models (athanor models list)";

    public string Usage => "ani-2x";

    public IEnumerable<string> Words => library.Names.Concat(PublishedModel.All.Select(m => m.Name));

    public bool Claims(PotentialName name) => library.Contains(Split(name).Name) || (PublishedModel.Find(name.Text) is not null && !name.IsFile && !name.IsFolder);

    public IReadOnlyList<string> FilesOf(string path) => [];

    public IPotential Open(PotentialName name)
    {
        var (called, arguments) = Split(name);
        if (library.Find(called) is not { } entry)
            throw name.Error(PublishedModel.Find(called)!.HowToGet);
        if (library.DoubtOf(entry) is { } doubt)
            throw name.Error(doubt);
        return library.Catalogue.Open(name.At(entry.Source.Text + arguments, entry.Name + arguments));
    }

    static (string Name, string Arguments) Split(PotentialName name)
    {
        var comma = name.Text.IndexOf(',', StringComparison.Ordinal);
        return comma < 0 ? (name.Text, "") : (name.Text[..comma], name.Text[comma..]);
    }
}
