using System.Diagnostics;
using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests.Programs;

/// <summary>Programs that do everything wrong that programs do: each is a sentence, and nothing of it is left.</summary>
public sealed class FaultTests
{
    static readonly bool Shell = File.Exists("/bin/sh") && Directory.Exists("/proc/self");
    const string NoShell = "needs /bin/sh and /proc";

    static string Complaint(string script, double seconds = 60, params string[] pids)
    {
        using var fake = new FakeProgram(script);
        var problem = Assert.Throws<PotentialException>(() => fake.Evaluate(seconds));
        fake.MustBeGone(pids);
        return problem.Message;
    }

    [Fact]
    public void What_is_good_is_taken_to_the_last_digit()
    {
        Assert.SkipUnless(Shell, NoShell);
        using var fake = new FakeProgram(FakeProgram.Good);
        var prediction = fake.Evaluate();
        Assert.Equal(-5.070369819160 * Units.Hartree, prediction.Energy);
        Assert.Equal(2.4016305291783E-03 * Units.Hartree / Units.Bohr, prediction.Forces[0].Z, 1e-15);
        Assert.Equal(4.7460011971515E-03 * Units.Hartree / Units.Bohr, prediction.Forces[1].Y, 1e-15);
        fake.MustBeGone();
    }

    [Theory]
    [InlineData("-5.07036981916 ", "NaN ", "one energy and wrote another|not a number")]
    [InlineData("-4.7460011971515E-03", "NaN", "a force that is not a number")]
    [InlineData("-4.7460011971515E-03", "*********", "a force that is not a number")]
    [InlineData("1.43052267633767      1.10737950902758      H\n    0", "1.53052267633767      1.10737950902758      H\n    0", "another geometry: atom 2 (H)")]
    [InlineData("    0.00000000000000     -1.43052267633767      1.10737950902758      H\n", "", "2 atoms where 3")]
    [InlineData("0.00000000000000      O", "0.00000000000000      S", "atom 1 for S instead of O")]
    [InlineData("   1.5652533425984E-16  -4.7460011971515E-03   1.2008152645893E-03\n", "", "'gradient' cannot be understood")]
    [InlineData("$end\n", "", "'gradient' cannot be understood")]
    [InlineData("TOTAL ENERGY               -5.070369819160", "TOTAL ENERGY               -5.170369819160", "one energy and wrote another")]
    [InlineData("electrons                         8", "electrons                        -1", "-1 valence electrons")]
    [InlineData("echo \"normal", "echo \"abnormal", "failed with exit code 0")]
    [InlineData("normal termination", "termination", "failed with exit code 0")]
    [InlineData("cat > gradient", "cat > elsewhere", "left no file 'gradient'")]
    public void One_thing_wrong_is_enough(string good, string bad, string words)
    {
        Assert.SkipUnless(Shell, NoShell);
        Assert.Contains(good, FakeProgram.Good, StringComparison.Ordinal);
        var complaint = Complaint(FakeProgram.Good.Replace(good, bad, StringComparison.Ordinal));
        Assert.Contains(words.Split('|'), w => complaint.Contains(w, StringComparison.Ordinal));
    }

    [Fact]
    public void An_energy_above_zero_is_not_taken()
    {
        Assert.SkipUnless(Shell, NoShell);
        Assert.Contains("above that of nuclei", Complaint(FakeProgram.Good.Replace("-5.0703698", "134.0703698", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 1", "exit code 1")]
    [InlineData("kill -SEGV $$", "signal 11")]
    [InlineData("exit 127", "exit code 127")]
    public void A_crash_after_a_good_answer_is_a_crash(string end, string words)
    {
        Assert.SkipUnless(Shell, NoShell);
        Assert.Contains(words, Complaint(FakeProgram.Good + "\n" + end), StringComparison.Ordinal);
    }

    [Fact]
    public void Reasons_are_recognised()
    {
        Assert.SkipUnless(Shell, NoShell);
        Assert.Contains("did not converge", Complaint("echo '-1- scf: Self consistent charge iterator did not converge'; echo 'abnormal termination of xtb' >&2; exit 1"), StringComparison.Ordinal);
        Assert.Contains("does not know an element", Complaint("echo '  | ^^^ unknown element'; exit 128"), StringComparison.Ordinal);
    }

    [Fact]
    public void Garbage_without_end_is_read_in_bounded_memory()
    {
        Assert.SkipUnless(Shell, NoShell);
        var complaint = Complaint("head -c 30000000 /dev/zero | tr '\\0' '\\251'; head -c 30000000 /dev/zero | tr '\\0' 'x' >&2; exit 0");
        Assert.InRange(complaint.Length, 20, 400);
    }

    [Fact]
    public void What_hangs_is_stopped_with_everything_it_started()
    {
        Assert.SkipUnless(Shell, NoShell);
        var watch = Stopwatch.StartNew();
        var complaint = Complaint("sleep 1000 & echo $! > $NOTES/child\ntrap '' TERM INT\nwhile true; do sleep 1000; done", 0.5, "child");
        Assert.Contains("did not end within 0.5 s", complaint, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.5, 20);
    }

    [Fact]
    public void What_it_leaves_running_is_stopped_too()
    {
        Assert.SkipUnless(Shell, NoShell);
        using var fake = new FakeProgram("sleep 1000 & echo $! > $NOTES/child\n" + FakeProgram.Good);
        Assert.True(fake.Evaluate().Energy < 0);
        fake.MustBeGone("child");
    }

    [Fact]
    public void Cancelling_stops_it_at_once()
    {
        Assert.SkipUnless(Shell, NoShell);
        using var fake = new FakeProgram("sleep 1000");
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(0.5));
        Assert.ThrowsAny<OperationCanceledException>(() => fake.Evaluate(600, source.Token));
        fake.MustBeGone();
    }
}
