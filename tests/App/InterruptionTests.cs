using System.Diagnostics;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.App.Tests;

/// <summary>One Ctrl-C, while another program computes: it ends at once, that program with it, and what was done before is kept.</summary>
public sealed class InterruptionTests : IDisposable
{
    /// <summary>In place of xtb: springs from the origin, for as many structures as the file <c>answers</c> says; then it takes for ever.</summary>
    const string Springs = """
        #!/bin/sh
        echo >> NOTES/calls
        if [ $(wc -l < NOTES/calls) -gt $(cat NOTES/answers) ]; then echo $$ > NOTES/pid; touch NOTES/waiting; exec sleep 1000; fi
        awk 'NR > 2 { n++; s[n] = $1; for (k = 2; k < 5; k++) { r[n, k] = $k / 0.529177210903; e += 0.01 * r[n, k] ^ 2 } }
          END {
            e = e - 5
            printf "$grad\n  cycle = 1 SCF energy = %.11f |dE/dxyz| = 0\n", e
            for (i = 1; i <= n; i++) printf "%.14f %.14f %.14f %s\n", r[i, 2], r[i, 3], r[i, 4], s[i]
            for (i = 1; i <= n; i++) printf "%.13e %.13e %.13e\n", 0.02 * r[i, 2], 0.02 * r[i, 3], 0.02 * r[i, 4]
            printf "$end\n"
          }' m.xyz > gradient
        echo "normal termination of xtb" >&2
        """;

    const string Water = "3\nProperties=species:S:1:pos:R:3\nO 0 0 0.01\nH 0 0.757 0.586\nH 0 -0.757 0.586\n";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    static readonly bool Shell = File.Exists("/bin/sh") && File.Exists("/usr/bin/awk") && Directory.Exists("/proc/self");
    const string NoShell = "needs /bin/sh, awk, kill and /proc";

    readonly Program _program = new();
    readonly string _notes = Directory.CreateTempSubdirectory("athanor-notes-").FullName;

    public InterruptionTests()
    {
        var script = Path.Combine(_notes, "xtb");
        File.WriteAllText(script, Springs.ReplaceLineEndings("\n").Replace("NOTES", _notes, StringComparison.Ordinal) + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _program.Variables["ATHANOR_XTB"] = script;
        _program.Variables["TMPDIR"] = _notes;
        _program.Write("in.xyz", Water + Water.Replace("0.757", "0.767", StringComparison.Ordinal) + Water.Replace("0.757", "0.777", StringComparison.Ordinal));
        _program.Write("one.xyz", Water);
    }

    public void Dispose()
    {
        _program.Dispose();
        Directory.Delete(_notes, recursive: true);
    }

    [Theory]
    [InlineData(2, "evaluate", "xtb:gfn2", "in.xyz", "--threads", "2")]
    [InlineData(4, "vibrations", "xtb:gfn2", "one.xyz", "--no-relax")]
    [InlineData(1, "vibrations", "xtb:gfn2", "one.xyz")]
    [InlineData(2, "audit", "xtb:gfn2", "one.xyz")]
    [InlineData(0, "md", "xtb:gfn2", "one.xyz", "--temperature", "100", "--steps", "9")]
    public void One_is_enough(int answers, params string[] command) => Interrupted(answers, command).MustComplain("interrupted");

    [Fact]
    public void A_relaxation_keeps_the_last_structure_that_was_answered_for()
    {
        Interrupted(3, "relax", "xtb:gfn2", "one.xyz", "-o", "out.xyz").MustComplain("interrupted after 2 steps", "out.unfinished.xyz");
        var kept = StructureFiles.ReadOne(_program.PathOf("out.unfinished.xyz"));
        var r = kept.Structure.Positions[1] * (1 / Units.Bohr);
        Assert.Equal(-0.02 * r.Y * Units.Hartree / Units.Bohr, kept.Forces![1].Y, 1e-8);
        Assert.True(r.Y < 0.757 / Units.Bohr);
    }

    [Fact]
    public void Dynamics_goes_on_as_if_it_had_not_been_interrupted()
    {
        string[] Command(string name) => ["md", "xtb:gfn2", "one.xyz", "--temperature", "100", "--steps", "8", "--timestep", "0.5", "--trajectory", name + ".xyz", "--every", "1", "--no-guard"];
        Interrupted(5, Command("parts")).MustComplain("interrupted after step", "--resume");
        Answers(1000);
        _program.Run([.. Command("parts"), "--resume"]).MustEndWith(0);
        _program.Run(Command("whole")).MustEndWith(0);
        Assert.Equal(_program.Read("whole.xyz"), _program.Read("parts.xyz"));
    }

    [Fact]
    public void Labels_that_are_finished_are_kept()
    {
        string[] command = ["label", "in.xyz", "--oracle", "xtb:gfn2", "-o", "out.xyz", "--threads", "1"];
        Interrupted(2, command).MustComplain("2 of 3 frames are finished and kept in out.xyz.journal", "interrupted");
        Assert.False(File.Exists(_program.PathOf("out.xyz")));
        Answers(1000);
        Assert.Contains("going on", _program.Run(command).MustEndWith(0).Error, StringComparison.Ordinal);
        Assert.Equal(3, StructureFiles.Read(_program.PathOf("out.xyz")).Count());
    }

    [Fact]
    public void Answers_of_a_baseline_are_kept()
    {
        // Labels that are mostly those springs, so that there is something to learn on top of them.
        var random = new Random(3);
        using (var file = File.Create(_program.PathOf("labelled.xyz")))
        {
            var writer = new ExtxyzWriter(file);
            for (var k = 0; k < 6; k++)
            {
                var s = new Structure([Element.Parse("O"), Element.Parse("H"), Element.Parse("H")], [.. new Vec3[] { new(0, 0, 0.01), new(0, 0.757, 0.586), new(0, -0.757, 0.586) }.Select(r => r + 0.1 * new Vec3(random.NextDouble(), random.NextDouble(), random.NextDouble()))]);
                var stiffness = 0.8 * 0.02 * Units.Hartree / (Units.Bohr * Units.Bohr);
                writer.Write(new Frame(s) { Energy = s.Positions.Sum(r => 0.5 * stiffness * r.LengthSquared) + 0.01 * random.NextDouble(), Forces = [.. s.Positions.Select(r => (-stiffness - 0.01 * random.NextDouble()) * r)] });
            }
        }
        string[] command = ["train", "labelled.xyz", "-o", "out.athanor", "--baseline", "xtb:gfn2", "--preset", "instant", "--cutoff", "3", "--threads", "1", "--accept", "forces-net", "--validation", "0"];
        Interrupted(4, command).MustComplain("interrupted while xtb:gfn2 was asked", "goes on from there");
        Assert.Equal(1 + 4, File.ReadLines(_program.PathOf("out.athanor.baseline")).Count());
        Answers(1000);
        Assert.Contains("xtb:gfn2 times 0.8", _program.Run(command).MustEndWith(0).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_program.PathOf("out.athanor.baseline")));
    }

