using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Athanor.Quantum.Programs;

/// <summary>How a program ended and the end of what it said.</summary>
/// <param name="TimedOut">It was killed because it took longer than it may.</param>
sealed record ProgramOutcome(int ExitCode, string Output, string Error, bool TimedOut);

/// <summary>
/// One run of another program: in its own folder and its own process group, with one thread and a limit of time. When it ends, however it ends, nothing of its
/// group is left. Where there is coreutils' <c>timeout</c>, which makes the group, the limit holds even when this process is killed meanwhile.
/// </summary>
static partial class ProgramJob
{
    const int Kill = 9;

    static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    static readonly string? Timeout = OperatingSystem.IsWindows() ? null : ProgramPath.Find("timeout");
    static readonly HashSet<Process> Running = [];

    /// <exception cref="OperationCanceledException">Cancelled; the program has been killed.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">The file cannot be run.</exception>
    public static ProgramOutcome Run(string program, IEnumerable<string> arguments, string folder, TimeSpan limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var process = Start(program, arguments, folder, limit);
        try
        {
            var (output, error) = (new BoundedText(process.StandardOutput.BaseStream), new BoundedText(process.StandardError.BaseStream));
            bool ended;
            using (cancellation.Register(() => End(process)))
                ended = process.WaitForExit(limit);
            End(process);
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            return new ProgramOutcome(process.ExitCode, output.Text(Grace), error.Text(Grace), !ended);
        }
        finally
        {
            End(process);
            lock (Running)
                Running.Remove(process);
        }
    }

    /// <summary>For a process that ends before its jobs do.</summary>
    public static void KillAll()
    {
        lock (Running)
        {
            foreach (var process in Running)
                End(process);
        }
    }

    static Process Start(string program, IEnumerable<string> arguments, string folder, TimeSpan limit)
    {
        var start = new ProcessStartInfo(Timeout ?? program)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Timeout is not null)
        {
            start.ArgumentList.Add("--signal=KILL");
            start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"{(limit + Grace).TotalSeconds:0}"));
            start.ArgumentList.Add(program);
        }
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var name in (string[])["OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"])
            start.Environment[name] = "1";
        start.Environment["OMP_STACKSIZE"] = "1G";
        // Open MPI would start a daemon outside of the group for a program that is a single process.
        start.Environment["OMPI_MCA_ess_singleton_isolated"] = "1";
        start.Environment["PSI_SCRATCH"] = folder;
        start.Environment["TMPDIR"] = folder;
        lock (Running)
        {
            var process = Process.Start(start)!;
            Running.Add(process);
            process.StandardInput.Close();
            return process;
        }
    }

    /// <summary>The group, or where there is none the process and its descendants.</summary>
    static void End(Process process)
    {
        try
        {
            // That there is no such group any more is what it is for.
            if (Timeout is not null)
                _ = Signal(-process.Id, Kill);
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
