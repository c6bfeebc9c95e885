using System.Diagnostics;

namespace Athanor.App.Tests;

public class LauncherTests
{
    /// <summary>Runs only where the launcher has nothing to build: building is slow, and would build what is being tested.</summary>
    [Fact]
    public void It_starts_the_program_from_another_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        var root = SharedData.Repository;
        var program = Path.Combine(root, "src", "App", "bin", "Release", "net10.0", "athanor.dll");
        var newest = Directory.EnumerateFiles(Path.Combine(root, "src"), "*", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Max(File.GetLastWriteTimeUtc);
        Assert.SkipUnless(File.Exists(program + ".stamp") && File.GetLastWriteTimeUtc(program + ".stamp") > newest, "needs a launcher that has built what is here: run ./athanor --version once");
        var start = new ProcessStartInfo(Path.Combine(root, "athanor")) { WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("--version");
        Program.Await(Process.Start(start)!).MustEndWith(0);
    }
}
