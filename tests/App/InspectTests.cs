using System.Text.Json;
using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.App.Tests;

public sealed class InspectTests : IDisposable
{
    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    /// <summary>A chain of argon atoms with the energies and forces of Lennard and Jones, so that nothing is doubtful about it.</summary>
    void WriteSound(string name, int frames, int seed, string forcesName = "forces", double sign = 1)
    {
        var random = new Random(seed);
        var potential = PotentialGrammar.Parse(Inputs.SmoothArgon);
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        using var stream = File.Create(_program.PathOf(name));
        var writer = new ExtxyzWriter(stream);
        for (var k = 0; k < frames; k++)
        {
            var structure = new Structure([.. Enumerable.Repeat(Element.Parse("Ar"), 4)], [.. Enumerable.Range(0, 4).Select(i => new Numerics.Vec3(3.8 * i + Next(), Next(), Next()))]);
            evaluator.Evaluate(structure, Request.Forces, prediction);
            var frame = new Frame(structure) { Energy = prediction.Energy };
            frame.Columns[forcesName] = new AtomColumn('R', 3, [.. prediction.Forces.ToArray().SelectMany(f => new[] { sign * f.X, sign * f.Y, sign * f.Z })], null);
            writer.Write(frame);
        }

        double Next() => 0.3 * (2 * random.NextDouble() - 1);
    }

    [Fact]
    public void Json_is_all_there_is_on_standard_output()
    {
        WriteSound("a.xyz", 12, 1);
        using var json = JsonDocument.Parse(_program.Run("inspect", "a.xyz", "--json").MustEndWith(0).Output);
        var data = json.RootElement.GetProperty("data");
        Assert.Equal(12, data.GetProperty("frames").GetInt32());
        Assert.Equal(12, data.GetProperty("labels").GetProperty("forces").GetInt32());
        Assert.False(data.GetProperty("refuses").GetBoolean());
    }

    [Fact]
    public void Labels_under_another_name_are_found_by_key()
    {
        WriteSound("a.xyz", 12, 1, "my_forces");
        Assert.Contains("forces in none", _program.Run("inspect", "a.xyz").MustEndWith(0).Output, StringComparison.Ordinal);
        Assert.Contains("forces in all", _program.Run("inspect", "a.xyz", "--forces-key", "my_forces").MustEndWith(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_should_not_be_trained_on_has_an_exit_code_of_its_own_unless_accepted()
    {
        WriteSound("a.xyz", 40, 1, sign: -1);
        var outcome = _program.Run("inspect", "a.xyz", "--report", "a.html").MustEndWith(3);
        Assert.Contains("[forces-sign]", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("gradient", _program.Read("a.html"), StringComparison.Ordinal);
        _program.Run("inspect", "a.xyz", "--accept", "forces-sign").MustEndWith(0);
    }

    [Fact]
    public void Frames_that_two_files_share_are_told()
    {
        WriteSound("train.xyz", 20, 1);
        WriteSound("test.xyz", 5, 1);
        Assert.Contains("[leakage] 5 frames", _program.Run("inspect", "train.xyz", "test.xyz").MustEndWith(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_shows_its_card()
    {
        Inputs.WriteSiliconNetwork(_program.PathOf("si.athanor"));
        Assert.Contains("network potential for Si", _program.Run("inspect", "si.athanor").MustEndWith(0).Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(_program.Run("inspect", "si.athanor", "--json").MustEndWith(0).Output);
        Assert.Equal("behler", json.RootElement.GetProperty("models")[0].GetProperty("details").GetProperty("kind").GetString());

        File.WriteAllBytes(_program.PathOf("broken.athanor"), File.ReadAllBytes(_program.PathOf("si.athanor"))[..^9]);
        _program.Run("inspect", "broken.athanor").MustEndWith(1).MustComplain("broken.athanor");
    }

    [Theory]
    [InlineData("sw", "sw", "elements    Si", "cutoff      3.771 Å")]
    [InlineData(Inputs.SmoothArgon, Inputs.SmoothArgon, "elements    all", "cutoff      6 Å")]
    [InlineData("sw + 0.5 * zbl", "1 times", "0.5 times", "elements    Si")]
    [InlineData("committee(sw, 1.1 * sw)", "Committee of 2", "\n  sw\n", "\n  1.1 * sw\n", "elements    Si")]
    public void Any_potential_has_a_card(string potential, params string[] says)
    {
        var output = _program.Run("inspect", potential).MustEndWith(0).Output;
        Assert.All(says, s => Assert.Contains(s, output, StringComparison.Ordinal));
        using var json = JsonDocument.Parse(_program.Run("inspect", potential, "--json").MustEndWith(0).Output);
        Assert.NotEqual(JsonValueKind.Undefined, json.RootElement.GetProperty("models")[0].GetProperty("cutoff").ValueKind);
    }

    [Fact]
    public void What_is_neither_file_nor_potential_is_explained()
    {
        _program.Run("inspect", "nothing.xyz").MustEndWith(1).MustComplain("nothing.xyz");
        _program.Run("inspect", "mosre:D=1").MustEndWith(1).MustComplain("Did you mean 'morse'?");
        Directory.CreateDirectory(_program.PathOf("empty"));
        _program.Run("inspect", "empty").MustEndWith(1).MustComplain("not the model of any kind");
    }
}
