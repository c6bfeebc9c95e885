using System.Text.Json;
using Athanor.Atoms;

namespace Athanor.App.Tests;

public sealed class ConductivityTests : IDisposable
{
    const string Argon = "lj:epsilon=0.01032,sigma=3.4,cutoff=6,switch=5";

    readonly Program _program = new();

    public ConductivityTests() => StructureFiles.Write(_program.PathOf("argon.poscar"), [new Frame(Crystal.Fcc(Element.Parse("Ar"), 5.35))], overwrite: true);

    public void Dispose() => _program.Dispose();

    [Fact]
    public void An_element_has_one_variance_of_its_mass() =>
        Assert.Contains("twice for Ar", _program.Run("conductivity", Argon, "argon.poscar", "--mass-variance", "Ar=1e-4", "Ar=2e-4").MustEndWith(2).Error, StringComparison.Ordinal);

    [Fact]
    public void Phonons_and_dynamics_of_argon()
    {
        var phonons = _program.Run("conductivity", Argon, "argon.poscar", "--temperature", "30,50", "--mesh", "6", "--supercell", "3", "--third-cutoff", "6", "--classical", "--mass-variance", "Ar=1e-9", "--report", "b.html", "--json").MustEndWith(0);
        using var json = JsonDocument.Parse(phonons.Output);
        var states = json.RootElement.GetProperty("conductivities").EnumerateArray().ToArray();
        double Of(int t) => states[t].GetProperty("conductivity").GetProperty("value").GetDouble();
        Assert.InRange(Of(0), 0.3, 1.5);
        Assert.Equal(5.0 / 3, Of(0) / Of(1), 1e-3);
        Assert.Equal(1e-9, json.RootElement.GetProperty("massVariances").GetProperty("Ar").GetDouble());
        Assert.Contains("Isotopes scatter them too", phonons.Error, StringComparison.Ordinal);
        Assert.Contains("Who carries it", _program.Read("b.html"), StringComparison.Ordinal);
        var dynamics = _program.Run("conductivity", Argon, "argon.poscar", "--method", "green-kubo", "--temperature", "50", "--timestep", "5", "--time-ps", "7.5", "--equilibration", "100", "--runs", "2", "--supercell", "3", "--report", "g.html", "--json").MustEndWith(0);
        using var other = JsonDocument.Parse(dynamics.Output);
        Assert.InRange(other.RootElement.GetProperty("conductivity").GetProperty("value").GetDouble(), 0.05, 3);
        Assert.Contains("spectrum of the flux", _program.Read("g.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_effect_is_refused() =>
        Assert.Contains("--mesh", _program.Run("conductivity", Argon, "argon.poscar", "--method", "green-kubo", "--mesh", "4").MustEndWith(2).Error, StringComparison.Ordinal);
}
