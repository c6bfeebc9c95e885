using System.Text.Json;

namespace Athanor.App.Tests;

public sealed class VirialTests : IDisposable
{
    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Argon_has_its_coefficients_in_the_record_and_its_picture_in_the_report()
    {
        var outcome = _program.Run("virial", "tang-toennies:Ar", "--tail", "--temperature", "200:400:100", "--quantum", "2", "--json", "--report", "r.html").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        var root = json.RootElement;
        Assert.Equal(394.89, root.GetProperty("boyleTemperature").GetProperty("value").GetDouble(), 0.02);
        var rows = root.GetProperty("virial").EnumerateArray().ToArray();
        Assert.Equal([200, 300, 400], rows.Select(r => r.GetProperty("temperature").GetProperty("value").GetDouble()));
        Assert.Equal(-46.314, rows[0].GetProperty("classical").GetProperty("value").GetDouble(), 0.002);
        Assert.Equal("cm³/mol", rows[0].GetProperty("b").GetProperty("unit").GetString());
        Assert.True(rows[0].GetProperty("secondQuantum").GetProperty("value").GetDouble() < 0);
        Assert.Contains("B of the gas", _program.Read("r.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--pair says which atoms meet", "zbl")]
    [InlineData("'Xx' is not the symbol", "zbl", "--pair", "Ar-Xx")]
    [InlineData("knows nothing of Ne", "tang-toennies:Ar", "--pair", "Ar-Ne")]
    [InlineData("--quantum is 0, 1 or 2", "tang-toennies:Ar", "--quantum", "3")]
    public void What_cannot_be_meant_is_refused(string says, params string[] arguments) =>
        Assert.Contains(says, _program.Run(["virial", .. arguments]).MustEndWith(2).Error, StringComparison.Ordinal);
}
