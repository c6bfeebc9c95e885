using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Quantum.Programs;

namespace Athanor.Quantum.Tests.Programs;

/// <summary>A shell script in place of a program: of xtb, which gives a good answer for one water molecule unless it is spoilt, or of another.</summary>
sealed class FakeProgram : IDisposable
{
    public const string Good = """
        cat > gradient <<'END'
        $grad
          cycle =      1    SCF energy =    -5.07036981916   |dE/dxyz| =  0.007328
            0.00000000000000      0.00000000000000      0.00000000000000      O
            0.00000000000000      1.43052267633767      1.10737950902758      H
            0.00000000000000     -1.43052267633767      1.10737950902758      H
          -1.4223708680437E-16  -1.3171055280361E-16  -2.4016305291783E-03
           1.5652533425984E-16  -4.7460011971515E-03   1.2008152645893E-03
          -1.4288247455468E-17   4.7460011971516E-03   1.2008152645891E-03
        $end
        END
        echo "          :  # electrons                         8          :"
        echo "          | TOTAL ENERGY               -5.070369819160 Eh   |"
        echo "normal termination of xtb" >&2
        """;

    readonly ExternalProgram _program;
    readonly string _folder = Directory.CreateTempSubdirectory("athanor-fake-").FullName;

    /// <param name="script">What it does; <c>$NOTES</c> is a folder that it may write to.</param>
    /// <param name="program">In place of which; xtb where nobody says.</param>
    public FakeProgram(string script, ExternalProgram? program = null)
    {
        _program = program ?? new XtbProgram(2);
        Path = System.IO.Path.Combine(_folder, _program.Command);
        File.WriteAllText(Path, $"#!/bin/sh\nNOTES={_folder}\npwd > $NOTES/folder\necho $$ > $NOTES/pid\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Path { get; }

    public static Structure Water => new(
        [Element.Parse("O"), Element.Parse("H"), Element.Parse("H")],
        [Vec3.Zero, new Vec3(0, 0.757, 0.586), new Vec3(0, -0.757, 0.586)]);

    public string Note(string name) => File.ReadAllText(System.IO.Path.Combine(_folder, name)).Trim();

    public Prediction Evaluate(double seconds = 60, CancellationToken cancellation = default)
    {
        var options = EvaluatorOptions.Default with { TimeLimit = TimeSpan.FromSeconds(seconds), Cancellation = cancellation };
        using var evaluator = new ProgramEvaluator(_program, options, Path);
        var prediction = new Prediction();
        evaluator.Evaluate(Water, Request.Forces, prediction);
        return prediction;
    }

    /// <summary>Nothing of it is left: no folder, no process.</summary>
    public void MustBeGone(params string[] pids)
    {
        Assert.False(Directory.Exists(Note("folder")), "its folder is still there");
        foreach (var pid in (string[])["pid", .. pids])
            Assert.False(IsAlive(Note(pid)), $"process {pid} is still there");
    }

    static bool IsAlive(string pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
