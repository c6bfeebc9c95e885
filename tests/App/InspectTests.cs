using System.Text.Json;

namespace Athanor.App.Tests;

public sealed class InspectTests : IDisposable
{
    const string Argon = "2\nenergy=-0.01 Properties=species:S:1:pos:R:3:forces:R:3\nAr 0 0 0 0 0 -0.1\nAr 0 0 3.8 0 0 0.1\n";

    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Json_is_all_there_is_on_standard_output()
    {
        _program.Write("a.xyz", Argon + Argon);
        var outcome = _program.Run("inspect", "a.xyz", "--json").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        var file = json.RootElement.GetProperty("files")[0];
        Assert.Equal(2, file.GetProperty("frames").GetInt32());
        Assert.Equal(2, file.GetProperty("energies").GetInt32());
    }

    [Fact]
    public void A_missing_file_is_named() => _program.Run("inspect", "nothing.xyz").MustEndWith(1).MustComplain("nothing.xyz");

    [Fact]
    public void A_truncated_file_is_refused()
    {
        _program.Write("a.xyz", Argon + Argon[..^20]);
        _program.Run("inspect", "a.xyz").MustEndWith(1).MustComplain("a.xyz", "frame 2");
    }
}
