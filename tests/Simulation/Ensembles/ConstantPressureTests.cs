using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation.Tests;

public sealed class ConstantPressureTests
{
    /// <summary>
    /// Atoms that do not see one another: V follows the gamma distribution of shape N + 1. With eight atoms the difference between N − 1, N and N + 1 is plain, so
    /// a wrong measure, or a forgotten centre of mass, shows.
    /// </summary>
    [Fact]
    public void An_ideal_gas_has_the_exact_distribution_of_volumes()
    {
        const int atoms = 8;
        const double gigapascal = 0.1, kelvin = 300;
        var structure = new Structure(
            [.. Enumerable.Repeat(Element.Parse("Ar"), atoms)],
            [.. Enumerable.Range(0, atoms).Select(i => new Vec3(i, 0, 0))],
            Cell.Cubic(7.2),
            Periodicity.All);
        using var md = MolecularDynamics.Start(structure, new IdealGas(), new DynamicsSettings
        {
            Ensemble = new ConstantPressure(kelvin, gigapascal, false, 50, 400, gigapascal),
            Seed = 8,
        });
        var unit = Units.Boltzmann * kelvin / (gigapascal / Units.GigaPascal);
        var (volume, squared) = (new Average(), new Average());
        md.Run(2000);
        for (var i = 0; i < 40000; i++)
        {
            md.Run(10);
            var v = md.Read().Volume!.Value / unit;
            volume.Add(v);
            squared.Add((v - atoms - 1) * (v - atoms - 1));
        }
        volume.ShouldBe(atoms + 1, 0.025);
        squared.ShouldBe(atoms + 1, 0.1);
    }

    static MolecularDynamics Argon(double gigapascal, bool fullCell, double kelvin = 50) =>
        MolecularDynamics.Start(Samples.Argon(2), Samples.LennardJones, new DynamicsSettings
        {
            Ensemble = new ConstantPressure(kelvin, gigapascal, fullCell, 100, 400, 2),
            TimeStep = 5,
            Seed = 6,
        });

    /// <summary>
    /// For the distribution e^(−(U + P₀V)/kT), ⟨P − P₀⟩ = 0 and ⟨(P − P₀)(V − c)⟩ = −kT exactly for any c, whatever the potential (integration by parts); and the volume answers a
    /// change of pressure as it fluctuates: −dV/dP = Var V / kT.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_crystal_has_the_target_pressure_and_the_right_fluctuations(bool fullCell)
    {
        var kT = Units.Boltzmann * 50;
        var volumes = new Average[2];
        double[] pressures = [0.00, 0.05];
        for (var run = 0; run < 2; run++)
        {
            using var md = Argon(pressures[run], fullCell);
            md.Run(2000);
            var middle = md.Read().Volume!.Value;
            var target = pressures[run] / Units.GigaPascal;
            var (pressure, product, temperature) = (new Average(), new Average(), new Average());
            volumes[run] = new Average();
            // The centre of mass rests; its share is what makes the identities exact.
            for (var i = 0; i < 40000; i++)
            {
                md.Step();
                var state = md.State;
                var volume = state.Structure.Cell!.Volume;
                var excess = ((state.SampledKinetic.Trace + state.Prediction.Virial.Trace) / 3 + kT) / volume - target;
                pressure.Add(excess * Units.GigaPascal);
                product.Add(excess * (volume - middle) / kT);
                temperature.Add(state.Temperature);
                volumes[run].Add(volume);
            }
            temperature.ShouldBe(50, 0.01);
            Assert.InRange(pressure.Error, 0, 0.003);
            Assert.InRange(pressure.Mean, -4 * pressure.Error, 4 * pressure.Error);
            Assert.InRange(product.Error, 0, 0.25);
            Assert.InRange(product.Mean, -1 - 4 * product.Error, -1 + 4 * product.Error);
        }
        var response = (volumes[0].Mean - volumes[1].Mean) / ((pressures[1] - pressures[0]) / Units.GigaPascal);
        var fluctuation = 0.5 * (volumes[0].Variance + volumes[1].Variance) / kT;
        Assert.InRange(fluctuation / response, 0.8, 1.25);
    }

