using System.Text.Json;
using Athanor.Atoms;

namespace Athanor.App.Tests;

public sealed class ElasticTests : IDisposable
{
    readonly Program _program = new();

    public ElasticTests() => File.Copy(Path.Combine(SharedData.Repository, "examples", "silicon.poscar"), _program.PathOf("si.poscar"));

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Silicon_has_its_constants_in_the_record_and_its_picture_in_the_report()
    {
        var outcome = _program.Run("elastic", "sw", "si.poscar", "--json", "--report", "r.html").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        var root = json.RootElement;
        Assert.Equal(151.42, root.GetProperty("stiffness")[0][0].GetProperty("value").GetDouble(), 0.02);
        Assert.Equal("GPa", root.GetProperty("stiffness")[0][0].GetProperty("unit").GetString());
        Assert.Equal(56.45, root.GetProperty("stiffness")[4][4].GetProperty("value").GetDouble(), 0.02);
        Assert.True(root.GetProperty("isStable").GetBoolean());
        Assert.Equal(553.5, root.GetProperty("debyeTemperature").GetProperty("value").GetDouble(), 0.5);
        Assert.Contains("by direction", _program.Read("r.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Silicon_has_an_equation_of_state()
    {
        var outcome = _program.Run("eos", "sw", "si.poscar", "--json", "--report", "r.html", "--points", "7").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(101.4, json.RootElement.GetProperty("vinet").GetProperty("bulkModulus").GetProperty("value").GetDouble(), 0.2);
        Assert.Equal(7, json.RootElement.GetProperty("points").GetArrayLength());
        Assert.Contains("Energy by volume", _program.Read("r.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_relaxation_keeps_the_symmetry_that_is_nearly_there()
    {
        _program.Write("si.xyz", "2\nLattice=\"0 2.7151 2.7149 2.715 0 2.715 2.715 2.715 0\" Properties=species:S:1:pos:R:3 pbc=\"T T T\"\nSi 0 0 0\nSi 1.3575 1.3576 1.3574\n");
        var outcome = _program.Run("relax", "sw", "si.xyz", "-o", "r.xyz", "--cell", "full", "--keep-symmetry").MustEndWith(0);
        Assert.Contains("Kept: Fd-3m (227), 48 rotations", outcome.Error, StringComparison.Ordinal);
        var relaxed = Assert.Single(StructureFiles.Read(_program.PathOf("r.xyz"))).Structure;
        Assert.Equal(48, SpaceGroup.Of(relaxed, 1e-6).Count);
    }

    /// <summary>A model that saw molecular dynamics of a potential, and no elastic constant of it.</summary>
    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void What_was_learned_is_as_stiff_as_its_teacher_within_its_error()
    {
        _program.Run("md", "sw", "si.poscar", "--temperature", "600", "--pressure", "0.0001", "--full-cell", "--steps", "20000", "--every", "100", "--trajectory", "run.xyz").MustEndWith(0);
        _program.Run("label", "run.xyz", "--oracle", "sw", "-o", "labelled.xyz").MustEndWith(0);
        _program.Run("train", "labelled.xyz", "--preset", "instant", "-o", "si.athanor").MustEndWith(0);
        using var json = JsonDocument.Parse(_program.Run("elastic", "si.athanor", "si.poscar", "--json").MustEndWith(0).Output);
        foreach (var (row, column, teacher) in new[] { (0, 0, 151.42), (0, 1, 76.42), (3, 3, 56.45) })
        {
            var c = json.RootElement.GetProperty("stiffness")[row][column];
            var (value, error) = (c.GetProperty("value").GetDouble(), c.GetProperty("model").GetDouble());
            TestContext.Current.TestOutputHelper?.WriteLine($"C{row + 1}{column + 1} {value:0.0} ± {error:0.0} GPa for {teacher}");
            Assert.InRange(error, 0.05, 5);
            Assert.True(Math.Abs(value - teacher) < 4 * error, $"C{row + 1}{column + 1} is {value:0.0} ± {error:0.0} GPa, that of the teacher {teacher}");
        }
    }

    [Theory]
    [InlineData(2, "no effect", "relax", "--symmetry-tolerance", "0.01")]
    [InlineData(2, "--points", "eos", "--points", "4")]
    public void What_cannot_be_meant_is_refused(int code, string word, string verb, params string[] options) =>
        _program.Run([verb, "sw", "si.poscar", .. options]).MustEndWith(code).MustComplain(word);
}
