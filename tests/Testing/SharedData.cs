namespace Athanor.Testing;

/// <summary>
/// Finds reference files that live beside the repository, in <c>../shared</c>. They are published data that the project
/// does not ship; a test that needs them skips with a clear line where they are absent.
/// </summary>
public static class SharedData
{
    /// <summary>Root of the repository this test program was built from.</summary>
    public static string Repository { get; } = FindRepository();

    static string Root => Path.Combine(Repository, "..", "shared");

    /// <summary>True where <paramref name="relative"/> (for example <c>data/mlearn/Si_test.xyz</c>) exists.</summary>
    public static bool Has(string relative) => File.Exists(PathOf(relative)) || Directory.Exists(PathOf(relative));

    /// <summary>Full path of a shared file, whether or not it exists.</summary>
    public static string PathOf(string relative) => Path.GetFullPath(Path.Combine(Root, relative));

    /// <summary>The sentence a test skips with.</summary>
    public static string Missing(string relative) => $"needs ../shared/{relative}, which is not beside this checkout";

    static string FindRepository()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Athanor.slnx")))
                return at.FullName;
        }
        throw new DirectoryNotFoundException("No Athanor.slnx above " + AppContext.BaseDirectory);
    }
}
