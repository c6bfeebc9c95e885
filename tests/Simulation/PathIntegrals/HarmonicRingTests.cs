using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation.Tests;

/// <summary>Atoms in harmonic wells: everything about the ring of P beads is known in closed form.</summary>
public sealed class HarmonicRingTests
{
    const double Stiffness = 20, Temperature = 300; // ħω is 15 kT for hydrogen.

    static Structure Wells(int atoms) => new([.. Enumerable.Repeat(Element.Parse("H"), atoms)], [.. Enumerable.Range(0, atoms).Select(i => new Vec3(10 * i, 0, 0))]);

    static double Frequency(double stiffness) => Math.Sqrt(stiffness / Element.Parse("H").Mass * Units.AccelerationPerForce);

    /// <summary>⟨V⟩ of the discretised ring in one dimension: ½ kT Σ_k ω²/(ω² + ω_k²), which is ⟨K⟩ too; modes from <paramref name="kept"/> on feel the softer well alone.</summary>
    static double Exact(int beads, double omega, double softer, int kept)
    {
        var modes = new BeadModes(beads);
        var spring = beads * Units.Boltzmann * Temperature * 2 * Math.PI / Units.Planck;
        double sum = 0;
        for (var k = 0; k < beads; k++)
        {
            var w = Math.Min(k, beads - k) <= kept / 2 ? omega : softer;
            var ring = modes.Frequency(k, spring);
            sum += w * w / (w * w + ring * ring);
        }
        return 0.5 * Units.Boltzmann * Temperature * sum;
    }

    static void Check(int beads, int atoms, long steps, BeadThermostat thermostat = default, int? contracted = null)
    {
        var structure = Wells(atoms);
        var full = new Springs(structure.Positions, Stiffness);
        var settings = new PathIntegralSettings { Temperature = Temperature, Beads = beads, TimeStep = 0.25, Thermostat = thermostat, Contracted = contracted, Friction = 0.05 };
        var reference = contracted is null ? null : new Springs(structure.Positions, 0.3 * Stiffness);
        using var dynamics = PathIntegralDynamics.Start(structure, full, settings, reference);
        dynamics.Run(400);
        Average potential = new(), virial = new(), primitive = new();
        for (var n = 0L; n < steps; n++)
        {
            dynamics.Step();
            var reading = dynamics.Read();
            potential.Add(reading.PotentialEnergy);
            virial.Add(reading.VirialKinetic);
            primitive.Add(reading.PrimitiveKinetic);
        }
        var expected = 3 * atoms * Exact(beads, Frequency(Stiffness), Frequency(0.3 * Stiffness), contracted ?? beads);
        foreach (var (name, average) in new[] { ("potential", potential), ("virial", virial), ("primitive", primitive) })
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"P = {beads} {name}: {average.Mean / atoms:F6} ± {average.Error / atoms:F6}, exact {expected / atoms:F6} eV");
            Assert.True(Math.Abs(average.Mean - expected) < 3 * average.Error + 0.002 * expected, $"{name}: {average.Mean} ± {average.Error}, exact {expected}");
            Assert.True(average.Error < 0.05 * expected, $"{name} is known to {average.Error} alone");
        }
        Assert.Equal(Temperature, dynamics.Read().Temperature, 0.5 * Temperature);
    }

    [Theory]
    [InlineData(1, BeadThermostat.Local)]
    [InlineData(8, BeadThermostat.Local)]
    [InlineData(8, BeadThermostat.Global)]
    public void Energies_of_a_harmonic_oscillator_are_those_of_its_ring(int beads, BeadThermostat thermostat) => Check(beads, 30, 3000, thermostat);

    [Fact]
    public void A_contracted_ring_has_the_energy_of_the_contracted_problem() => Check(12, 20, 3000, contracted: 5);

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    public void At_any_number_of_beads(int beads) => Check(beads, 20, 12000);
}