    [Fact]
    public void A_client_that_is_killed_costs_one_frame_which_can_be_tried_again()
    {
        Assert.SkipUnless(Shell, NoShell);
        var address = $"unix:athanor-{Guid.NewGuid():N}"[..24];
        string[] command = ["label", "in.xyz", "--oracle", $"ipi:{address},wait=60", "-o", "out.xyz", "--threads", "1"];
        string[] client = ["serve", "xtb:gfn2", "one.xyz", "--ipi", address, "--wait", "60s"];
        Answers(1);
        using var labelling = _program.Start(command);
        using (var doomed = _program.Start(client))
        {
            AwaitWaiting(labelling);
            doomed.Kill();
            doomed.WaitForExit();
        }
        using (var orphan = Process.GetProcessById(int.Parse(File.ReadAllText(Path.Combine(_notes, "pid")), System.Globalization.CultureInfo.InvariantCulture)))
            orphan.Kill();
        Answers(1000);
        using var second = _program.Start(client);
        Program.Await(labelling).MustEndWith(3);
        Program.Await(second).MustEndWith(0);
        Assert.Equal(2, StructureFiles.Read(_program.PathOf("out.xyz")).Count());
        Assert.Contains("frame 2: ", _program.Read("out.xyz.failed.txt"), StringComparison.Ordinal);
        Assert.Contains("closed the connection", _program.Read("out.xyz.failed.txt"), StringComparison.Ordinal);
        using var third = _program.Start(client);
        _program.Run([.. command, "--retry-failed", "--force"]).MustEndWith(0);
        Program.Await(third).MustEndWith(0);
        Assert.Equal(3, StructureFiles.Read(_program.PathOf("out.xyz")).Count());
    }

    void Answers(int count) => File.WriteAllText(Path.Combine(_notes, "answers"), $"{count}\n");

    Outcome Interrupted(int answers, params string[] command)
    {
        Assert.SkipUnless(Shell, NoShell);
        Answers(answers);
        using var running = _program.Start(command);
        var watch = Stopwatch.StartNew();
        AwaitWaiting(running);
        watch.Restart();
        using (var kill = Process.Start("kill", ["-INT", $"{running.Id}"]))
            kill.WaitForExit();
        var outcome = Program.Await(running).MustEndWith(130);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"it took {watch.Elapsed.TotalSeconds:0} s to end");
        Assert.False(IsAlive(File.ReadAllText(Path.Combine(_notes, "pid")).Trim()), "the other program is still there");
        Assert.Empty(Directory.GetDirectories(_notes));
        return outcome;
    }

    void AwaitWaiting(Process running)
    {
        var watch = Stopwatch.StartNew();
        while (!File.Exists(Path.Combine(_notes, "waiting")))
        {
            Assert.True(watch.Elapsed < Patience && !running.HasExited, "nothing was ever waited for");
            Thread.Sleep(20);
        }
    }

    /// <summary>What has ended and was not yet buried has no command any more.</summary>
    static bool IsAlive(string pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
