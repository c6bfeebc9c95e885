using System.Text;

namespace Athanor.Atoms;

/// <summary>The known formats, and which of them a file has.</summary>
static class StructureFormat
{
    const int HeadLength = 1 << 14;

    /// <summary>Asked in this order.</summary>
    public static IReadOnlyList<IStructureFormat> All { get; } =
    [
        new ExtxyzFormat(),
        new XyzFormat(),
        new PoscarFormat(),
        new CifFormat(),
        new N2p2Format(),
        new LammpsFormat(),
        new PdbFormat(),
    ];

    /// <summary>The format of a file to be read. Name and content together decide, then the content, then the name.</summary>
    /// <exception cref="AtomsException">None fits.</exception>
    public static IStructureFormat Of(LineReader lines)
    {
        var head = Encoding.UTF8.GetString(lines.Head(HeadLength));
        if (string.IsNullOrWhiteSpace(head))
            throw new AtomsException($"{lines.File} is empty.");
        var name = InputFile.NameInside(lines.File);
        return All.FirstOrDefault(f => f.HasName(name) && f.LooksLike(head))
            ?? All.FirstOrDefault(f => f.LooksLike(head))
            ?? All.FirstOrDefault(f => f.HasName(name))
            ?? throw new AtomsException($"{lines.File}: neither its name nor its content tells its format. These are read: {Listed(All)}.");
    }

    /// <summary>The format of a file to be written, by its name or as the user says.</summary>
    /// <exception cref="AtomsException">None fits, or it is only read.</exception>
    public static IWritableFormat ToWrite(string path, string? format)
    {
        var name = InputFile.NameInside(path);
        var found = All.FirstOrDefault(f => format is null ? f.HasName(name) : f.Name.Equals(format, StringComparison.OrdinalIgnoreCase));
        var writable = All.OfType<IWritableFormat>();
        return found switch
        {
            IWritableFormat w => w,
            null when format is not null => throw new AtomsException($"There is no format '{format}'. These are written: {Listed(writable)}."),
            null => throw new AtomsException($"{path}: the name does not tell the format to write. These are known: {Listed(writable)}."),
            _ => throw new AtomsException($"{path}: {found.Name} is read but not written. These are written: {Listed(writable)}."),
        };
    }

    /// <summary>Whether a name ends in one of the suffixes, whatever the case.</summary>
    public static bool HasSuffix(string fileName, string suffixes) =>
        suffixes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(s => fileName.EndsWith(s, StringComparison.OrdinalIgnoreCase));

    static string Listed(IEnumerable<IStructureFormat> formats) =>
        string.Join(", ", formats.Select(f => f.Suffixes.Length == 0 ? f.Name : $"{f.Name} ({f.Suffixes})"));
}
