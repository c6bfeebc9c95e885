namespace Athanor.Quantum.Programs;

/// <summary>
/// Empty folders for jobs, in one folder of this process that a lock marks as in use. They go when their job has ended, or this process; those of a process
/// that was killed go when the next one begins.
/// </summary>
sealed class Scratch : IDisposable
{
    const string Mark = "athanor-jobs-", LockName = "in-use";

    static readonly Lazy<(string Folder, FileStream Lock)> Own = new(Begin);
    static int _count;

    /// <exception cref="IOException">The temporary folder cannot be written.</exception>
    public Scratch()
    {
        Folder = Path.Combine(Own.Value.Folder, Interlocked.Increment(ref _count).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Directory.CreateDirectory(Folder);
    }

    /// <summary>Full path.</summary>
    public string Folder { get; }

    public void Dispose() => Remove(Folder);

    static (string, FileStream) Begin()
    {
        Sweep();
        var folder = Directory.CreateTempSubdirectory(Mark).FullName;
        var file = new FileStream(Path.Combine(folder, LockName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            ProgramJob.KillAll();
            file.Dispose();
            Remove(folder);
        };
        return (folder, file);
    }

    static void Sweep()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Mark + "*"))
        {
            try
            {
                // Whoever lives holds the lock.
                using (new FileStream(Path.Combine(folder, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                }
                Remove(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // In use, only just made, or of another user.
            }
        }
    }

    static void Remove(string folder)
    {
        // A process that has just been killed may make a last file while its folder is being emptied.
        for (var attempt = 0; Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (attempt == 5)
                    return;
                Thread.Sleep(20);
            }
        }
    }
}
