using System.Text.Json;
using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>
/// The file in which every answer of the baseline is a line, so that none is computed twice whatever happens: a heading, then answers in the order in which they were finished. Answers are found by their structure, so the file may
/// serve growing data. A line that a crash cut short is dropped.
/// </summary>
sealed class BaselineFile : IDisposable
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    readonly string _path;
    readonly FileStream _file;

    /// <param name="baseline">Its name in the grammar.</param>
    /// <exception cref="AtomsException">It is another file, of another baseline, in use, or cannot be written.</exception>
    internal BaselineFile(string path, string baseline, Dictionary<string, BaselineLabel> into)
    {
        _path = path;
        try
        {
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AtomsException($"{path}, where the answers of the baseline are kept, cannot be written ({e.Message.TrimEnd('.')}); is the same training running already?", e);
        }
        try
        {
            Read(baseline, into);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    internal void Add(BaselineLabel label)
    {
        _file.Write(label.ToLine());
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    void Read(string baseline, Dictionary<string, BaselineLabel> into)
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        var (at, first) = (0, true);
        for (int end; (end = Array.IndexOf(bytes, (byte)'\n', at)) >= 0; at = end + 1)
        {
            var line = bytes.AsSpan(at..end);
            if (first)
            {
                var found = HeadingOf(line) ?? throw Foreign();
                if (found.AthanorBaseline != baseline)
                    throw new AtomsException($"{_path} holds answers of {found.AthanorBaseline}, not of {baseline}. Remove it, or name another file.");
            }
            else if (BaselineLabel.Parse(line) is { } label)
            {
                // Who failed may have had too little time, or a disk that was full: the next run tries again.
                if (label.Failed is null)
                    into[label.Structure] = label;
            }
            else
            {
                break;
            }
            first = false;
        }
        if (first && bytes.Length > 0 && !"{\"athanorBaseline\":"u8.StartsWith(bytes.AsSpan(0, Math.Min(bytes.Length, 19))))
            throw Foreign();
        _file.SetLength(at);
        _file.Seek(0, SeekOrigin.End);
        if (first)
        {
            _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(new Heading(baseline), Options), (byte)'\n']);
            _file.Flush(flushToDisk: true);
        }
    }

    static Heading? HeadingOf(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<Heading>(line, Options) is { AthanorBaseline: not null } heading ? heading : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    AtomsException Foreign() => new($"{_path} is in the way: it holds no answers of a baseline. Remove it, or choose another name.");

    sealed record Heading(string AthanorBaseline);
}
