using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties.Tests;

public sealed class QuasiHarmonicTests
{
    [Theory]
    [InlineData("si-sw", 3)]
    [InlineData("ar-lj", 4)]
    public void Expansion_is_that_of_the_reference(string system, int repeats) => Compare(system, repeats);

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData("cu-emt", 4)]
    [InlineData("al-emt", 4)]
    public void Metals_expand_as_the_reference_says(string system, int repeats) => Compare(system, repeats);

    static void Compare(string system, int repeats)
    {
        var reference = PhononReference.Read(system);
        double[] t = reference.Of("qha", "T"), volumes = reference.Of("qha", "volume_A3"), expansions = reference.Of("qha", "volumetric_expansion_1_per_K"), moduli = reference.Of("qha", "bulk_modulus_GPa");
        var settings = new PhononSettings { Repeats = Mat3.Diagonal(repeats, repeats, repeats), Mesh = (21, 21, 21), Temperatures = t };
        var phonons = Phonons.Compute(reference.Conventional(), reference.Potential, settings);
        var result = QuasiHarmonic.Compute(phonons, reference.Potential, settings, reference.Of("qha", "a_over_a0"));
        double[] given = reference.Of("qha", "volumes_A3_primitive"), energies = reference.Of("qha", "static_energy_eV_primitive");
        for (var k = 0; k < given.Length; k++)
        {
            Assert.Equal(given[k], result.Volumes[k].Volume, 1e-9 * given[k]);
            Assert.Equal(energies[k], result.Volumes[k].StaticEnergy, 1e-6);
        }
        Assert.Equal(t.Length, result.States.Count);
        for (var k = 0; k < t.Length; k++)
        {
            var state = result.States[k];
            Assert.Equal(volumes[k], state.Volume, 5e-4 * volumes[k]);
            // Translations at Γ are among the vibrations there, at some volumes and not at others, each worth 16 kT / 21³: it shows where the modulus is small.
            Assert.Equal(moduli[k], Units.GigaPascal * state.BulkModulus, (moduli[k] < 40 ? 0.015 : 0.005) * moduli[k]);
            // Differences of steps of temperature there, which are coarse where the volume bends (the last of argon: 60 K, near where it melts).
            Assert.Equal(expansions[k], state.Expansion, (system == "ar-lj" && k == t.Length - 1 ? 0.1 : 0.02) * expansions[k] + 1e-7);
        }
    }

    [Fact]
    public void Grueneisen_parameters_are_slopes_of_frequencies()
    {
        var potential = PotentialGrammar.Parse("sw");
        var settings = new PhononSettings { Repeats = Mat3.Diagonal(3, 3, 3), Mesh = (5, 5, 5), QPoints = [new(0.1, 0.2, -0.3), new(0.5, 0, 0.5)] };
        var phonons = Phonons.Compute(Crystal.Diamond(Element.Parse("Si"), 5.43095), potential, settings);
        var found = GrueneisenParameters.Compute(phonons, potential, settings, Team.Single, TestContext.Current.CancellationToken);
        PhononModes At(double scale) => new DynamicalMatrices(ForceConstants.Of(new LatticeSupercell(phonons.Crystal.Structure.Strained((scale - 1) * Mat3.Identity), phonons.ForceConstants.Lattice.Matrix), potential)).At(settings.QPoints);
        var (up, down) = (At(1.001), At(0.999));
        for (var q = 0; q < 2; q++)
        {
            for (var m = 0; m < 6; m++)
                Assert.Equal(-(up.Frequency(q, m) - down.Frequency(q, m)) / phonons.QPoints.Frequency(q, m) / (3 * Math.Log(1.001 / 0.999)), found.QPoints[q][m], 1e-5);
        }
        // Transverse acoustic modes at X soften under pressure, and their parameter is known to be negative.
        Assert.True(found.QPoints[1][0] < 0);
    }
}
