using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Quantum.Programs;

namespace Athanor.Quantum.Tests.Programs;

/// <summary>What NWChem does wrong, or might: a script in its place. Its failures are as version 7.0.2 prints them.</summary>
public sealed class NwchemFaultTests
{
    const string NoShell = "needs /bin/sh and /proc";

    const string Good = """
        echo "  closed shells   =     5"
        echo "  open shells     =     0"
        cat > ecce.out <<'END'
        %begin%version%1%char
        task_gradient scf%begin%total energy%1%double
        -7.50000000000000e+01
        task_gradient scf%end%total energy%1%double
        task_gradient%begin%cartesian coordinates%3 3%double
        0.00000000000000e+00 0.00000000000000e+00 0.00000000000000e+00
        0.00000000000000e+00 7.57000054501370e-01 5.86000042190000e-01
        0.00000000000000e+00 -7.57000054501370e-01 5.86000042190000e-01
        task_gradient%end%cartesian coordinates%3 3%double
        task_gradient%begin%atomic charges%3%double
        8.00000000000000e+00 1.00000000000000e+00 1.00000000000000e+00
        task_gradient%end%atomic charges%3%double
        task_gradient%begin%total energy%1%double
        -7.60269847344274e+01
        task_gradient%end%total energy%1%double
        task_gradient%begin%total gradient%3 3%double
        0.00000000000000e+00 1.00000000000000e-03 3.56070330773495e-03
        0.00000000000000e+00 -2.00000000000000e-03 -1.80278708029169e-03
        0.00000000000000e+00 1.00000000000000e-03 -1.75791622744637e-03
        task_gradient%end%total gradient%3 3%double
        task_gradient%begin%exit%2%char
        task_gradient
        ok
        task_gradient%end%exit%1%char
        END
        """;

    static readonly bool Shell = File.Exists("/bin/sh") && Directory.Exists("/proc/self");

    static FakeProgram Fake(string script) => new(script, new NwchemProgram(new MethodAndBasis("mp2", true, "cc-pvdz")));

    static string Complaint(string script)
    {
        using var fake = Fake(script);
        var problem = Assert.Throws<PotentialException>(() => fake.Evaluate());
        fake.MustBeGone();
        return problem.Message;
    }

    /// <summary>As it ends: a sentence between two lines, where in the input that was, and a farewell of MPI.</summary>
    static string Ends(string sentence, int status) => $"""
        line=------------------------------------------------------------------------
        printf ' %s\n %s                   0\n %s\n %s\n  current input line : \n    22: task mp2 gradient\n' $line '{sentence}' $line $line
        echo 'MPI_ABORT was invoked on rank 0' >&2
        exit {status}
        """;

    [Fact]
    public void What_is_good_is_taken_to_the_last_digit()
    {
        Assert.SkipUnless(Shell, NoShell);
        using var fake = Fake(Good + "\ncp job.nw $NOTES/");
        var prediction = fake.Evaluate();
        Assert.Equal(-76.0269847344274 * Units.Hartree, prediction.Energy, 1e-11);
        Assert.Equal(2e-3 * Units.Hartree / Units.Bohr, prediction.Forces[1].Y, 1e-15);
        var input = fake.Note("job.nw");
        foreach (var line in (string[])["memory total 3814 mb", "noautosym nocenter", "basis \"ao basis\" spherical", " O s\n  11720 0.00071 -0.00016 0\n", "\n rhf\n nopen 0\n", "freeze core 0", "task mp2 gradient"])
            Assert.Contains(line, input, StringComparison.Ordinal);
        fake.MustBeGone();
    }

    [Theory]
    [InlineData("-7.60269847344274e+01", "NaN", "energy that is not a number")]
    [InlineData("-7.60269847344274e+01", "************", "'ecce.out' cannot be understood")]
    [InlineData("-2.00000000000000e-03", "Infinity", "a force that is not a number")]
    [InlineData("0.00000000000000e+00 1.00000000000000e-03 3.56070330773495e-03\n", "", "'ecce.out' cannot be understood")]
    [InlineData("7.57000054501370e-01 5.8", "7.57100054501370e-01 5.8", "another geometry: atom 2 (H)")]
    [InlineData("0.00000000000000e+00 7.57000054501370e-01 5.86000042190000e-01\n", "", "2 atoms where 3")]
    [InlineData("8.00000000000000e+00 1.0", "7.00000000000000e+00 1.0", "atom 1 for another element than O")]
    [InlineData("\nok", "\nfailed", "'ecce.out' cannot be understood")]
    [InlineData("shells   =     5", "shells   =     4", "another charge or multiplicity")]
    [InlineData("shells     =     0", "shells     =     2", "another charge or multiplicity")]
    [InlineData("task_gradient%begin%total energy", "task_energy%begin%total energy", "'ecce.out' cannot be understood")]
    [InlineData("cat > ecce.out", "cat > elsewhere", "left no file 'ecce.out'")]
    public void One_thing_wrong_is_enough(string good, string bad, string words)
    {
        Assert.SkipUnless(Shell, NoShell);
        Assert.Contains(good, Good, StringComparison.Ordinal);
        Assert.Contains(words, Complaint(Good.Replace(good, bad, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scf_gradient: scf energy failed", 255, "SCF of NWChem did not converge")]
    [InlineData("ccsd energy failed", 255, "NWChem's mp2 did not converge")]
    [InlineData("ccsd_energy_loc: maxiter exceeded", 4, "NWChem's mp2 did not converge")]
    [InlineData("bas_tag_lib: no such basis available", 255, "no basis set 'cc-pvdz'")]
    [InlineData("moints: insufficient memory", 80, "NWChem failed with exit code 80: moints: insufficient memory.")]
    public void Failures_after_a_good_answer_are_failures_with_their_reason(string sentence, int status, string words)
    {
        Assert.SkipUnless(Shell, NoShell);
        Assert.Contains(words, Complaint(Good + "\n" + Ends(sentence, status)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_without_a_sentence_has_the_words_of_the_abort()
    {
        Assert.SkipUnless(Shell, NoShell);
        Assert.Contains("exit code 255: wrong dimension specified.", Complaint("echo '[0] ARMCI Error: 0:wrong dimension specified:' >&2; echo 'MPI_ABORT' >&2; exit 255"), StringComparison.Ordinal);
        Assert.Contains("signal 11", Complaint(Good + "\nkill -SEGV $$"), StringComparison.Ordinal);
    }
}
