using System.Collections.Concurrent;
using System.Text.Json;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties.Tests;

/// <summary>Harmonic wavenumbers of published ANI models against those that TorchANI's exact Hessians give, at minima found from disturbed structures.</summary>
public sealed class PublishedFrequenciesTests
{
    const string Reference = "reference/ani/harmonic_frequencies.json", Zoo = "reference/ani/ani-model-zoo/";

    /// <summary>√(eV/Å²/amu) in cm⁻¹ as the reference has it (CODATA 2014); here CODATA 2018.</summary>
    const double Factor = 521.4709004010551;

    static readonly ConcurrentDictionary<string, IPotential> Models = [];

    public static TheoryData<string, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach (var (key, folder) in new[] { ("ani1ccx", "ani-1ccx_8x"), ("ani2x", "ani-2x_8x"), ("ani1x", "ani-1x_8x") })
            {
                foreach (var molecule in new[] { "water", "methane", "formaldehyde", "benzene" })
                    cases.Add(key, folder, molecule);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Wavenumbers_are_those_of_exact_hessians(string key, string folder, string molecule)
    {
        Assert.SkipUnless(SharedData.Has(Reference), SharedData.Missing(Reference));
        using var document = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf(Reference)));
        var reference = document.RootElement.GetProperty(key).GetProperty(molecule);
        Element[] elements = [.. reference.GetProperty("symbols").EnumerateArray().Select(s => Element.Parse(s.GetString()))];
        var random = new Random(5);
        double Off() => 0.05 * (random.NextDouble() - 0.5);
        Vec3[] positions = [.. reference.GetProperty("positions").EnumerateArray().Select(p => new Vec3(p[0].GetDouble() + Off(), p[1].GetDouble() + Off(), p[2].GetDouble() + Off()))];
        var structure = new Structure(elements, positions) { Masses = [.. reference.GetProperty("masses").EnumerateArray().Select(m => m.GetDouble())] };
        var vibrations = Vibrations.Of(structure, Models.GetOrAdd(folder, f => PotentialGrammar.Parse($"ani:\"{SharedData.PathOf(Zoo + f)}.info\"")));
        double[] expected = [.. reference.GetProperty("frequencies_cm1").EnumerateArray().Select(f => f.GetDouble())];
        Assert.Equal(expected.Length, vibrations.Modes.Count);
        Assert.True(vibrations.Rest.Force < 1e-6);
        var own = NormalMode.WavenumberOf(1);
        for (var m = 0; m < expected.Length; m++)
            Assert.Equal(expected[m], vibrations.Modes[m].Wavenumber * Factor / own, 1e-3);
    }
}
