using Athanor.Atoms;

namespace Athanor.Simulation.Tests;

public sealed class CanonicalTests
{
    const double Kelvin = 500;
    const double Stiffness = 5;

    static MolecularDynamics Oscillators(Ensemble ensemble, double timeStep, int atoms = 33)
    {
        var structure = Samples.Lattice(atoms);
        return MolecularDynamics.Start(structure, new Springs([.. structure.Positions], Stiffness), new DynamicsSettings
        {
            Ensemble = ensemble,
            TimeStep = timeStep,
            FixedAtoms = [0],
            Seed = 11,
        });
    }

    /// <summary>
    /// Langevin in the order BAOAB has no error of the time step for a harmonic system, in positions and in mid-step velocities: tested where ω Δt = 0.6,
    /// far beyond what one would use, so that a misplaced sub-step shows.
    /// </summary>
    [Fact]
    public void Langevin_is_exact_for_oscillators_even_with_a_long_step()
    {
        var omega = Math.Sqrt(Stiffness * Units.AccelerationPerForce / Element.Parse("Si").Mass);
        using var md = Oscillators(new Langevin(Kelvin, 60), 0.6 / omega);
        var (temperature, squared, potential) = (new Average(), new Average(), new Average());
        for (var i = 0; i < 500; i++)
            md.Step();
        for (var i = 0; i < 30000; i++)
        {
            md.Step();
            var t = md.State.Temperature;
            temperature.Add(t);
            squared.Add((t - Kelvin) * (t - Kelvin));
            potential.Add(md.Read().PotentialEnergy);
        }
        var f = md.State.DegreesOfFreedom;
        Assert.Equal(96, f);
        temperature.ShouldBe(Kelvin, 0.003);
        potential.ShouldBe(0.5 * f * Units.Boltzmann * Kelvin, 0.003);
        squared.ShouldBe(2 * Kelvin * Kelvin / f, 0.03); // Var K = f (kT)²/2
    }

    [Fact]
    public void Velocity_rescaling_gives_the_canonical_distribution_of_the_kinetic_energy()
    {
        using var md = Oscillators(new VelocityRescaling(Kelvin, 20), 2);
        var (temperature, squared, cubed) = (new Average(), new Average(), new Average());
        for (var i = 0; i < 500; i++)
            md.Step();
        for (var i = 0; i < 60000; i++)
        {
            md.Step();
            var d = md.State.Temperature - Kelvin;
            temperature.Add(d + Kelvin);
            squared.Add(d * d);
            cubed.Add(d * d * d);
        }
        double f = md.State.DegreesOfFreedom;
        temperature.ShouldBe(Kelvin, 0.005);
        squared.ShouldBe(2 * Kelvin * Kelvin / f, 0.05);
        // Third central moment of a gamma distribution of shape f/2: the distribution is skewed, not merely of the right width.
        cubed.ShouldBe(8 * Kelvin * Kelvin * Kelvin / (f * f), 0.3);
    }

    [Fact]
    public void Total_energy_under_velocity_rescaling_fluctuates_by_the_heat_capacity()
    {
        // Potential energy too: f oscillators have f k/2 of heat capacity from each half of their energy.
        using var md = MolecularDynamics.Start(Samples.Argon(2), Samples.LennardJones, new DynamicsSettings
        {
            Ensemble = new VelocityRescaling(10, 50),
            TimeStep = 5,
            Seed = 2,
        });
        var (energy, squared) = (new Average(), new Average());
        for (var i = 0; i < 1000; i++)
            md.Step();
        double f = md.State.DegreesOfFreedom, kT = Units.Boltzmann * 10;
        Assert.Equal(93, f);
        using var rest = MolecularDynamics.Start(Samples.Argon(2), Samples.LennardJones, new DynamicsSettings { Ensemble = new ConstantEnergy(), InitialTemperature = 0 });
        var ground = rest.Read().PotentialEnergy;
        for (var i = 0; i < 40000; i++)
        {
            md.Step();
            var e = md.Read().PotentialEnergy + 0.5 * f * md.State.Temperature * Units.Boltzmann - ground;
            energy.Add(e);
            squared.Add((e - f * kT) * (e - f * kT));
        }
        // Anharmonic by one or two per cent at 10 K.
        Assert.InRange(energy.Mean / (f * kT), 0.97, 1.03);
        Assert.InRange(squared.Mean / (f * kT * kT), 0.85, 1.15);
    }

    public static TheoryData<string> Thermostats => ["langevin", "rescaling"];

    static Ensemble Named(string name, Ramp temperature) => name == "langevin" ? new Langevin(temperature, 200) : new VelocityRescaling(temperature, 200);

    [Theory]
    [MemberData(nameof(Thermostats))]
    public void The_conserved_energy_knows_the_heat_that_was_given(string name)
    {
        using var md = MolecularDynamics.Start(Samples.Argon(3), Samples.LennardJones, new DynamicsSettings { Ensemble = Named(name, 40), TimeStep = 4, Seed = 5 });
        var start = md.Read();
        var (lowest, highest) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < 1500; i++)
        {
            md.Step();
            var total = md.Read().TotalEnergy;
            (lowest, highest) = (Math.Min(lowest, total), Math.Max(highest, total));
        }
        Assert.True(highest - lowest > 0.05, "The thermostat did next to nothing.");
        Assert.InRange(Math.Abs(md.Read().Conserved - start.Conserved), 0, 1e-3 * (highest - lowest) + 2e-4);
    }

    [Theory]
    [MemberData(nameof(Thermostats))]
    public void The_temperature_follows_a_ramp(string name)
    {
        using var md = Oscillators(Named(name, new Ramp(100, 600, 10000)), 2, atoms: 201);
        double early = 0, late = 0;
        for (var i = 0; i < 10000; i++)
        {
            md.Step();
            if (md.State.Time is > 4000 and <= 6000)
                early += md.State.Temperature / 1000;
            else if (md.State.Time > 15000)
                late += md.State.Temperature / 2500;
        }
        Assert.InRange(early, 315, 375); // 350 on average, less a lag of some relaxation times
        Assert.InRange(late, 570, 630);
    }

    [Fact]
    public void Fixed_atoms_stay_under_noise()
    {
        using var md = Oscillators(new Langevin(Kelvin), 2);
        var before = md.State.Positions[0];
        for (var i = 0; i < 50; i++)
            md.Step();
        Assert.Equal(before, md.State.Positions[0]);
        Assert.NotEqual(10, md.State.Positions[1].X);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Initial_velocities_are_thermal(ulong seed)
    {
        var structure = Samples.Lattice(3000);
        var velocities = Velocities.Thermal(structure, 300, seed);
        double sum = 0;
        for (var i = 0; i < structure.Count; i++)
            sum += structure.MassOf(i) / Units.AccelerationPerForce * velocities[i].LengthSquared;
        var temperature = sum / (9000 * Units.Boltzmann);
        Assert.InRange(temperature, 300 * (1 - 4 * Math.Sqrt(2.0 / 9000)), 300 * (1 + 4 * Math.Sqrt(2.0 / 9000)));
    }

    [Fact]
    public void Settings_that_make_no_sense_are_refused()
    {
        Assert.Contains("relaxation time", Assert.Throws<SimulationException>(() => Oscillators(new Langevin(300, 0), 1)).Message);
        Assert.Contains("time step", Assert.Throws<SimulationException>(() => Oscillators(new Langevin(300), -1)).Message);
        Assert.Contains("-5 K", Assert.Throws<SimulationException>(() => Oscillators(new VelocityRescaling(-5), 1)).Message);
    }
}
