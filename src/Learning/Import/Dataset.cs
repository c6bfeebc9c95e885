using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>Labelled frames of one or several files, in the order they were read, with where they came from.</summary>
public sealed class Dataset
{
    /// <summary>What frames are called that say no group.</summary>
    public const string NoGroup = "all";

    readonly int[] _fileOf;

    /// <summary>Frames made in memory, or read by the caller.</summary>
    /// <param name="files">The files they come from, in order; the frames of one file stand together. None where they come from no file.</param>
    /// <exception cref="AtomsException">There is no frame.</exception>
    /// <exception cref="ArgumentException">The files promise another number of frames.</exception>
    public Dataset(IReadOnlyList<Frame> frames, IReadOnlyList<DataFile>? files = null)
    {
        Frames = frames;
        Files = files ?? [];
        if (frames.Count == 0)
            throw new AtomsException("The data holds no structure.");
        if (Files.Count > 0 && Files.Sum(f => f.Frames) != frames.Count)
            throw new ArgumentException("The files' numbers of frames do not add up to the frames given.", nameof(files));
        _fileOf = new int[frames.Count];
        var at = 0;
        for (var f = 0; f < Files.Count; f++)
        {
            for (var k = 0; k < Files[f].Frames; k++)
                _fileOf[at++] = f;
        }
        Elements = [.. frames.SelectMany(f => f.Structure.Elements.ToArray().Distinct()).Distinct().Order()];
        Groups = [.. frames.Select(GroupOf).Distinct().Order(StringComparer.Ordinal)];
        AtomCount = frames.Sum(f => f.Structure.Count);
    }

    public IReadOnlyList<Frame> Frames { get; }

    public IReadOnlyList<DataFile> Files { get; }

    /// <summary>Ascending by atomic number.</summary>
    public IReadOnlyList<Element> Elements { get; }

    /// <summary>The groups (<c>config_type</c>) that occur, in ordinal order; <see cref="NoGroup"/> where frames say none.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>Atoms in all frames.</summary>
    public int AtomCount { get; }

    /// <summary>Reads files one after another and keeps all their frames.</summary>
    /// <param name="keys">Under which names the labels stand; the usual ones where null.</param>
    /// <exception cref="AtomsException">A file is missing, empty, damaged, or of no known format.</exception>
    public static Dataset Read(IReadOnlyList<string> paths, LabelKeys? keys = null)
    {
        var frames = new List<Frame>();
        var files = new List<DataFile>();
        foreach (var path in paths)
        {
            var before = frames.Count;
            frames.AddRange(StructureFiles.Read(path, keys));
            files.Add(new DataFile(path, DataFile.HashOf(path), frames.Count - before, frames.Skip(before).Sum(f => f.Structure.Count)));
        }
        return new Dataset(frames, files);
    }

    public static string GroupOf(Frame frame) => string.IsNullOrWhiteSpace(frame.Group) ? NoGroup : frame.Group;

    /// <summary>One atom alone: no periodic image of it is nearer than 6 Å.</summary>
    public static bool IsIsolatedAtom(Frame frame)
    {
        const double farAway = 6;
        var s = frame.Structure;
        return s.Count == 1 && Enumerable.Range(0, 3).All(d => !s.Periodic[d] || s.Cell!.Heights[d] >= farAway);
    }

    /// <summary>The index in <see cref="Files"/> of a frame's file; 0 where there are no files.</summary>
    public int FileOf(int frame) => _fileOf[frame];

    /// <summary>Some of the frames, as a data set without files.</summary>
    public Dataset Select(IEnumerable<int> frames) => new([.. frames.Select(i => Frames[i])]);

    /// <summary>
    /// Holds frames back for validation: the same fraction of every group (to the nearest frame, so that the total fits too), chosen at
    /// random. Isolated atoms are never held back, and a group's last frame is not either.
    /// </summary>
    /// <param name="validationFraction">0 up to, not including, 1.</param>
    /// <param name="seed">Equal seeds give equal splits, on every machine.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is outside its range.</exception>
    public DatasetSplit Split(double validationFraction, ulong seed)
    {
        if (!(validationFraction >= 0 && validationFraction < 1))
            throw new ArgumentOutOfRangeException(nameof(validationFraction), validationFraction, "A fraction from 0 up to, not including, 1.");
        return DatasetSplit.Stratified(this, validationFraction, seed);
    }
}
