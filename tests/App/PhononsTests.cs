using System.Text.Json;

namespace Athanor.App.Tests;

public sealed class PhononsTests : IDisposable
{
    readonly Program _program = new();

    public PhononsTests() => File.Copy(Path.Combine(SharedData.Repository, "examples", "silicon.poscar"), _program.PathOf("silicon.poscar"));

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Silicon_has_the_frequencies_that_another_program_finds()
    {
        var outcome = _program.Run("phonons", "sw", "silicon.poscar", "--qpoints", "0 0 0; 0.5 0 0.5; 3/8,3/8,3/4", "--mesh", "11 11 11", "--supercell", "3 3 3", "--temperature", "0,300", "--quasi-harmonic", "--scales", "0.99:1.02:5", "--report", "r.html", "--json").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        var points = json.RootElement.GetProperty("qPoints").EnumerateArray().ToArray();
        double[] Frequencies(int q) => [.. points[q].GetProperty("frequencies_THz").EnumerateArray().Select(x => x.GetDouble())];
        double[][] expected = [[0, 0, 0, 17.8325, 17.8325, 17.8325], [6.6514, 6.6514, 12.9936, 12.9936, 15.6288, 15.6288], [6.1451, 7.9886, 11.7735, 12.7344, 15.9705, 16.0653]];
        for (var q = 0; q < 3; q++)
            Assert.All(expected[q].Zip(Frequencies(q)), p => Assert.Equal(p.First, p.Second, 0.002));
        Assert.Equal("K", points[2].GetProperty("label").GetString());
        var warm = json.RootElement.GetProperty("thermal")[1];
        Assert.Equal(37.279, 96485.33 * warm.GetProperty("heatCapacity").GetProperty("value").GetDouble(), 0.04);
        var expansion = json.RootElement.GetProperty("quasiHarmonic").GetProperty("states")[1].GetProperty("expansion").GetProperty("value").GetDouble();
        Assert.Equal(7.9e-6, expansion, 0.3e-6);
        Assert.Contains("Density of states", _program.Read("r.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_crystal_or_no_matrix_is_refused()
    {
        _program.Write("n2.xyz", "2\nProperties=species:S:1:pos:R:3\nN 0 0 0\nN 0 0 1.2\n");
        Assert.Contains("'vibrations' is for molecules", _program.Run("phonons", "lj:epsilon=0.01,sigma=3,cutoff=8", "n2.xyz").MustEndWith(1).Error, StringComparison.Ordinal);
        Assert.Contains("--supercell takes three whole numbers", _program.Run("phonons", "sw", "silicon.poscar", "--supercell", "2 2").MustEndWith(2).Error, StringComparison.Ordinal);
    }
}
