using System.Text.Json;

namespace Athanor.App.Tests;

public sealed class AuditVerbTests : IDisposable
{
    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_sound_potential_passes() =>
        Assert.Contains("All 11 checks that apply are passed.", _program.Run("audit", Inputs.SmoothArgon).MustEndWith(0).Output, StringComparison.Ordinal);

    [Fact]
    public void A_truncated_one_fails_with_its_own_exit_code_and_says_where()
    {
        var outcome = _program.Run("audit", "lj:epsilon=0.0104,sigma=3.4,cutoff=6", "--report", "audit.html").MustEndWith(3);
        Assert.Contains("6 Å from another, which is the cutoff", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("cutoff smoothness", _program.Read("audit.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Structures_of_the_user_are_asked_and_json_tells_every_measurement()
    {
        _program.Write("si.xyz", Inputs.Silicon(1) + Inputs.Silicon(2));
        using var json = JsonDocument.Parse(_program.Run("audit", "sw", "si.xyz", "--json").MustEndWith(0).Output);
        Assert.True(json.RootElement.GetProperty("passed").GetBoolean());
        var findings = json.RootElement.GetProperty("findings").EnumerateArray().ToArray();
        Assert.Equal(["frame 1 (Si8)", "frame 2 (Si64)"], findings.Select(f => f.GetProperty("structure").GetString()).Distinct());
        Assert.All(findings, f => Assert.Equal("pass", f.GetProperty("verdict").GetString()));
    }
}
