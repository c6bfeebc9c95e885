using System.Text.Json;

namespace Athanor.App.Tests;

public sealed class ScalingTests : IDisposable
{
    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Costs_are_measured_and_drawn()
    {
        var outcome = _program.Run("scaling", "hf/sto-3g", "ccsd(t)/sto-3g", "--budget", "20s", "--largest", "3", "--report", "s.html", "--json", "--threads", "1").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        var curves = json.RootElement.GetProperty("curves").EnumerateArray().ToArray();
        Assert.Equal(["hf/sto-3g", "ccsd(t)/sto-3g"], curves.Select(c => c.GetProperty("potential").GetString()));
        foreach (var curve in curves)
        {
            Assert.Equal([3, 6, 9], curve.GetProperty("points").EnumerateArray().Select(p => p.GetProperty("atoms").GetInt32()));
            Assert.InRange(curve.GetProperty("exponent").GetProperty("value").GetDouble(), 0.5, 8);
            Assert.Contains("asked for", curve.GetProperty("stopped").GetString());
        }
        Assert.Contains("ccsd(t)/sto-3g: power", _program.Read("s.html"));
    }

    [Fact]
    public void Mistakes_are_sentences()
    {
        _program.Run("scaling", "hf/sto-3g", "--budget", "long").MustEndWith(2).MustComplain("a time such as 90s");
        _program.Run("scaling", "hf/sto-3g", "--budget", "1e300d").MustEndWith(2).MustComplain("a time such as 90s");
        _program.Run("scaling", "hf/sto-3g", "--system", "ice").MustEndWith(2).MustComplain("water");
        _program.Run("scaling", "hf/sto-3g", "--largest", "0").MustEndWith(2).MustComplain("from 1 to");
        _program.Run("scaling", "hf/nothing").MustEndWith(1).MustComplain("no basis set 'nothing'");
        _program.Run("scaling", "sw").MustEndWith(1).MustComplain("knows nothing of O");
    }
}
