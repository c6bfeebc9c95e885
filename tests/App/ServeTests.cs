using System.Text.Json;

namespace Athanor.App.Tests;

public sealed class ServeTests : IDisposable
{
    readonly Program _program = new();
    readonly string _address = $"unix:athanor-{Guid.NewGuid():N}"[..24];

    public ServeTests() => File.Copy(Path.Combine(SharedData.Repository, "examples", "silicon.poscar"), _program.PathOf("silicon.poscar"));

    public void Dispose() => _program.Dispose();

    [Fact]
    public void One_athanor_serves_another()
    {
        using var serving = _program.Start("serve", "sw", "silicon.poscar", "--ipi", _address, "--json");
        var relaxed = _program.Run("relax", $"ipi:{_address},wait=30", "silicon.poscar", "--cell", "full", "--pressure", "10", "--json").MustEndWith(0);
        var direct = _program.Run("relax", "sw", "silicon.poscar", "--cell", "full", "--pressure", "10", "--json").MustEndWith(0);
        Assert.Equal(Energy(direct), Energy(relaxed), 1e-9);
        using var served = JsonDocument.Parse(Program.Await(serving).MustEndWith(0).Output);
        Assert.InRange(served.RootElement.GetProperty("frames").GetInt64(), 2, 2000);
        Assert.True(served.RootElement.GetProperty("framesPerSecond").GetDouble() > 0);
    }

    [Fact]
    public void Serving_goes_on_with_the_next_and_ends_when_none_comes()
    {
        using var serving = _program.Start("serve", "sw", "silicon.poscar", "--ipi", _address, "--reconnect", "--wait", "10s");
        for (var k = 0; k < 2; k++)
            _program.Run("evaluate", $"ipi:{_address},wait=30", "silicon.poscar").MustEndWith(0);
        Assert.Contains("2 frames served with sw", Program.Await(serving).MustEndWith(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_listens() =>
        _program.Run("serve", "sw", "silicon.poscar", "--ipi", _address, "--wait", "0.2s").MustEndWith(1).MustComplain("Nobody listened at /tmp/ipi_", "SocketIOCalculator");

    [Fact]
    public void Wrong_calls_are_explained()
    {
        _program.Run("serve", "sw", "silicon.poscar").MustEndWith(2).MustComplain("--ipi");
        _program.Run("serve", "sw", "silicon.poscar", "--ipi", "water").MustEndWith(2).MustComplain("unix:NAME", "HOST:PORT");
        _program.Run("serve", "sw", "silicon.poscar", "--ipi", _address, "--wait", "soon").MustEndWith(2).MustComplain("--wait");
        _program.Run("serve", "sw:element=Ge", "silicon.poscar", "--ipi", _address).MustEndWith(1).MustComplain("knows nothing of Si");
    }

    static double Energy(Outcome outcome)
    {
        using var json = JsonDocument.Parse(outcome.Output);
        return json.RootElement.GetProperty("energy").GetProperty("value").GetDouble();
    }
}
