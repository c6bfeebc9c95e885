using System.Text.Json;
using Athanor.Atoms;

namespace Athanor.App.Tests;

public sealed class NucleiTests : IDisposable
{
    const string Hydrogen = "morse:D=4.75,alpha=1.95,r0=0.741,cutoff=9";

    readonly Program _program = new();

    public NucleiTests() => _program.Write("h2.xyz", "2\nProperties=species:S:1:pos:R:3\nH 0 0 0\nH 0 0 0.75\n");

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_ring_polymer_is_run_interrupted_and_resumed()
    {
        string[] run = ["pimd", Hydrogen, "h2.xyz", "--beads", "8", "--temperature", "600", "--trajectory", "c.xyz", "--bead-trajectory", "b.xyz", "--every", "50"];
        _program.Run([.. run, "--steps", "200"]).MustEndWith(0);
        using var json = JsonDocument.Parse(_program.Run([.. run, "--steps", "400", "--resume", "--json", "--report", "r.html"]).MustEndWith(0).Output);
        var result = json.RootElement.GetProperty("results")[0];
        Assert.Equal(8, result.GetProperty("beads").GetInt32());
        Assert.Equal(0.274, result.GetProperty("harmonic").GetProperty("zeroPointEnergy").GetProperty("value").GetDouble(), 0.002);
        Assert.True(result.GetProperty("energy").TryGetProperty("statistical", out _));
        Assert.Equal("H–H", result.GetProperty("bonds")[0].GetProperty("name").GetString());
        Assert.Equal(9, StructureFiles.Read(_program.PathOf("c.xyz")).Count());
        Assert.Equal(9 * 8, StructureFiles.Read(_program.PathOf("b.xyz")).Count());
        Assert.Contains("Rings of beads", _program.Read("r.html"), StringComparison.Ordinal);
        _program.Run([.. run, "--steps", "800", "--resume", "--seed", "5"]).MustEndWith(2).MustComplain("other settings");
    }

    [Fact]
    public void The_restart_of_a_compressed_trajectory_is_named_after_the_run()
    {
        _program.Run("pimd", Hydrogen, "h2.xyz", "--beads", "2", "--steps", "20", "--no-harmonic", "--trajectory", "short.xyz.gz").MustEndWith(0);
        Assert.True(File.Exists(_program.PathOf("short.restart")));
    }

    [Fact]
    public void Tunnelling_by_numbers()
    {
        using var json = JsonDocument.Parse(_program.Run("tunnelling", "--barrier", "0.425", "--frequency", "1622", "--temperature", "300", "--json", "--report", "t.html").MustEndWith(0).Output);
        Assert.Equal(371, json.RootElement.GetProperty("crossoverTemperature").GetProperty("value").GetDouble(), 1.0);
        Assert.Equal(20.3, json.RootElement.GetProperty("factors")[0].GetProperty("eckart").GetProperty("value").GetDouble(), 0.1);
        _program.Run("tunnelling", "--barrier", "0.4").MustEndWith(2).MustComplain("--frequency");
    }

    [Fact]
    public void Isotopes_prefer_the_stiffer_place()
    {
        using var json = JsonDocument.Parse(_program.Run("isotopes", Hydrogen, "h2.xyz", "--heavy", "H=2.014", "--temperature", "600", "--path-integral", "--beads", "16", "--steps", "1000", "--masses", "2", "--json").MustEndWith(0).Output);
        var structure = json.RootElement.GetProperty("structure");
        Assert.Equal(structure.GetProperty("logHarmonic").GetProperty("value").GetDouble(), structure.GetProperty("logPathIntegral").GetProperty("value").GetDouble(), 0.4);
        _program.Run("isotopes", Hydrogen, "h2.xyz").MustEndWith(2).MustComplain("--heavy");
    }

    [Theory]
    [InlineData("several", "--beads", "4,8", "--trajectory", "t.xyz")]
    [InlineData("belong together", "--contract", "3")]
    [InlineData("of a cheap --baseline", "--inner-steps", "2")]
    [InlineData("from 1 up", "--inner-steps", "0")]
    public void What_cannot_be_meant_is_refused(string word, params string[] options) =>
        _program.Run(["pimd", Hydrogen, "h2.xyz", .. options]).MustEndWith(2).MustComplain(word);
}
