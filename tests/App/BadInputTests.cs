namespace Athanor.App.Tests;

/// <summary>Each ends with one sentence and its exit code, and leaves no file that looks whole.</summary>
public sealed class BadInputTests : IDisposable
{
    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_truncated_file()
    {
        _program.Write("in.xyz", Inputs.Pair + Inputs.Pair[..^20]);
        MustRefuse(["evaluate", Inputs.SmoothArgon, "in.xyz", "-o", "out.xyz"], "in.xyz", "frame 2");
    }

    [Fact]
    public void A_field_that_is_no_number()
    {
        _program.Write("in.xyz", Inputs.Pair.Replace("3.8", "3,8", StringComparison.Ordinal));
        MustRefuse(["evaluate", Inputs.SmoothArgon, "in.xyz", "-o", "out.xyz"], "in.xyz", "line 4", "3,8");
    }

    [Fact]
    public void An_unknown_element()
    {
        _program.Write("in.xyz", Inputs.Pair.Replace("Ar 0 0 3.8", "Qq 0 0 3.8", StringComparison.Ordinal));
        MustRefuse(["evaluate", Inputs.SmoothArgon, "in.xyz", "-o", "out.xyz"], "in.xyz", "line 4", "Qq");
    }

    [Fact]
    public void A_model_of_other_elements()
    {
        _program.Write("in.xyz", Inputs.Pair);
        MustRefuse(["evaluate", "sw", "in.xyz", "-o", "out.xyz"], "in.xyz, frame 1", "Ar", "covers Si");
    }

    [Fact]
    public void A_cell_of_zero_volume()
    {
        _program.Write("in.xyz", Inputs.Atoms("Lattice=\"5 0 0 0 5 0 5 5 0\" Properties=species:S:1:pos:R:3", (0, 0, 0)));
        MustRefuse(["evaluate", Inputs.SmoothArgon, "in.xyz", "-o", "out.xyz"], "in.xyz", "zero volume");
    }

    [Fact]
    public void Coincident_atoms()
    {
        _program.Write("in.xyz", Inputs.Atoms("Properties=species:S:1:pos:R:3", (0, 0, 0), (4, 0, 0), (4, 0, 0)));
        MustRefuse(["evaluate", Inputs.SmoothArgon, "in.xyz", "-o", "out.xyz"], "in.xyz, frame 1", "2", "3");
    }

    [Fact]
    public void A_missing_file() => MustRefuse(["evaluate", Inputs.SmoothArgon, "nothing.xyz", "-o", "out.xyz"], "nothing.xyz");

    [Fact]
    public void A_missing_model() => MustRefuse(["evaluate", "model.athanor", "in.xyz"], "model.athanor");

    [Fact]
    public void An_output_that_exists_is_refused_before_anything_is_read()
    {
        _program.Write("out.xyz", "precious");
        MustRefuse(["evaluate", Inputs.SmoothArgon, "nothing.xyz", "-o", "out.xyz"], "out.xyz exists", "--force");
        MustRefuse(["md", Inputs.SmoothArgon, "nothing.xyz", "--steps", "1", "-o", "out.xyz"], "out.xyz exists", "--force");
        Assert.Equal("precious", _program.Read("out.xyz"));
    }

    [Fact]
    public void An_output_of_no_known_format_is_refused_before_any_work()
    {
        _program.Write("in.xyz", Inputs.Pair);
        MustRefuse(["relax", Inputs.SmoothArgon, "in.xyz", "-o", "out.foo"], "out.foo", "extxyz");
        MustRefuse(["md", Inputs.SmoothArgon, "in.xyz", "--temperature", "10", "--steps", "1", "-o", "out.foo"], "out.foo", "extxyz");
        Assert.Equal(["in.xyz"], _program.Files);
    }

    [Fact]
    public void A_name_of_labels_that_no_frame_has()
    {
        _program.Write("in.xyz", Inputs.Pair);
        MustRefuse(["train", "in.xyz", "--energy-key", "nope", "-o", "model.athanor"], "'nope'", "--energy-key");
        Assert.Contains("'nope' of --energy-key", _program.Run("evaluate", Inputs.SmoothArgon, "in.xyz", "--energy-key", "nope").MustEndWith(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_without_labels_cannot_be_waved_through()
    {
        _program.Write("in.xyz", Inputs.Atoms("Properties=species:S:1:pos:R:3", (0, 0, 0), (3.8, 0, 0)));
        MustRefuse(["train", "in.xyz", "--accept", "no-labels", "-o", "model.athanor"], "nothing to learn from");
        Assert.Equal(["in.xyz"], _program.Files);
    }

    [Fact]
    public void A_folder_that_does_not_exist()
    {
        _program.Write("in.xyz", Inputs.Pair);
        MustRefuse(["evaluate", Inputs.SmoothArgon, "in.xyz", "-o", "no/such/out.xyz"], "no/such/out.xyz", "folder");
    }

    [Fact]
    public void A_disk_that_is_full()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full, which this system does not have");
        _program.Write("in.xyz", Inputs.Pair);
        MustRefuse(["evaluate", Inputs.SmoothArgon, "in.xyz", "-o", "/dev/full", "--force"], "/dev/full", "No space left");
        _program.Write("si.xyz", Inputs.Silicon());
        MustRefuse(["md", "sw", "si.xyz", "--temperature", "300", "--steps", "5", "--trajectory", "/dev/full", "--restart", "r", "--force"], "/dev/full", "No space left");
        File.Delete(_program.PathOf("r"));
    }

    [Fact]
    public void What_the_program_did_not_expect_is_its_own_fault()
    {
        using var remarks = new StringWriter();
        var screen = new Screen(TextWriter.Null, remarks, json: false);
        Assert.Equal(ExitCode.Defect, Failure.Report(new InvalidOperationException("odd"), screen));
        Assert.StartsWith("athanor: This is a mistake in the program", remarks.ToString(), StringComparison.Ordinal);
        Assert.Single(remarks.ToString().Trim().Split('\n'));
    }

    void MustRefuse(string[] arguments, params string[] words)
    {
        var before = _program.Files;
        _program.Run(arguments).MustEndWith(1).MustComplain(words);
        Assert.Equal(before, _program.Files.Where(f => f != "r"));
    }
}
