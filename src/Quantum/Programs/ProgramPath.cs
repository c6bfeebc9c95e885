namespace Athanor.Quantum.Programs;

/// <summary>Where programs are.</summary>
static class ProgramPath
{
    /// <summary>The variable by which a user says where a program is: ATHANOR_XTB.</summary>
    public static string VariableOf(string name) => "ATHANOR_" + name.ToUpperInvariant();

    /// <summary>Full path of a program: where its variable says, else in PATH; null where there is none.</summary>
    public static string? Find(string name)
    {
        if (Environment.GetEnvironmentVariable(VariableOf(name)) is { Length: > 0 } said)
            return File.Exists(said) ? Path.GetFullPath(said) : null;
        string[] names = OperatingSystem.IsWindows() ? [name + ".exe", name + ".bat"] : [name];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathRooted)
            .SelectMany(folder => names.Select(n => Path.Combine(folder, n)))
            .FirstOrDefault(File.Exists);
    }
}
