using System.Text.Json;

namespace Athanor.App.Tests;

public sealed class DoctorTests : IDisposable
{
    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void It_measures_every_engine_and_says_something()
    {
        using var json = JsonDocument.Parse(_program.Run("doctor", "--seconds", "0.02", "--threads", "2", "--json").MustEndWith(0).Output);
        var engines = json.RootElement.GetProperty("engines").EnumerateArray().ToArray();
        Assert.Equal(12, engines.Length);
        Assert.All(engines, e => Assert.True(e.GetProperty("atomStepsPerSecond").GetDouble() > 0));
        Assert.Equal(4, json.RootElement.GetProperty("matrixProducts").GetArrayLength());
        Assert.Equal(Environment.ProcessorCount, json.RootElement.GetProperty("machine").GetProperty("threads").GetInt32());
        Assert.Equal(3, json.RootElement.GetProperty("verdict").GetArrayLength());
    }
}
