using System.Globalization;
using System.Text.Json;
using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.App.Tests;

public sealed class LabelTests : IDisposable
{
    /// <summary>In place of xtb: slow, and with springs from the origin to each atom. What is heavier than neon it cannot do.</summary>
    const string Springs = """
        #!/bin/sh
        sleep 0.05
        if grep -q '^Ar' m.xyz; then echo "Self consistent charge iterator did not converge"; exit 1; fi
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

    static readonly bool Shell = File.Exists("/bin/sh") && File.Exists("/usr/bin/awk");
    const string NoShell = "needs /bin/sh and awk";

    readonly Program _program = new();
    readonly string _scratch = Directory.CreateTempSubdirectory("athanor-scratch-").FullName;

    public LabelTests()
    {
        _program.Variables["TMPDIR"] = _scratch;
        _program.Variables["ATHANOR_XTB"] = _program.PathOf("xtb");
        _program.Write("xtb", Springs.ReplaceLineEndings("\n") + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_program.PathOf("xtb"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose()
    {
        _program.Dispose();
        Directory.Delete(_scratch, recursive: true);
    }

    static string Waters(int count) => string.Concat(Enumerable.Range(0, count).Select(k => string.Create(CultureInfo.InvariantCulture,
        $"3\nconfig_type=g{k % 3} energy=-1 mark={k} Properties=species:S:1:pos:R:3\nO 0 0 0.01\nH 0 {0.7 + 0.001 * k} 0.586\nH 0 -0.757 0.586\n")));

    long JournalLength => new FileInfo(_program.PathOf("broken.xyz.journal")) is { Exists: true } file ? file.Length : 0;

    string[] Left => [.. Directory.GetFileSystemEntries(_scratch).Select(f => Path.GetFileName(f)).Where(f => f.StartsWith("athanor-jobs", StringComparison.Ordinal))];

    [Fact]
    public void Any_potential_labels_and_the_order_stays()
    {
        _program.Write("in.xyz", string.Concat(Enumerable.Range(0, 50).Select(k => Inputs.Pair.Replace("3.8", $"{3.8 + 0.01 * k:0.00}", StringComparison.Ordinal))) + Inputs.Argon());
        var outcome = _program.Run("label", "in.xyz", "--oracle", Inputs.SmoothArgon, "-o", "out.xyz", "--threads", "2", "--json").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(51, json.RootElement.GetProperty("labelled").GetInt32());

        using var evaluator = PotentialGrammar.Parse(Inputs.SmoothArgon).Open(EvaluatorOptions.Default);
        var expected = new Prediction();
        var frames = StructureFiles.Read(_program.PathOf("out.xyz")).ToArray();
        Assert.Equal(51, frames.Length);
        for (var k = 0; k < frames.Length; k++)
        {
            evaluator.Evaluate(frames[k].Structure, Request.Everything, expected);
            Assert.Equal(expected.Energy, frames[k].Energy);
            Assert.Equal(expected.Forces.ToArray(), frames[k].Forces);
            Assert.Equal(expected.StressIn(frames[k].Structure), frames[k].Stress);
            Assert.Equal(Inputs.SmoothArgon, frames[k].Info["oracle"]);
        }
        Assert.Equal(3.9, frames[10].Structure.Positions[1].Z, 1e-9);
        Assert.Equal("-0.01", frames[10].Info["other_energy"]);
        Assert.Equal(0.1, frames[10].Columns["other_forces"].Numbers![5]);
        Assert.Equal(["in.xyz", "out.xyz", "xtb"], _program.Files);

        _program.Run("label", "in.xyz", "--oracle", Inputs.SmoothArgon, "-o", "energies.xyz", "--no-forces").MustEndWith(0);
        Assert.Null(StructureFiles.ReadOne(_program.PathOf("energies.xyz")).Forces);
    }

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Killed_again_and_again_it_ends_with_the_same_bytes()
    {
        Assert.SkipUnless(Shell, NoShell);
        // So many that a fast machine, left alone for as long as all those starts last, is not through.
        _program.Write("in.xyz", Waters(250));
        string[] Command(string output) => ["label", "in.xyz", "--oracle", "xtb:gfn2", "-o", output, "--threads", "2"];
        _program.Run(Command("whole.xyz")).MustEndWith(0);

        var random = new Random(7);
        var (kills, resumed, length) = (0, false, 400L);
        while (true)
        {
            using var process = _program.Start(Command("broken.xyz"));
            if (kills < 5 && !process.WaitForExit(random.Next(200, 500)))
            {
                // On a busy machine nothing may have been done by now.
                for (var k = 0; k < 1000 && !process.HasExited && JournalLength <= length; k++)
                    Thread.Sleep(10);
                Assert.False(process.HasExited, "It was through before it could be killed: give it more to do.");
                length = JournalLength;
                process.Kill();
                process.WaitForExit();
                kills++;
                Assert.False(File.Exists(_program.PathOf("broken.xyz")));
                continue;
            }
            var outcome = Program.Await(process).MustEndWith(0);
            resumed |= outcome.Error.Contains("finished before; going on", StringComparison.Ordinal);
            break;
        }
        Assert.True(kills > 0 && resumed, $"{kills} kills, resumed: {resumed}");
        Assert.Equal(_program.Read("whole.xyz"), _program.Read("broken.xyz"));
        Assert.Equal(["broken.xyz", "in.xyz", "whole.xyz", "xtb"], _program.Files);
        Assert.Empty(Left);
    }

    [Fact]
    public void A_line_cut_short_is_computed_again_and_something_else_is_refused()
    {
        Assert.SkipUnless(Shell, NoShell);
        _program.Write("in.xyz", Waters(40));
        string[] command = ["label", "in.xyz", "--oracle", "xtb:gfn2", "-o", "out.xyz", "--threads", "1"];
        using (var process = _program.Start(command))
        {
            for (var k = 0; k < 200 && (!File.Exists(_program.PathOf("out.xyz.journal")) || new FileInfo(_program.PathOf("out.xyz.journal")).Length < 2000); k++)
                Thread.Sleep(20);
            process.Kill();
            process.WaitForExit();
        }
        var journal = _program.Read("out.xyz.journal");
        var first = journal.IndexOf("\"energy\":", StringComparison.Ordinal);
        Assert.True(first > 0);
        _program.Write("out.xyz.journal", journal[..(first + 12)]);
        _program.Run("label", "in.xyz", "--oracle", "xtb:gfn1", "-o", "out.xyz").MustEndWith(1).MustComplain("by xtb:gfn2, not xtb:gfn1");
        _program.Run("label", "in.xyz", "--oracle", "xtb:gfn2", "-o", "out.xyz", "--no-forces").MustEndWith(1).MustComplain("with forces");
        _program.Write("in.xyz", Waters(41));
        _program.Run(command).MustEndWith(1).MustComplain("of 40 structures; now there are 41");
        _program.Write("in.xyz", Waters(40).Replace("0.701", "0.702", StringComparison.Ordinal));
        _program.Run(command).MustEndWith(1).MustComplain("the input has changed");
        _program.Write("in.xyz", Waters(40));
        _program.Run(command).MustEndWith(0);
        Assert.Equal(40, StructureFiles.Read(_program.PathOf("out.xyz")).Count());

        _program.Write("new.xyz.journal", "my notes\n");
        _program.Run("label", "in.xyz", "--oracle", "xtb:gfn2", "-o", "new.xyz").MustEndWith(1).MustComplain("no journal of labels");
        Assert.Equal("my notes\n", _program.Read("new.xyz.journal"));
    }

    [Fact]
    public void What_fails_is_listed_and_kept_out()
    {
        Assert.SkipUnless(Shell, NoShell);
        _program.Write("in.xyz", Waters(2) + Inputs.Pair + Waters(1) + "2\nmultiplicity=2 Properties=species:S:1:pos:R:3\nH 0 0 0\nH 0 0 0.7\n" + Inputs.Silicon(1));
        var outcome = _program.Run("label", "in.xyz", "--oracle", "xtb:gfn2", "-o", "out.xyz", "--json").MustEndWith(3);
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal([3, 5, 6], json.RootElement.GetProperty("failed").EnumerateArray().Select(f => f.GetProperty("frame").GetInt32()));
        Assert.Equal(["0", "1", "0"], StructureFiles.Read(_program.PathOf("out.xyz")).Select(f => f.Info["mark"]));
        var reasons = _program.Read("out.xyz.failed.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, reasons.Length);
        Assert.Contains("did not converge", reasons[0], StringComparison.Ordinal);
        Assert.Contains("multiplicity 2", reasons[1], StringComparison.Ordinal);
        Assert.Contains("repeats", reasons[2], StringComparison.Ordinal);
        Assert.Equal(["in.xyz", "out.xyz", "out.xyz.failed.txt", "out.xyz.journal", "xtb"], _program.Files);
        Assert.Empty(Left);
    }

    [Fact]
    public void What_failed_is_tried_again_where_that_is_asked_for()
    {
        Assert.SkipUnless(Shell, NoShell);
        string[] command = ["label", "in.xyz", "--oracle", "xtb:gfn2", "-o", "out.xyz", "--threads", "2"];
        _program.Write("in.xyz", Waters(2) + Inputs.Pair + Waters(1));
        _program.Run([.. command, "--retry-failed"]).MustEndWith(2).MustComplain("no out.xyz.journal");
        Assert.Contains("--retry-failed --force", _program.Run(command).MustEndWith(3).Output, StringComparison.Ordinal);
        _program.Run([.. command, "--retry-failed"]).MustEndWith(1).MustComplain("out.xyz");

        // What is still wrong fails again, and is all that is computed.
        var counted = Springs.Replace("sleep 0.05", $"echo >> {_program.PathOf("calls")}", StringComparison.Ordinal).ReplaceLineEndings("\n") + "\n";
        int Calls()
        {
            var calls = _program.Read("calls").Length;
            File.Delete(_program.PathOf("calls"));
            return calls;
        }

        _program.Write("xtb", counted);
        _program.Run([.. command, "--retry-failed", "--force"]).MustEndWith(3);
        Assert.Equal(1, Calls());
        Assert.Equal(3, StructureFiles.Read(_program.PathOf("out.xyz")).Count());

        // Without the option a run that ended is begun anew.
        _program.Run([.. command, "--force"]).MustEndWith(3);
        Assert.Equal(4, Calls());

        _program.Write("xtb", counted.Replace("^Ar", "^Xe", StringComparison.Ordinal));
        Assert.Contains("3 of 4 frames were finished before", _program.Run([.. command, "--retry-failed", "--force"]).MustEndWith(0).Error, StringComparison.Ordinal);
        Assert.Equal(1, Calls());
        Assert.Equal(["in.xyz", "out.xyz", "xtb"], _program.Files);
        _program.Run("label", "in.xyz", "--oracle", "xtb:gfn2", "-o", "whole.xyz").MustEndWith(0);
        Assert.Equal(_program.Read("whole.xyz"), _program.Read("out.xyz"));
    }

    [Fact]
    public void Wrong_commands_are_sentences()
    {
        _program.Write("in.xyz", Inputs.Pair);
        _program.Run("label", "in.xyz", "-o", "out.xyz").MustEndWith(2);
        _program.Run("label", "in.xyz", "--oracle", Inputs.SmoothArgon).MustEndWith(2).MustComplain("-o LABELLED.xyz");
        _program.Run("label", "in.xyz", "--oracle", Inputs.SmoothArgon, "-o", "out.cif").MustEndWith(2).MustComplain("out.xyz");
        _program.Run("label", "in.xyz", "--oracle", Inputs.SmoothArgon, "-o", "out.xyz", "--time-limit", "soon").MustEndWith(2).MustComplain("--time-limit");
        _program.Run("label", "missing.xyz", "--oracle", Inputs.SmoothArgon, "-o", "out.xyz").MustEndWith(1).MustComplain("missing.xyz");
        _program.Variables["ATHANOR_XTB"] = "/nowhere/xtb";
        _program.Run("label", "in.xyz", "--oracle", "xtb:gfn2", "-o", "out.xyz").MustEndWith(1).MustComplain("/nowhere/xtb");
        Assert.Equal(["in.xyz", "xtb"], _program.Files);
    }
}
