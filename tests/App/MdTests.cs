using System.Diagnostics;
using System.Text.Json;
using Athanor.Atoms;

namespace Athanor.App.Tests;

public sealed class MdTests : IDisposable
{
    readonly Program _program = new();

    public MdTests() => _program.Write("si.xyz", Inputs.Silicon());

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_run_leaves_its_files_and_json()
    {
        var outcome = _program.Run("md", "sw", "si.xyz", "--temperature", "300", "--steps", "200", "--every", "50",
            "--trajectory", "run.xyz", "--log", "run.log", "-o", "last.xyz", "--report", "run.html", "--json").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.True(json.RootElement.GetProperty("completed").GetBoolean());
        Assert.Equal(200, json.RootElement.GetProperty("step").GetInt64());
        Assert.Equal(5, StructureFiles.Read(_program.PathOf("run.xyz")).Count());
        Assert.Equal(6, _program.Read("run.log").TrimEnd().Split('\n').Length);
        Assert.Equal(StructureFiles.Read(_program.PathOf("run.xyz")).Last().Structure.Positions, StructureFiles.ReadOne(_program.PathOf("last.xyz")).Structure.Positions);
        Assert.Contains("Temperature", _program.Read("run.html"), StringComparison.Ordinal);
        Assert.Contains("run.restart", _program.Files);
    }

    [Fact]
    public void Ctrl_C_leaves_a_run_that_goes_on_to_the_same_bytes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs kill, to send SIGINT");
        string[] command = ["md", "sw", "si.xyz", "--temperature", "300", "--every", "50", "--precision", "single"];
        var running = _program.Start([.. command, "--steps", "100000000", "--trajectory", "run.xyz"]);
        AwaitFrames("run.xyz", 5);
        using (var kill = Process.Start("kill", ["-INT", $"{running.Id}"]))
            kill.WaitForExit();
        var outcome = Program.Await(running).MustEndWith(130).MustComplain("interrupted after step", "--resume");
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);

        var reached = StructureFiles.Read(_program.PathOf("run.xyz")).Count();
        var steps = $"{50 * (reached + 3)}";
        _program.Run([.. command, "--steps", steps, "--trajectory", "run.xyz", "--resume"]).MustEndWith(0);
        Assert.Contains("is finished", _program.Run([.. command, "--steps", steps, "--trajectory", "run.xyz", "--resume"]).MustEndWith(0).Output);
        _program.Run([.. command, "--steps", steps, "--trajectory", "straight.xyz"]).MustEndWith(0);
        Assert.Equal(_program.Read("straight.xyz"), _program.Read("run.xyz"));
    }

    [Fact]
    public void An_existing_run_is_neither_overwritten_nor_resumed_unasked()
    {
        string[] command = ["md", "sw", "si.xyz", "--temperature", "300", "--trajectory", "run.xyz"];
        _program.Run([.. command, "--steps", "10"]).MustEndWith(0);
        var before = _program.Read("run.xyz");
        _program.Run([.. command, "--steps", "20"]).MustEndWith(1).MustComplain("run.restart exists", "--resume", "--force");
        _program.Run("md", "sw", "si.xyz", "--temperature", "400", "--steps", "20", "--trajectory", "run.xyz", "--resume").MustEndWith(2).MustComplain("300 K");
        Assert.Equal(before, _program.Read("run.xyz"));
    }

    [Fact]
    public void The_guard_stops_and_leaves_the_frame()
    {
        var outcome = _program.Run("md", "sw", "si.xyz", "--temperature", "200:2000", "--steps", "2000", "--guard-temperature", "500", "--trajectory", "run.xyz");
        outcome.MustEndWith(1).MustComplain("K, more than 500 K", "run.stopped.xyz", "run.restart");
        Assert.Equal(64, StructureFiles.ReadOne(_program.PathOf("run.stopped.xyz")).Structure.Count);
    }

    [Fact]
    public void Fixed_atoms_stay()
    {
        _program.Run("md", "sw", "si.xyz", "--temperature", "300", "--steps", "50", "--fix", "1-8,20", "-o", "out.xyz").MustEndWith(0);
        var (before, after) = (StructureFiles.ReadOne(_program.PathOf("si.xyz")).Structure.Positions, StructureFiles.ReadOne(_program.PathOf("out.xyz")).Structure.Positions);
        var still = Enumerable.Range(0, 64).Where(i => before[i] == after[i]);
        Assert.Equal([.. Enumerable.Range(0, 8), 19], still);
    }

    [Theory]
    [InlineData("Say how long", "--temperature", "300")]
    [InlineData("--pressure has no effect", "--temperature", "300", "--steps", "5", "--ensemble", "langevin", "--pressure", "0")]
    [InlineData("--pressure GPa", "--temperature", "300", "--steps", "5", "--ensemble", "npt")]
    [InlineData("--temperature", "--steps", "5")]
    [InlineData("'warm'", "--temperature", "warm", "--steps", "5")]
    [InlineData("numbered 1 to 64", "--temperature", "300", "--steps", "5", "--fix", "60-70")]
    [InlineData("--no-guard", "--temperature", "300", "--steps", "5", "--no-guard", "--guard-force", "5")]
    [InlineData("--every", "--temperature", "300", "--steps", "5", "--every", "0")]
    [InlineData("what: name", "--temperature", "300", "--steps", "5", "--resume")]
    public void What_cannot_be_meant_is_refused(string word, params string[] options) =>
        _program.Run(["md", "sw", "si.xyz", .. options]).MustEndWith(2).MustComplain(word);

    void AwaitFrames(string name, int frames)
    {
        var watch = Stopwatch.StartNew();
        while (!File.Exists(_program.PathOf(name)) || new FileInfo(_program.PathOf(name)).Length < frames * 64 * 100L)
        {
            Assert.True(watch.Elapsed.TotalSeconds < 60, "the run wrote nothing");
            Thread.Sleep(20);
        }
    }
}
