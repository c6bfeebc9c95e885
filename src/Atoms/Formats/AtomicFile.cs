namespace Athanor.Atoms;

/// <summary>
/// A result file that is either whole or not there. It is written under another name in the same folder, and takes its own name
/// when <see cref="Commit"/> says that it is complete; a crash, a full disk or Ctrl-C leaves nothing that looks finished.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    static readonly HashSet<string> Open = [];

    readonly string _shown;
    readonly string _target;
    readonly string? _temporary;
    readonly bool _overwrite;
    readonly FileStream _stream;
    bool _done;

    static AtomicFile() => AppDomain.CurrentDomain.ProcessExit += (_, _) => DeleteLeftovers();

    AtomicFile(string path, bool overwrite)
    {
        RefuseIfTaken(path, overwrite);
        _shown = path;
        _overwrite = overwrite;
        try
        {
            // A link keeps pointing where it does; a device is written as it is.
            var link = new FileInfo(path);
            _target = link.LinkTarget is null ? link.FullName : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            if (!_target.StartsWith("/dev/", StringComparison.Ordinal))
                _temporary = Path.Combine(Path.GetDirectoryName(_target)!, $".{Path.GetFileName(_target)}.{Guid.NewGuid():N}.part");
            _stream = new FileStream(_temporary ?? _target, _temporary is null ? FileMode.Open : FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new AtomsException($"{path} cannot be written: its folder does not exist; make it first.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new AtomsException($"{path} cannot be written: no permission to write there.", e);
        }
        catch (IOException e)
        {
            throw new AtomsException($"{path} cannot be written ({e.Message.TrimEnd('.')}).", e);
        }
        if (_temporary is not null)
        {
            lock (Open)
                Open.Add(_temporary);
        }
    }

    /// <summary>Where the content goes.</summary>
    public Stream Stream => _stream;

    /// <summary>Begins a file.</summary>
    /// <param name="overwrite">Whether a file of that name may be replaced; it is, at <see cref="Commit"/>, in one step.</param>
    /// <exception cref="AtomsException">The file exists and may not be replaced, or its folder cannot be written.</exception>
    public static AtomicFile Create(string path, bool overwrite) => new(path, overwrite);

    /// <summary>Writes a whole file, or none.</summary>
    /// <exception cref="AtomsException">As <see cref="Create"/>; or writing failed (disk full), and nothing is left behind.</exception>
    public static void Write(string path, bool overwrite, Action<Stream> content)
    {
        using var file = Create(path, overwrite);
        try
        {
            content(file.Stream);
            file.Commit();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AtomsException($"{path} could not be written ({e.Message.TrimEnd('.')}); nothing is left of it.", e);
        }
    }

    /// <summary>Refuses early, before hours of work, what <see cref="Create"/> would refuse at their end.</summary>
    /// <exception cref="AtomsException">"OUT exists; choose another name or add --force".</exception>
    public static void RefuseIfTaken(string path, bool overwrite)
    {
        if (Directory.Exists(path))
            throw new AtomsException($"{path} is a folder; name a file in it.");
        if (!overwrite && File.Exists(path))
            throw new AtomsException($"{path} exists; choose another name or add --force");
    }

    /// <summary>Everything is written: onto the disk with it, and under its own name.</summary>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    /// <exception cref="AtomsException">Somebody made a file of that name meanwhile.</exception>
    public void Commit()
    {
        _stream.Flush(flushToDisk: _temporary is not null);
        _stream.Dispose();
        if (_temporary is not null)
        {
            RefuseIfTaken(_shown, _overwrite);
            File.Move(_temporary, _target, _overwrite);
            Forget();
        }
        _done = true;
    }

    /// <summary>Without a <see cref="Commit"/> before it, removes what was written.</summary>
    public void Dispose()
    {
        if (_done)
            return;
        _done = true;
        try
        {
            _stream.Dispose();
        }
        catch (IOException)
        {
            // The last bytes did not fit on the disk; the file is being thrown away.
        }
        if (_temporary is null)
            return;
        File.Delete(_temporary);
        Forget();
    }

    void Forget()
    {
        lock (Open)
            Open.Remove(_temporary!);
    }

    static void DeleteLeftovers()
    {
        lock (Open)
        {
            foreach (var path in Open)
            {
                try
                {
                    File.Delete(path);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // The program is ending; a file called .part claims nothing.
                }
            }
        }
    }
}
