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

    /// <summary>
    /// The same as a scheme with inner steps has it, which no longer is exact: by iterating the covariance of (q, v) of each mode, the difference to the softer well pushing where outer steps meet.
    /// ⟨V⟩, and ⟨K⟩ by the centroid virial, which leaves the centroid its ½ kT.
    /// </summary>
    static (double Potential, double Virial) Divided(int beads, double omega, double softer, int kept, double innerStep, int innerSteps, double friction)
    {
        var modes = new BeadModes(beads);
        var kt = Units.Boltzmann * Temperature;
        var spring = beads * kt * 2 * Math.PI / Units.Planck;
        double potential = 0, virial = 0;
        for (var k = 0; k < beads; k++)
        {
            var left = Math.Min(k, beads - k) <= kept / 2 ? omega * omega - softer * softer : 0;
            var ring = modes.Frequency(k, spring);
            var turn = HalfTurn.Of(RingPropagation.Cayley, ring, innerStep);
            var fade = Math.Exp(-(k == 0 ? friction : ring) * innerStep);
            double qq = 1, qv = 0, vv = 1;
            void Map(double a, double b, double c, double d) =>
                (qq, qv, vv) = (a * a * qq + 2 * a * b * qv + b * b * vv, a * c * qq + (a * d + b * c) * qv + b * d * vv, c * c * qq + 2 * c * d * qv + d * d * vv);
            void Kick(double square) => Map(1, 0, -0.5 * innerStep * square, 1);
            for (var n = 0; n < 4000; n++)
            {
                Kick(innerSteps * left);
                for (var inner = 0; inner < innerSteps; inner++)
                {
                    Kick(softer * softer);
                    Map(turn.Cosine, turn.PerVelocity, -turn.PerPosition, turn.Cosine);
                    Map(1, 0, 0, fade);
                    vv += 1 - fade * fade;
                    Map(turn.Cosine, turn.PerVelocity, -turn.PerPosition, turn.Cosine);
                    Kick(softer * softer);
                }
                Kick(innerSteps * left);
            }
            potential += (left + softer * softer) * qq;
            virial += k == 0 ? 1 : (left + softer * softer) * qq;
        }
        return (0.5 * kt * potential, 0.5 * kt * virial);
    }

    static void Check(int beads, int atoms, long steps, BeadThermostat thermostat = default, int? contracted = null, int innerSteps = 1)
    {
        var structure = Wells(atoms);
        var full = new Springs(structure.Positions, Stiffness);
        var settings = new PathIntegralSettings { Temperature = Temperature, Beads = beads, TimeStep = 0.25 * innerSteps, InnerSteps = innerSteps, Thermostat = thermostat, Contracted = contracted, Friction = 0.05 };
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
        var (omega, softer, kept) = (Frequency(Stiffness), Frequency(0.3 * Stiffness), contracted ?? beads);
        var exact = Exact(beads, omega, softer, kept);
        var divided = innerSteps == 1 ? (exact, exact) : Divided(beads, omega, softer, kept, 0.25, innerSteps, settings.Friction);
        // The primitive estimator with inner steps is nobody's closed form here.
        foreach (var (name, average, value) in new[] { ("potential", potential, divided.Item1), ("virial", virial, divided.Item2), ("primitive", primitive, exact) }[..(innerSteps == 1 ? 3 : 2)])
        {
            var expected = 3 * atoms * value;
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

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_contracted_ring_has_the_energy_of_the_contracted_problem(int innerSteps) => Check(12, 20, 3000, contracted: 5, innerSteps: innerSteps);

    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    public void At_any_number_of_beads(int beads) => Check(beads, 20, 12000);
}
