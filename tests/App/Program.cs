using System.Diagnostics;

namespace Athanor.App.Tests;

/// <summary>The built program, run as a user would: in a process, an empty folder and a model library of its own.</summary>
sealed class Program : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public string Folder { get; } = Directory.CreateTempSubdirectory("athanor-").FullName;

    /// <summary>Where its model library is, once something has been added.</summary>
    public string Library { get; } = Path.Combine(Path.GetTempPath(), $"athanor-library-{Guid.NewGuid():N}");

    /// <summary>Variables of the environment that it is given beside those of the tests.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>Writes a file into the folder and returns its name.</summary>
    public string Write(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return name;
    }

    public string Read(string name) => File.ReadAllText(PathOf(name));

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Names of the files in the folder, hidden ones too.</summary>
    public string[] Files => [.. Directory.GetFiles(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public Outcome Run(params string[] arguments) => Await(Start(arguments));

    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "athanor.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Remove("ATHANOR_TRACE");
        start.Environment["ATHANOR_MODELS"] = Library;
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static Outcome Await(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"The program did not end within {Patience.TotalSeconds} s.");
        }
        process.WaitForExit();
        return new Outcome(process.ExitCode, output.Result, error.Result);
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        if (Directory.Exists(Library))
            Directory.Delete(Library, recursive: true);
    }
}

/// <summary>How the program ended and what it said.</summary>
sealed record Outcome(int Code, string Output, string Error)
{
    public Outcome MustEndWith(int code)
    {
        Assert.True(Code == code, $"exit code {Code} instead of {code}\n{Output}\n{Error}");
        return this;
    }

    /// <summary>One sentence on stderr that begins as every complaint does, holds these words, and shows no stack.</summary>
    public Outcome MustComplain(params string[] words)
    {
        var complaint = Error.Split('\n').SingleOrDefault(l => l.StartsWith("athanor: ", StringComparison.Ordinal));
        Assert.True(complaint is not null, $"no complaint in:\n{Error}");
        foreach (var word in words)
            Assert.Contains(word, Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        return this;
    }
}
