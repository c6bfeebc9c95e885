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
}
