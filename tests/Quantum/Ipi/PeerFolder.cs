using System.Diagnostics;

namespace Athanor.Quantum.Tests;

/// <summary>A folder in which other programs run while a test talks with them; what still runs when it goes is ended.</summary>
sealed class PeerFolder : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly string _folder = Directory.CreateTempSubdirectory("athanor-ipi-").FullName;
    readonly Dictionary<Process, Task> _running = [];

    public string PathOf(string name) => Path.Combine(_folder, name);

    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    public string Read(string name) => File.ReadAllText(PathOf(name));

    /// <summary>Starts a program there, with one thread; what it says is in the file <c>output</c> when it has ended.</summary>
    public Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["OMPI_MCA_ess_singleton_isolated"] = "1";
        var process = Process.Start(start)!;
        _running.Add(process, Keep(process.StandardOutput.BaseStream));
        return process;
    }

    async Task Keep(Stream output)
    {
        using var file = new FileStream(PathOf("output"), FileMode.Create, FileAccess.Write, FileShare.ReadWrite, 1);
        await output.CopyToAsync(file);
    }

    /// <summary>Waits for its end and returns the exit code.</summary>
    public int End(Process process)
    {
        if (!process.WaitForExit(Patience))
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        _running[process].Wait(Patience);
        return process.ExitCode;
    }

    /// <summary>Whether there is such a program and it ends well.</summary>
    public static bool Answers(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var process in _running.Keys)
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }
}
