using System.Text.Json;
using Athanor.Atoms;

namespace Athanor.App.Tests;

public sealed class RelaxTests : IDisposable
{
    readonly Program _program = new();

    public RelaxTests() => _program.Write("si.xyz", Inputs.Silicon());

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_crystal_comes_to_rest()
    {
        var outcome = _program.Run("relax", "sw", "si.xyz", "-o", "out.xyz", "--cell", "full", "--max-force", "0.001", "--max-stress", "0.001", "--report", "r.html", "--json").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.True(json.RootElement.GetProperty("converged").GetBoolean());
        // Cohesive energy and lattice constant of the published potential.
        var relaxed = StructureFiles.ReadOne(_program.PathOf("out.xyz"));
        Assert.Equal(-4.33660, relaxed.Energy!.Value / 64, 2e-5);
        Assert.Equal(2 * 5.43095, Math.Cbrt(relaxed.Structure.Cell!.Volume), 1e-3);
        Assert.Contains("Largest force", _program.Read("r.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Under_pressure_the_stress_that_is_said_is_that_off_the_pressure_and_what_is_at_rest_has_no_way()
    {
        var outcome = _program.Run("relax", "sw", "si.xyz", "-o", "out.xyz", "--cell", "volume", "--pressure", "5", "--keep-symmetry", "--symmetry-tolerance", "0.2", "--json").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        double Of(string name) => json.RootElement.GetProperty(name).GetProperty("value").GetDouble();
        Assert.Equal(5, Of("pressure"), 0.02);
        Assert.InRange(Of("stressOffPressure"), 0, 0.02);
        Assert.InRange(Of("stressOffPressureBefore"), 4, 6);
        Assert.True(Of("volumeBefore") > Of("volume"));
        Assert.Equal("Fd-3m (227)", json.RootElement.GetProperty("keptSpaceGroup").GetString());
        Assert.Contains("stress off the pressure", _program.Run("relax", "sw", "out.xyz", "--cell", "volume", "--pressure", "5", "--report", "r.html").MustEndWith(0).Output, StringComparison.Ordinal);
        var page = _program.Read("r.html");
        Assert.Contains("It was at rest", page, StringComparison.Ordinal);
        Assert.Contains("Fd-3m (227)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Energy above the end", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_at_rest_does_not_take_the_name_of_the_result()
    {
        _program.Run("relax", "sw", "si.xyz", "-o", "out.xyz", "--steps", "3").MustEndWith(3).MustComplain("Not at rest", "out.unfinished.xyz", "--steps");
        Assert.Equal(["out.unfinished.xyz", "si.xyz"], _program.Files);
    }

    [Theory]
    [InlineData("--pressure has no effect", "--pressure", "5")]
    [InlineData("--max-force", "--max-force", "0")]
    public void What_cannot_be_meant_is_refused(string word, params string[] options) =>
        _program.Run(["relax", "sw", "si.xyz", .. options]).MustEndWith(2).MustComplain(word);

    [Fact]
    public void Another_frame_is_chosen_by_number()
    {
        _program.Write("two.xyz", Inputs.Silicon(1) + Inputs.Silicon(2));
        Assert.Contains("Si64", _program.Run("relax", "sw", "two.xyz", "--frame", "2").MustEndWith(0).Output, StringComparison.Ordinal);
        Assert.Contains("more than one frame", _program.Run("relax", "sw", "two.xyz").MustEndWith(0).Error, StringComparison.Ordinal);
        _program.Run("relax", "sw", "two.xyz", "--frame", "3").MustEndWith(1).MustComplain("2 frames", "no frame 3");
    }
}
