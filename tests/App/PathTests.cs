using System.Text.Json;
using Athanor.Atoms;

namespace Athanor.App.Tests;

public sealed class PathTests : IDisposable
{
    readonly Program _program = new();

    public PathTests()
    {
        foreach (var file in (string[])["hollow.xyz", "next-hollow.xyz"])
            File.Copy(Path.Combine(SharedData.Repository, "examples", file), _program.PathOf(file));
    }

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Gold_goes_from_hollow_to_hollow_even_when_interrupted()
    {
        _program.Run("path", "emt", "hollow.xyz", "next-hollow.xyz", "--fix", "1-8", "--images", "3", "--steps", "2", "-o", "p.xyz").MustEndWith(3).MustComplain("Not converged", "p.unfinished.xyz");
        var outcome = _program.Run("path", "emt", "p.unfinished.xyz", "--fix", "1-8", "-o", "p.xyz", "--report", "r.html", "--json").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(0.3744, json.RootElement.GetProperty("barrier").GetProperty("value").GetDouble(), 3e-4);
        Assert.Equal(0, json.RootElement.GetProperty("reactionEnergy").GetProperty("value").GetDouble(), 1e-5);
        var frames = StructureFiles.Read(_program.PathOf("p.xyz")).ToArray();
        Assert.Equal(5, frames.Length);
        Assert.Equal("T", frames[2].Info["climbing"]);
        Assert.Contains("Energy along the path", _program.Read("r.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "one frame", "hollow.xyz")]
    [InlineData(2, "--soft-spring", "hollow.xyz", "next-hollow.xyz", "--soft-spring", "2")]
    [InlineData(1, "same structure", "hollow.xyz", "hollow.xyz")]
    public void What_cannot_be_meant_is_refused(int code, string word, params string[] rest) => _program.Run(["path", "emt", .. rest]).MustEndWith(code).MustComplain(word);
}
