using System.Text.Json;

namespace Athanor.App.Tests;

/// <summary>What a cheap level saves on published data, beside what its correlation foresees.</summary>
public sealed class DeltaLawTests : IDisposable
{
    const string Ethanol = "data/ethanol/train.xyz", Atoms = "data/ethanol/isolated_atoms.xyz";

    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Ethanol_on_a_minimal_basis_is_off_by_as_much_less_as_its_correlation_says()
    {
        Assert.SkipUnless(SharedData.Has(Ethanol), SharedData.Missing(Ethanol));
        // Every eighth frame: 125 of 1000.
        string[] lines = File.ReadAllLines(SharedData.PathOf(Ethanol));
        var chosen = lines.Chunk(11).Where((_, k) => k % 8 == 0).SelectMany(c => c);
        _program.Write("ethanol.xyz", string.Join('\n', [.. File.ReadAllLines(SharedData.PathOf(Atoms)), .. chosen]) + "\n");
        var outcome = _program.Run("train", "ethanol.xyz", "-o", "m.athanor", "--baseline", "hf/sto-3g", "--preset", "instant", "--validation", "0.2", "--learning-curve", "--json").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        var forces = json.RootElement.GetProperty("delta").GetProperty("forces");
        Assert.InRange(forces.GetProperty("law").GetDouble(), 0.15, 0.22);
        // The plain difference leaves three times as much.
        Assert.InRange(forces.GetProperty("plain").GetDouble(), 0.4, 0.8);
        var saving = json.RootElement.GetProperty("learningCurve").GetProperty("savingForces");
        double measured = saving.GetProperty("errorRatio").GetDouble(), foreseen = saving.GetProperty("lawRatio").GetDouble();
        Assert.InRange(measured / foreseen, 0.6, 1.4);
        Assert.True(saving.GetProperty("factor").GetDouble() > 2);
    }
}
