using System.Diagnostics;
using System.Reflection;

namespace Athanor.Testing;

/// <summary>Runs part of the running test program once more in a process of its own: with fewer instruction sets, or with nothing compiled yet.</summary>
public static class ChildProcess
{
    /// <summary>Tests that start children carry this category, so that children leave them out.</summary>
    public const string Category = "Child";

    /// <summary>Starts this test program with the given arguments and environment.</summary>
    /// <returns>The exit code (zero where all tests passed) and everything it printed.</returns>
    public static (int ExitCode, string Output) Run(string[] arguments, params (string Name, string Value)[] environment)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("This process does not know its own path.");
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
        foreach (var argument in (string[])[.. arguments, "--no-progress", "--no-ansi", "--auto-reporters", "off"])
            start.ArgumentList.Add(argument);
        // What a surrounding `dotnet test` tells this process about its own pipes is not for the child.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var child = Process.Start(start)!;
        var error = child.StandardError.ReadToEndAsync();
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return (child.ExitCode, output + error.Result);
    }
}
