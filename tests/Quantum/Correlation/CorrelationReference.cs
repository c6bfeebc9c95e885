using System.Text.Json;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Quantum.Tests;

/// <summary>Psi4's correlated energies.</summary>
static class CorrelationReference
{
    const string Path = "reference/qm/qm-reference.json";

    static readonly Lazy<JsonElement> Molecules = new(() => JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf(Path))).RootElement.GetProperty("molecules"));

    public static Structure Water => new([new(8), new(1), new(1)], [new(0, 0, 0.1173), new(0, 0.7572, -0.4692), new(0, -0.7572, -0.4692)]);

    /// <summary>Compares key by key what <paramref name="solve"/> gives for each molecule with so many functions, frozen core and all electrons, to 1e-7 Eh.</summary>
    public static void Compare(string basis, Func<int, bool> wanted, Func<Structure, BasisSet, CorrelationOptions, Team, (string Method, string Key, double Value)[]> solve)
    {
        Assert.SkipUnless(SharedData.Has(Path), SharedData.Missing(Path));
        using var team = new Team(2);
        var compared = 0;
        foreach (var molecule in Molecules.Value.EnumerateObject())
        {
            var results = molecule.Value.GetProperty("results").GetProperty(basis);
            if (!wanted(results.GetProperty("hf").GetProperty("nbf").GetInt32()))
                continue;
            foreach (var core in new[] { "frozen_core", "all_electron" })
            {
                foreach (var (method, key, value) in solve(Read(molecule.Value), BasisSet.Named(basis), new() { Full = core == "all_electron" }, team))
                {
                    var expected = results.GetProperty(core).GetProperty(method).GetProperty(key).GetDouble();
                    Assert.True(Math.Abs(expected - value) < 1e-7, $"{molecule.Name} {basis} {core} {method} {key}: {expected} expected, {value} found, difference {value - expected:G3}");
                    compared++;
                }
            }
        }
        Assert.True(compared > 0);
    }

    public static Structure Molecule(string name) => Read(Molecules.Value.GetProperty(name));

    static Structure Read(JsonElement molecule) => new(
        [.. molecule.GetProperty("symbols").EnumerateArray().Select(s => Element.Parse(s.GetString()!))],
        [.. molecule.GetProperty("geometry_angstrom").EnumerateArray().Select(r => new Vec3(r[0].GetDouble(), r[1].GetDouble(), r[2].GetDouble()))])
    {
        Charge = molecule.GetProperty("charge").GetDouble(),
        Multiplicity = molecule.GetProperty("multiplicity").GetInt32(),
    };
}
