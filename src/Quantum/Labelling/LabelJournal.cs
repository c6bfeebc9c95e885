using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Athanor.Atoms;

namespace Athanor.Quantum.Labelling;

/// <summary>What a journal belongs to; a run goes on only where all of it is the same.</summary>
/// <param name="Input">Fingerprint of the frames.</param>
sealed record LabelHeading(string Oracle, string Input, int Frames, bool Forces, string Precision)
{
    /// <summary>Version of the layout.</summary>
    public int AthanorLabels { get; init; } = 1;
}

/// <summary>
/// The file beside the output in which every finished frame is a line, so that no label is computed twice whatever happens: a heading, then records in the order
/// in which they were finished. A line that a crash cut short is dropped. What is written outlives this process at once; a power cut takes a quarter of a second at most.
/// </summary>
sealed class LabelJournal : IDisposable
{
    static readonly TimeSpan Unsafe = TimeSpan.FromSeconds(0.25);
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    readonly string _path;
    readonly FileStream _file;
    readonly Dictionary<int, (long At, int Length, double Seconds)> _records = [];
    readonly Stopwatch _sinceFlush = new();

    /// <exception cref="AtomsException">It belongs to other frames or another oracle, another run is writing it, or it cannot be written.</exception>
    public LabelJournal(string path, LabelHeading heading)
    {
        _path = path;
        try
        {
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AtomsException(File.Exists(path)
                ? $"{path} cannot be opened ({e.Message.TrimEnd('.')}); is the same command running already?"
                : $"{path} cannot be written ({e.Message.TrimEnd('.')}).", e);
        }
        try
        {
            Begin(heading);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Why frames failed, by frame.</summary>
    public SortedDictionary<int, string> Failures { get; } = [];

    public int Count => _records.Count;

    public bool Has(int frame) => _records.ContainsKey(frame);

    /// <summary>Frames that are finished, and what they cost.</summary>
    public IEnumerable<(int Frame, double Seconds)> Costs => _records.Select(r => (r.Key, r.Value.Seconds));

    /// <summary>Whether a file is a journal with a record of every frame, and of some that they failed: a run that ended leaves one.</summary>
    public static bool IsFull(string path)
    {
        LabelHeading? heading = null;
        var failed = new Dictionary<int, bool>();
        foreach (var line in File.ReadLines(path).Select(Encoding.UTF8.GetBytes))
        {
            if (heading is not null && LabelRecord.Of(line) is { } record)
                failed[record.Frame] = record.Failed is not null;
            else if (heading is not null || (heading = Heading(line)) is null)
                return false;
        }
        return failed.Count == heading?.Frames && failed.ContainsValue(true);
    }

    public void Add(LabelRecord record)
    {
        var line = record.ToLine();
        Note(record, _file.Length, line.Length);
        _file.Seek(0, SeekOrigin.End);
        _file.Write(line);
        var due = !_sinceFlush.IsRunning || _sinceFlush.Elapsed > Unsafe;
        _file.Flush(flushToDisk: due);
        if (due)
            _sinceFlush.Restart();
    }

    public LabelRecord this[int frame]
    {
        get
        {
            var (at, length, _) = _records[frame];
            var line = new byte[length];
            _file.Seek(at, SeekOrigin.Begin);
            _file.ReadExactly(line);
            return LabelRecord.Of(line) ?? throw new AtomsException($"{_path} was changed while it was read.");
        }
    }

    /// <summary>Everything is where it belongs; the journal has done its work.</summary>
    public void Delete()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    public void Dispose() => _file.Dispose();

    void Begin(LabelHeading heading)
    {
        long at = 0;
        LabelHeading? found = null;
        foreach (var line in Lines())
        {
            if (at == 0)
            {
                found = Heading(line) ?? throw Foreign();
                RefuseOther(found, heading);
            }
            else if (LabelRecord.Of(line) is { } record)
            {
                Note(record, at, line.Length);
            }
            else
            {
                break;
            }
            at += line.Length;
        }
        if (found is null && _file.Length > 0 && !LooksCutShort())
            throw Foreign();
        _file.SetLength(at);
        if (found is not null)
            return;
        _file.Seek(0, SeekOrigin.Begin);
        _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(heading, Options), (byte)'\n']);
        _file.Flush(flushToDisk: true);
    }

    void Note(LabelRecord record, long at, int length)
    {
        _records[record.Frame] = (at, length, record.Seconds);
        if (record.Failed is { } reason)
            Failures[record.Frame] = reason;
        else
            Failures.Remove(record.Frame);
    }

    /// <summary>Whole lines with their ends; what follows the last one is not returned.</summary>
    IEnumerable<byte[]> Lines()
    {
        _file.Seek(0, SeekOrigin.Begin);
        var line = new List<byte>();
        for (int next; (next = _file.ReadByte()) >= 0;)
        {
            line.Add((byte)next);
            if (next != '\n')
                continue;
            yield return [.. line];
            line.Clear();
        }
    }

    /// <summary>A heading that was not yet written to its end: nothing is lost with it.</summary>
    bool LooksCutShort()
    {
        var head = new byte[Math.Min(_file.Length, 10)];
        _file.Seek(0, SeekOrigin.Begin);
        _file.ReadExactly(head);
        return Array.TrueForAll(head, b => b == 0) || "{\"oracle\":"u8.StartsWith(head);
    }

    static LabelHeading? Heading(byte[] line)
    {
        try
        {
            return JsonSerializer.Deserialize<LabelHeading>(line, Options) is { AthanorLabels: 1, Oracle: not null, Input: not null } heading ? heading : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    void RefuseOther(LabelHeading found, LabelHeading wanted)
    {
        var difference = found.Oracle != wanted.Oracle ? $"by {found.Oracle}, not {wanted.Oracle}"
            : found.Frames != wanted.Frames ? $"of {found.Frames} structures; now there are {wanted.Frames}"
            : found.Input != wanted.Input ? "of other structures; the input has changed"
            : found.Forces != wanted.Forces ? $"{(found.Forces ? "with" : "without")} forces"
            : found.Precision != wanted.Precision ? $"in {found.Precision} precision"
            : null;
        if (difference is not null)
            throw new AtomsException($"{_path} holds unfinished labels {difference}. Give the command they were begun with, name another output, or remove the journal to begin anew.");
    }

    AtomsException Foreign() => new($"{_path} is in the way: it is no journal of labels. Remove it or name another output.");
}
