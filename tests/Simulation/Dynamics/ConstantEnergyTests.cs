using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation.Tests;

public sealed class ConstantEnergyTests
{
    static MolecularDynamics Argon(double timeStep, double temperature = 40, int cells = 3, Team? team = null, Precision precision = Precision.Double) =>
        MolecularDynamics.Start(Samples.Argon(cells), Samples.LennardJones, new DynamicsSettings
        {
            Ensemble = new ConstantEnergy(),
            TimeStep = timeStep,
            InitialTemperature = temperature,
            Seed = 3,
            Precision = precision,
        }, team);

    /// <summary>Root mean square deviation of the total energy over a picosecond.</summary>
    static double Fluctuation(double timeStep)
    {
        using var md = Argon(timeStep);
        var steps = (int)(1000 / timeStep);
        double sum = 0, squares = 0;
        var start = md.Read().TotalEnergy;
        for (var i = 0; i < steps; i++)
        {
            md.Step();
            var e = md.Read().TotalEnergy - start;
            sum += e;
            squares += e * e;
        }
        return Math.Sqrt(squares / steps - sum / steps * (sum / steps));
    }

    [Fact]
    public void Energy_is_conserved_to_second_order_in_the_time_step()
    {
        var ratio = Fluctuation(8) / Fluctuation(4);
        Assert.InRange(ratio, 3.4, 4.6);
    }

    [Fact]
    public void Energy_does_not_drift()
    {
        using var md = Argon(4);
        double early = 0, late = 0;
        const int steps = 2000;
        for (var i = 0; i < steps; i++)
        {
            md.Step();
            if (i < steps / 4)
                early += md.Read().TotalEnergy;
            else if (i >= 3 * steps / 4)
                late += md.Read().TotalEnergy;
        }
        var drift = (late - early) / (steps / 4) / md.State.Count;
        Assert.InRange(drift, -2e-7, 2e-7); // eV per atom in 6 ps
    }

    [Fact]
    public void Momentum_stays_zero()
    {
        using var md = Argon(4);
        for (var i = 0; i < 200; i++)
            md.Step();
        var momentum = Vec3.Zero;
        for (var i = 0; i < md.State.Count; i++)
            momentum += md.State.Inertias[i] * md.State.Velocities[i];
        Assert.InRange(momentum.Length, 0, 1e-10);
    }

    [Fact]
    public void Running_backwards_leads_home()
    {
        using var there = Argon(4);
        var home = there.State.Positions.ToArray();
        for (var i = 0; i < 100; i++)
            there.Step();
        Assert.True((there.State.Positions[5] - home[5]).Length > 0.05);
        var turned = there.State.Structure.Clone();
        for (var i = 0; i < turned.Count; i++)
            turned.Velocities![i] = -turned.Velocities[i];
        using var back = MolecularDynamics.Start(turned, there.Potential, there.Settings);
        for (var i = 0; i < 100; i++)
            back.Step();
        for (var i = 0; i < home.Length; i++)
            Assert.InRange((back.State.Positions[i] - home[i]).Length, 0, 1e-9);
    }

    [Fact]
    public void A_molecule_neither_drifts_nor_turns_and_loses_six_degrees_of_freedom()
    {
        var cluster = new Structure(
            [.. Enumerable.Repeat(Element.Parse("Ar"), 4)],
            [new(0, 0, 0), new(3.8, 0, 0), new(1.9, 3.3, 0), new(1.9, 1.1, 3.1)]);
        using var md = MolecularDynamics.Start(cluster, Samples.LennardJones, new DynamicsSettings { Ensemble = new ConstantEnergy(), InitialTemperature = 10 });
        Assert.Equal(6, md.State.DegreesOfFreedom);
        Assert.Equal(10, md.Read().Temperature, 9);
        for (var i = 0; i < 300; i++)
            md.Step();
        Vec3 momentum = Vec3.Zero, angular = Vec3.Zero;
        for (var i = 0; i < md.State.Count; i++)
        {
            var p = md.State.Inertias[i] * md.State.Velocities[i];
            momentum += p;
            angular += Vec3.Cross(md.State.Positions[i], p);
        }
        Assert.InRange(momentum.Length, 0, 1e-12);
        Assert.InRange(angular.Length, 0, 1e-10);
        Assert.Null(md.Read().Stress);
    }