    /// <summary>The identities again, to two per cent; a minute.</summary>
    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData(false)]
    [InlineData(true)]
    public void A_long_run_meets_the_identities_closely(bool fullCell)
    {
        using var md = Argon(0.05, fullCell);
        md.Run(5000);
        var (middle, kT) = (md.Read().Volume!.Value, Units.Boltzmann * 50);
        var (pressure, product) = (new Average(), new Average());
        for (var i = 0; i < 400000; i++)
        {
            md.Step();
            var volume = md.State.Structure.Cell!.Volume;
            var excess = ((md.State.SampledKinetic.Trace + md.State.Prediction.Virial.Trace) / 3 + kT) / volume - 0.05 / Units.GigaPascal;
            pressure.Add(excess * Units.GigaPascal);
            product.Add(-excess * (volume - middle) / kT);
        }
        Assert.InRange(pressure.Error, 0, 0.001);
        Assert.InRange(pressure.Mean, -4 * pressure.Error, 4 * pressure.Error);
        product.ShouldBe(1, 0.06);
    }

    [Fact]
    public void A_full_cell_relaxes_to_the_shape_of_the_crystal_and_does_not_turn()
    {
        var start = Samples.Argon(2, 5.5).Strained(new Mat3(0.04, 0, 0, 0.05, -0.03, 0, 0.03, -0.04, 0));
        var lattice = start.Cell!.Vectors;
        Assert.Equal((0.0, 0.0, 0.0), (lattice.XY, lattice.XZ, lattice.YZ));
        using var md = MolecularDynamics.Start(start, Samples.LennardJones, new DynamicsSettings
        {
            Ensemble = new ConstantPressure(1, 0, true, 100, 400, 2),
            TimeStep = 5,
        });
        md.Run(1500);
        var mean = Mat3.Zero;
        for (var i = 0; i < 2500; i++)
        {
            md.Step();
            mean += 1.0 / 2500 * md.State.Structure.Cell!.Vectors;
        }
        Assert.InRange(mean.YX / mean.XX, -0.01, 0.01);
        Assert.InRange(mean.ZX / mean.XX, -0.01, 0.01);
        Assert.InRange(mean.ZY / mean.XX, -0.01, 0.01);
        Assert.InRange(mean.YY / mean.XX, 0.99, 1.01);
        Assert.InRange(mean.ZZ / mean.XX, 0.99, 1.01);
        Assert.Equal((0.0, 0.0, 0.0), (mean.XY, mean.XZ, mean.YZ));
    }

    /// <summary>What the first vector's direction and the second's plane are does not matter: a turned start gives the turned run.</summary>
    [Fact]
    public void A_turned_crystal_keeps_its_orientation()
    {
        var rotation = Rotation.About(new Vec3(1, 2, 3), 0.7);
        using var md = MolecularDynamics.Start(Samples.Argon(2).Rotated(rotation), Samples.LennardJones, new DynamicsSettings
        {
            Ensemble = new ConstantPressure(50, 0, true, 100, 400, 2),
            TimeStep = 5,
        });
        md.Run(500);
        var back = md.State.Structure.Cell!.Vectors * rotation;
        Assert.InRange(Math.Abs(back.XY) + Math.Abs(back.XZ) + Math.Abs(back.YZ), 0, 1e-10);
        Assert.True(Math.Abs(back.YX) > 1e-4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_conserved_energy_knows_the_work_of_the_barostat(bool fullCell)
    {
        var spans = new double[2];
        var errors = new double[2];
        for (var run = 0; run < 2; run++)
        {
            using var md = MolecularDynamics.Start(Samples.Argon(3), Samples.LennardJones, new DynamicsSettings
            {
                Ensemble = new ConstantPressure(40, new Ramp(0, 0.2, 5000), fullCell, 200, 400, 2),
                TimeStep = 5 - 2.5 * run,
                Seed = 3,
            });
            var start = md.Read();
            while (md.State.Time < 5000)
            {
                md.Step();
                spans[run] = Math.Max(spans[run], Math.Abs(md.State.Work));
                errors[run] = Math.Max(errors[run], Math.Abs(md.Read().Conserved - start.Conserved));
            }
        }
        Assert.True(spans[0] > 0.1, "The barostat did next to nothing.");
        Assert.InRange(errors[0], 0, 0.01 * spans[0]);
        Assert.InRange(errors[1], 0, 0.005 * spans[1]);
    }

    [Fact]
    public void Constant_pressure_wants_a_bulk_and_free_atoms()
    {
        var settings = new DynamicsSettings { Ensemble = new ConstantPressure(300, 0) };
        Assert.Contains("repeats in all three directions", Assert.Throws<SimulationException>(() => MolecularDynamics.Start(Samples.Lattice(3), new IdealGas(), settings)).Message);
        Assert.Contains("cannot be fixed", Assert.Throws<SimulationException>(() => MolecularDynamics.Start(Samples.Argon(2), Samples.LennardJones, settings with { FixedAtoms = [1] })).Message);
    }

    [Fact]
    public void A_cell_under_absurd_stress_is_not_blown_up()
    {
        var structure = Samples.Argon(2, 3.0);
        var settings = new DynamicsSettings { Ensemble = new ConstantPressure(300, 0, false, 100, 100, 0.1) };
        using var md = MolecularDynamics.Start(structure, Samples.LennardJones, settings);
        Assert.Contains("Relax the cell first", Assert.Throws<SimulationException>(() => md.Run(10)).Message);
    }

    sealed class IdealGas : IPotential, IEvaluator
    {
        public string Name => "nothing";

        public double? Cutoff => 0;

        public bool Covers(Element element) => true;

        public IEvaluator Open(EvaluatorOptions options) => this;

        public void Evaluate(Structure structure, Request request, Prediction into) => into.Reset(structure.Count, request);

        public void Dispose()
        {
        }
    }
}
