namespace Athanor.Potentials;

/// <summary>
/// One kind of potential that the grammar can name: a law (<c>lj:…</c>), a method, or a sort of model file. A new kind is one class and one line in a
/// <see cref="PotentialCatalogue"/>.
/// </summary>
public interface IPotentialKind
{
    /// <summary>What it is called in lists: the prefix a user types ("lj"), or for files what they are ("n2p2 folder").</summary>
    string Name { get; }

    /// <summary>An example of use, shown where a user asked for something unknown: "lj:epsilon=0.0104,sigma=3.4,cutoff=8.5".</summary>
    string Usage { get; }

    /// <summary>Whether this name is of this kind: by default whether its prefix is <see cref="Name"/>. Kinds of files look at <see cref="PotentialName.Head"/>.</summary>
    bool Claims(PotentialName name) => string.Equals(name.Prefix, Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The words that a mistyped name may have meant.</summary>
    IEnumerable<string> Words => [Name];

    /// <summary>
    /// The files that a model of this kind consists of, by which the model library notices changes and which it copies: by default the file itself, or everything
    /// in and below the folder. A kind whose folders gather more than the model says which.
    /// </summary>
    /// <param name="path">A file or folder that this kind has opened.</param>
    IReadOnlyList<string> FilesOf(string path) => Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [path];

    /// <summary>Makes the potential. Only called where <see cref="Claims"/> said yes.</summary>
    /// <exception cref="PotentialException">Wrong arguments (see <see cref="PotentialName.Error(string)"/>), or a broken file.</exception>
    IPotential Open(PotentialName name);
}
