namespace Athanor.Atoms;

/// <summary>A way to keep structures in a file. A new one is a class like this and a line in <see cref="StructureFormat.All"/>.</summary>
interface IStructureFormat
{
    /// <summary>How the user names it: "extxyz", "poscar".</summary>
    string Name { get; }

    /// <summary>Usual endings or names of its files, for messages.</summary>
    string Suffixes { get; }

    /// <summary>Whether a file of this name (without a folder or .gz) is usually of this format.</summary>
    bool HasName(string fileName);

    /// <summary>Whether a text that begins like this may be of this format.</summary>
    bool LooksLike(string head);

    /// <summary>Reads frame by frame.</summary>
    /// <exception cref="AtomsException">Thrown while it is enumerated: what is wrong, in which line.</exception>
    IEnumerable<Frame> Read(LineReader lines, LabelKeys keys);
}

/// <summary>A format that is written too.</summary>
interface IWritableFormat : IStructureFormat
{
    /// <exception cref="AtomsException">The format cannot hold these frames.</exception>
    void Write(Stream stream, IEnumerable<Frame> frames);
}
