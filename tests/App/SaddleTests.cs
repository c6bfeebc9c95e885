using System.Text.Json;
using Athanor.Atoms;

namespace Athanor.App.Tests;

public sealed class SaddleTests : IDisposable
{
    readonly Program _program = new();

    public SaddleTests()
    {
        // Beside the bridge.
        var start = StructureFiles.ReadOne(Path.Combine(SharedData.Repository, "examples", "hollow.xyz")).Structure;
        start.Positions[12] += new Numerics.Vec3(1.3, 0.05, 0.2);
        StructureFiles.Write(_program.PathOf("bridge.xyz"), [new Frame(start)], overwrite: true);
    }

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Gold_on_a_bridge_and_how_often_it_is_there()
    {
        var outcome = _program.Run("saddle", "emt", "bridge.xyz", "--fix", "1-8", "-o", "s.xyz", "--report", "s.html", "--json").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(1, json.RootElement.GetProperty("order").GetInt32());
        Assert.All(json.RootElement.GetProperty("minima").EnumerateArray(), m => Assert.Equal(0.3745, m.GetProperty("barrier").GetProperty("value").GetDouble(), 2e-4));
        Assert.Equal(["minimum", "saddle", "minimum"], StructureFiles.Read(_program.PathOf("s.xyz")).Select(f => f.Info["role"]));
        using var rate = JsonDocument.Parse(_program.Run("rate", "emt", "s.xyz", "--fix", "1-8", "--temperature", "300", "--report", "r.html", "--json").MustEndWith(0).Output);
        var forward = rate.RootElement.GetProperty("forward");
        Assert.Equal(5.29e12, forward.GetProperty("prefactor").GetProperty("value").GetDouble(), 2e10);
        Assert.Equal(2.75e6, forward.GetProperty("rates")[0].GetProperty("rate").GetProperty("value").GetDouble(), 3e4);
        Assert.Contains("Arrhenius plot", _program.Read("r.html"), StringComparison.Ordinal);
        _program.Run("rate", "emt", "bridge.xyz").MustEndWith(2).MustComplain("two files");
    }

    [Fact]
    public void What_is_not_found_does_not_take_the_name_of_the_result()
    {
        _program.Run("saddle", "emt", "bridge.xyz", "--fix", "1-8", "--steps", "1", "-o", "s.xyz").MustEndWith(3).MustComplain("No saddle", "s.unfinished.xyz");
        _program.Run("saddle", "emt", "bridge.xyz", "--fix", "1-8", "--mode", "99").MustEndWith(2).MustComplain("1 to 15");
    }

    [Fact]
    public void What_a_saddle_writes_is_read_by_what_asks_for_a_saddle()
    {
        // Five atoms change places: from a bipyramid over a square pyramid to a bipyramid.
        const string Atoms = "lj:epsilon=0.1,sigma=3.4,cutoff=12";
        _program.Write("top.xyz", "5\nProperties=species:S:1:pos:R:3\nAr 2.69 0.1 0\nAr -2.69 0.05 0\nAr 0 2.69 0.02\nAr 0 -2.69 0\nAr 0 0 2.69\n");
        _program.Run("saddle", Atoms, "top.xyz", "-o", "s.xyz").MustEndWith(0);
        var outcome = _program.Run("tunnelling", Atoms, "s.xyz", "--temperature", "20", "--json").MustEndWith(0);
        Assert.Contains("zero-point energies", outcome.Error, StringComparison.Ordinal);
        using var tunnelling = JsonDocument.Parse(outcome.Output);
        // Both sides with zero-point energies, as 'rate' has them.
        foreach (var side in new[] { "barrier", "backward" })
            Assert.Equal(0.05943, tunnelling.RootElement.GetProperty(side).GetProperty("value").GetDouble(), 1e-5);
        Assert.Single(_program.Run("rate", Atoms, "s.xyz", "--temperature", "100").MustEndWith(0).Error.Split('\n'), l => l.StartsWith("Both ways: 2 modes of the reactant", StringComparison.Ordinal));
        _program.Run("isotopes", Atoms, "s.xyz", "--saddle", "s.xyz", "--heavy", "5=80").MustEndWith(0);
        StructureFiles.Write(_program.PathOf("ends.xyz"), StructureFiles.Read(_program.PathOf("s.xyz")).Where(f => f.Info["role"] == "minimum"), overwrite: true);
        _program.Run("tunnelling", Atoms, "ends.xyz", "--reactant", "s.xyz").MustEndWith(2).MustComplain("ends.xyz", "role=saddle");
    }
}
