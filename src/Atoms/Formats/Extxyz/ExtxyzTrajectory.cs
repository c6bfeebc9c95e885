namespace Athanor.Atoms;

/// <summary>
/// A trajectory on disk in extended XYZ that grows frame by frame; each frame is handed to the system before the next begins, so that
/// what was computed stays when the program dies.
/// </summary>
public sealed class ExtxyzTrajectory : IDisposable
{
    readonly string _path;
    readonly FileStream _stream;
    readonly ExtxyzWriter _writer;

    ExtxyzTrajectory(string path, FileMode mode, long? position)
    {
        _path = path;
        try
        {
            _stream = new FileStream(path, mode, FileAccess.Write, FileShare.Read, 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AtomsException($"{path} cannot be written ({e.Message.TrimEnd('.')}).", e);
        }
        if (position is { } at)
        {
            if (at > _stream.Length)
            {
                var length = _stream.Length;
                _stream.Dispose();
                throw new AtomsException($"{path} has only {length} bytes, but the run it belongs to had written {at}; it is not that run's trajectory, or it was shortened.");
            }
            _stream.SetLength(at);
        }
        _stream.Seek(0, SeekOrigin.End);
        _writer = new ExtxyzWriter(_stream);
    }

    /// <summary>Begins a new trajectory.</summary>
    /// <exception cref="AtomsException">The file exists and may not be replaced, or cannot be written.</exception>
    public static ExtxyzTrajectory Create(string path, bool overwrite)
    {
        AtomicFile.RefuseIfTaken(path, overwrite);
        return new ExtxyzTrajectory(path, FileMode.Create, null);
    }

    /// <summary>Goes on with a trajectory.</summary>
    /// <param name="position">
    /// Bytes to keep, as <see cref="Position"/> said when the restart file was written: what came after (perhaps half a frame) is cut off.
    /// All of the file where null.
    /// </param>
    /// <exception cref="AtomsException">The file cannot be written, or is shorter than <paramref name="position"/>.</exception>
    public static ExtxyzTrajectory Append(string path, long? position = null) => new(path, FileMode.OpenOrCreate, position);

    /// <summary>Bytes written so far, whole frames only.</summary>
    public long Position => _stream.Position;

    /// <exception cref="AtomsException">The disk is full or gone; the frames before this one are whole.</exception>
    public void Write(Frame frame)
    {
        var before = _stream.Position;
        try
        {
            _writer.Write(frame);
            _stream.Flush();
        }
        catch (IOException e)
        {
            TakeBack(before);
            throw new AtomsException($"{_path} could not be written on ({e.Message.TrimEnd('.')}); the frames before this one are whole.", e);
        }
    }

    public void Dispose() => _stream.Dispose();

    void TakeBack(long position)
    {
        try
        {
            _stream.SetLength(position);
        }
        catch (IOException)
        {
            // A device that takes nothing back; the message below it is the one that matters.
        }
    }
}