    [Fact]
    public void Fixed_atoms_stay_and_are_not_counted()
    {
        int[] held = [0, 7, 31];
        var structure = Samples.Argon(2);
        using var md = MolecularDynamics.Start(structure, Samples.LennardJones, new DynamicsSettings
        {
            Ensemble = new ConstantEnergy(),
            TimeStep = 4,
            InitialTemperature = 40,
            FixedAtoms = held,
        });
        Assert.Equal(3 * (32 - 3), md.State.DegreesOfFreedom);
        Assert.Equal(40, md.Read().Temperature, 9);
        var start = md.Read().TotalEnergy;
        for (var i = 0; i < 200; i++)
            md.Step();
        foreach (var i in held)
            Assert.Equal(structure.Positions[i], md.State.Positions[i]);
        Assert.True((md.State.Positions[1] - structure.Positions[1]).Length > 0.01);
        Assert.Equal(start, md.Read().TotalEnergy, 4);
    }

    [Fact]
    public void A_harmonic_oscillator_has_its_period()
    {
        const double k = 2.0;
        var structure = Samples.Lattice(2);
        var places = structure.Positions.ToArray();
        structure.Positions[1] += new Vec3(0.1, 0, 0);
        structure.Velocities = new Vec3[2];
        var period = 2 * Math.PI / Math.Sqrt(k * Units.AccelerationPerForce / structure.MassOf(1));
        using var md = MolecularDynamics.Start(structure, new Springs(places, k), new DynamicsSettings
        {
            Ensemble = new ConstantEnergy(),
            TimeStep = period / 1000,
            FixedAtoms = [0],
        });
        for (var i = 0; i < 1000; i++)
            md.Step();
        Assert.Equal(0.1, md.State.Positions[1].X - places[1].X, 5);
        Assert.InRange(Math.Abs(md.State.Velocities[1].X), 0, 1e-5);
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Threads_do_not_change_a_bit(Precision precision)
    {
        using var team = new Team(2);
        using var one = Argon(4, 80, 6, null, precision);
        using var two = Argon(4, 80, 6, team, precision);
        for (var i = 0; i < 10; i++)
        {
            one.Step();
            two.Step();
        }
        Samples.SameBits(one.State.Positions, two.State.Positions);
        Samples.SameBits(one.State.Velocities, two.State.Velocities);
        Samples.SameBits(one.Read().Conserved, two.Read().Conserved);
    }

    [Fact]
    public void Without_velocities_and_temperature_nothing_starts()
    {
        var e = Assert.Throws<SimulationException>(() => MolecularDynamics.Start(Samples.Argon(2), Samples.LennardJones, new DynamicsSettings { Ensemble = new ConstantEnergy() }));
        Assert.Contains("Give an initial temperature", e.Message);
    }

    [Fact]
    public void Pressure_is_that_of_the_virial_theorem()
    {
        // P = −dE/dV at rest: compare the reading at 0 K with a difference of energies.
        using var md = MolecularDynamics.Start(Samples.Argon(2, 5.3), Samples.LennardJones, new DynamicsSettings { Ensemble = new ConstantEnergy(), InitialTemperature = 0 });
        using var evaluator = Samples.LennardJones.Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        double At(double a)
        {
            evaluator.Evaluate(Samples.Argon(2, a), Request.Energy, prediction);
            return prediction.Energy;
        }
        const double h = 1e-3;
        var slope = (At(5.3 + h) - At(5.3 - h)) / (2 * h) / (8 * 3 * 5.3 * 5.3);
        Assert.Equal(-slope, md.Read().Pressure!.Value, 7);
    }
}
