using System.Text.Json;

namespace Athanor.App.Tests;

public sealed class IonTests : IDisposable
{
    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Ions_are_tabled_with_what_the_table_does_not_tell()
    {
        var output = _program.Run("ion", "Fe3+", "Fe(II)", "Co", "2+", "Eu3+", "--report", "ions.html").MustEndWith(0).Output;
        Assert.Matches(@"Fe3\+ +\[Ar\] 3d5 +6S5/2 +5/2 +0 +5/2 +2 +5\.92 +5\.92", output);
        Assert.Matches(@"Fe2\+ +\[Ar\] 3d6 +5D4 +2 +2 +4 +3/2 = 1\.5000 +6\.71 +4\.90", output);
        Assert.Matches(@"Eu3\+ +\[Xe\] 4f6 +7F0 +3 +3 +0 +undefined +0\.00 +6\.93", output);
        Assert.Contains("Fe2+, Co2+: In compounds", output, StringComparison.Ordinal);
        Assert.Contains("Eu3+: Levels of larger J", output, StringComparison.Ordinal);
        Assert.Contains("5D4", _program.Read("ions.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_numbers_with_units_and_null_where_g_is_undefined()
    {
        using var json = JsonDocument.Parse(_program.Run("ion", "Nd3+", "Eu3+", "--json").MustEndWith(0).Output);
        var (neodymium, europium) = (json.RootElement[0], json.RootElement[1]);
        Assert.Equal("4I9/2", neodymium.GetProperty("term").GetString());
        Assert.Equal(4.5, neodymium.GetProperty("j").GetDouble());
        Assert.Equal(8.0 / 11, neodymium.GetProperty("g").GetDouble());
        Assert.Equal("rule", neodymium.GetProperty("source").GetString());
        Assert.Equal(8.0 / 11 * Math.Sqrt(24.75), neodymium.GetProperty("effectiveMoment").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal("μB", neodymium.GetProperty("effectiveMoment").GetProperty("unit").GetString());
        Assert.Equal(JsonValueKind.Null, europium.GetProperty("g").ValueKind);
        Assert.Equal(1, europium.GetProperty("remarks").GetArrayLength());
    }

    [Fact]
    public void What_is_no_ion_is_a_sentence()
    {
        _program.Run("ion", "Xx3+").MustEndWith(1).MustComplain("'Xx'", "symbol of an element");
        _program.Run("ion", "Fe27+").MustEndWith(1).MustComplain("26 electrons");
        _program.Run("ion", "Fe3+", "Ne-").MustEndWith(1).MustComplain("Ne- is not a sensible ion");
        _program.Run("ion", "Fe3").MustEndWith(1).MustComplain("no sign");
        _program.Run("ion").MustEndWith(2).MustComplain("ion --help");
        _program.Run("ion", "Fe", "--seed", "1").MustEndWith(2).MustComplain("--seed");
        _program.Write("there.html", "");
        _program.Run("ion", "Fe", "--report", "there.html").MustEndWith(1).MustComplain("there.html", "--force");
    }
}
