using System.Text.Json;

namespace Athanor.App.Tests;

public sealed class FreeEnergyTests : IDisposable
{
    const string Well = "doublewell:cv=distance(1,2),h=0.2,a=0.4,at=1.7";

    readonly Program _program = new();

    public FreeEnergyTests() => _program.Write("n2.xyz", "2\nProperties=species:S:1:pos:R:3\nN 0 0 0\nN 0 0 1.3\n");

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Windows_become_a_profile_and_a_rate_and_can_be_put_together_again()
    {
        string[] sampling = ["umbrella", Well, "n2.xyz", "--variable", "distance(1,2)", "--from", "1.2", "--to", "2.2", "--temperature", "300", "--windows", "10", "--time-ps", "2", "--equilibration", "300", "--pull-ps", "0.1", "--folder", "w"];
        var outcome = _program.Run([.. sampling, "--rate", "--rate-relaxation-time", "100", "--rate-time-fs", "200", "--rate-starts", "50", "--report", "r.html", "--json"]).MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        var free = json.RootElement.GetProperty("free");
        var barrier = Assert.Single(free.GetProperty("barriers").EnumerateArray());
        var height = barrier.GetProperty("forward").GetProperty("value").GetDouble();
        // U less the 2 kT ln r of more room farther out.
        Assert.Equal(0.2 - 2 * 300 * 8.617333e-5 * Math.Log(1.7 / 1.3), height, 0.035);
        Assert.InRange(json.RootElement.GetProperty("rate").GetProperty("transmission").GetProperty("value").GetDouble(), 0.4, 1);
        Assert.Contains("κ(t)", _program.Read("r.html"), StringComparison.Ordinal);
        Assert.True(File.Exists(_program.PathOf("w/profile.csv")));
        _program.Run(sampling).MustEndWith(1).MustComplain("--resume goes on with them");
        using var again = JsonDocument.Parse(_program.Run("reweigh", "w", "--method", "wham", "--json", "-o", "p.csv").MustEndWith(0).Output);
        Assert.Equal(height, again.RootElement.GetProperty("barriers")[0].GetProperty("forward").GetProperty("value").GetDouble(), 0.02);
        _program.Write("plain.txt", "0 1\n1 2\n");
        _program.Run("reweigh", "plain.txt", "--temperature", "300").MustEndWith(1).MustComplain("does not say where its window was");
    }

    [Fact]
    public void Hills_make_a_profile()
    {
        var outcome = _program.Run("metadynamics", Well, "n2.xyz", "--variable", "distance(1,2)", "--from", "1.2", "--to", "2.2", "--temperature", "300", "--time-ps", "15", "--pace", "50", "--folder", "h", "--report", "r.html").MustEndWith(0);
        Assert.Contains("Valleys at 300 K", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("What the hills themselves say", _program.Read("r.html"), StringComparison.Ordinal);
        _program.Run("metadynamics", Well, "n2.xyz", "--variable", "distance(1,9)", "--from", "1", "--to", "2", "--temperature", "300", "--folder", "x").MustEndWith(1).MustComplain("looks at atom 9");
    }
}
