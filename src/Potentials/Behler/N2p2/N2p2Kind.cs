using Athanor.Atoms;

namespace Athanor.Potentials.Behler.N2p2;

/// <summary>
/// Models of n2p2 and RuNNer, folders with an <c>input.nn</c>: <c>n2p2:FOLDER</c> or the folder alone. Their files do not say their units: Å and eV are assumed, as LAMMPS does where it
/// is not given cflength and cfenergy; <c>,units=bohr-hartree</c> says otherwise. A folder whose cutoffs would be unusual in Å is refused until the units are said.
/// </summary>
public sealed class N2p2Kind : IPotentialKind
{
    const string UnitsKey = ",units=";

    public string Name => "n2p2";

    public string Usage => "n2p2:path/to/folder,units=bohr-hartree";

    public bool Claims(PotentialName name) => Prefixed(name) || (Split(name.Text).Folder is var folder && File.Exists(Path.Combine(folder, N2p2Model.Settings)));

    public IReadOnlyList<string> FilesOf(string path) =>
    [
        Path.Combine(path, N2p2Model.Settings), Path.Combine(path, N2p2Model.Scaling),
        .. Directory.EnumerateFiles(path, "weights.*.data").Where(f => Path.GetFileName(f).Length == "weights.000.data".Length).Order(StringComparer.Ordinal),
    ];

    public IPotential Open(PotentialName name)
    {
        var text = Prefixed(name) ? name.Arguments! : name.Text;
        if (text.Length == 0)
            throw name.Error("'n2p2:' is followed by the folder of the model.");
        var (folder, word) = Split(text);
        var units = word is null ? (N2p2Units?)null : N2p2Units.Parse(word)
            ?? throw name.Error($"'{word}' are no units that are known; {N2p2Units.Words} are.", name.Text.Length - word.Length, word.Length);
        return N2p2Model.Read(folder, units, name.Title);
    }

    static bool Prefixed(PotentialName name) => name.Arguments is not null && name.Prefix.Equals("n2p2", StringComparison.OrdinalIgnoreCase);

    /// <summary>The folder, and the units where they are given. A path may hold commas.</summary>
    static (string Folder, string? Units) Split(string text)
    {
        var at = text.LastIndexOf(UnitsKey, StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + UnitsKey.Length)..]);
    }
}
