using System.Text;

namespace Athanor.Reports;

/// <summary>Writes a file so that a reader finds the old one or the whole new one, never a part.</summary>
internal static class WholeFile
{
    public static void Write(string path, string text)
    {
        var full = Path.GetFullPath(path);
        // In the same directory, because a move is atomic only within one file system.
        var beside = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Environment.ProcessId:x}-{Guid.NewGuid():N}.part");
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, full, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Forget(beside);
            throw new IOException($"{path} could not be written: {Reason(error, full)}", error);
        }
    }

    static string Reason(Exception error, string full) => error switch
    {
        DirectoryNotFoundException => $"the folder {Path.GetDirectoryName(full)} does not exist; create it or choose another place.",
        UnauthorizedAccessException => "there is no permission to write there, or it is a folder; choose another place.",
        _ => error.Message,
    };

    static void Forget(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first error is the one worth reporting.
        }
    }
}
