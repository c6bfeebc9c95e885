using System.Globalization;
using System.Text;
using System.Text.Json;
using Athanor.Atoms;

namespace Athanor.App.Tests;

/// <summary>Harmonic wavenumbers of hf/BASIS, whose Hessians are differences of forces, against Psi4's analytic ones.</summary>
public sealed class HartreeFockVibrationsTests : IDisposable
{
    const string Reference = "reference/qm/qm-reference.json";

    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("H2O", "sto-3g")]
    [InlineData("H2O", "6-31gs")]
    [InlineData("H2O", "cc-pvdz")]
    public void Wavenumbers_are_those_of_Psi4(string molecule, string basis) => Compare(molecule, basis);

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData("H2O", "cc-pvtz")]
    [InlineData("NH3", "cc-pvdz")]
    [InlineData("H2CO", "cc-pvdz")]
    public void Wavenumbers_of_more_functions_are_those_of_Psi4(string molecule, string basis) => Compare(molecule, basis);

    void Compare(string molecule, string basis)
    {
        Assert.SkipUnless(SharedData.Has(Reference), SharedData.Missing(Reference));
        using var reference = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf(Reference)));
        var harmonic = reference.RootElement.GetProperty("harmonic").GetProperty($"{molecule}/{basis}");
        var symbols = reference.RootElement.GetProperty("molecules").EnumerateObject().First(m => m.Name.StartsWith(molecule, StringComparison.Ordinal)).Value.GetProperty("symbols");
        var masses = harmonic.GetProperty("masses_amu");
        var text = new StringBuilder($"{symbols.GetArrayLength()}\nProperties=species:S:1:pos:R:3:masses:R:1\n");
        for (var i = 0; i < symbols.GetArrayLength(); i++)
        {
            var at = harmonic.GetProperty("geometry_bohr")[i];
            text.Append(CultureInfo.InvariantCulture, $"{symbols[i].GetString()} {Coordinate(at[0])} {Coordinate(at[1])} {Coordinate(at[2])} {masses[i].GetDouble():R}\n");
        }
        _program.Write("molecule.xyz", text.ToString());
        using var result = JsonDocument.Parse(_program.Run("vibrations", $"hf/{basis.Replace("gs", "g*", StringComparison.Ordinal)}", "molecule.xyz", "--json").MustEndWith(0).Output);
        var expected = harmonic.GetProperty("frequencies_cm1").EnumerateArray().Select(f => f.GetDouble()).ToArray();
        var actual = result.RootElement.GetProperty("modes").EnumerateArray().Select(m => m.GetProperty("wavenumber").GetProperty("value").GetDouble()).ToArray();
        Assert.Equal(expected.Length, actual.Length);
        var worst = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max();
        TestContext.Current.TestOutputHelper?.WriteLine($"{molecule}/{basis}: largest difference {worst:G3} cm⁻¹");
        Assert.True(worst < 0.05, $"{molecule}/{basis}: {string.Join(", ", actual)} for {string.Join(", ", expected)} cm⁻¹");
    }

    static double Coordinate(JsonElement bohr) => bohr.GetDouble() * Units.Bohr;
}
