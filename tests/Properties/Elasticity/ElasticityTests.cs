using System.Text.Json;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties.Tests;

public sealed class ElasticityTests
{
    static readonly IPotential Silicon = PotentialGrammar.Parse("sw");
    static readonly IPotential Argon = PotentialGrammar.Parse("lj:epsilon=0.0104,sigma=3.4,cutoff=12,switch=10");
    static readonly Element Si = Element.Parse("Si"), Ar = Element.Parse("Ar");

    [Fact]
    public void Silicon_of_Stillinger_and_Weber_is_as_published()
    {
        // Balamane, Halicioglu, Tiller, Phys. Rev. B 46, 2250 (1992). The 117.2 GPa quoted for C44 of clamped ions belong to 161.6, 81.6 and 60.3 (Cowley, Phys. Rev. Lett. 60, 2379 (1988)), which are
        // those of ε = 2.315 eV: with the 2.1683 eV of everybody's parameters they are 109.77.
        var silicon = Elasticity.Of(Crystal.Diamond(Si, 5.4), Silicon);
        Near(151.4, silicon.C(0, 0).Value, 0.005);
        Near(76.4, silicon.C(0, 1).Value, 0.005);
        Near(56.4, silicon.C(3, 3).Value, 0.005);
        Near(117.2 * 2.1683 / 2.315, Units.GigaPascal * silicon.Clamped[3, 3], 0.005);
        Assert.Equal(silicon.C(0, 0).Value, Units.GigaPascal * silicon.Clamped[0, 0], 1e-3);
        Assert.Equal(2, silicon.Structure.Count);
        Assert.Equal((3, 2), silicon.Independent);
        Assert.True(silicon.Stiffness.IsStable);
        TestContext.Current.TestOutputHelper?.WriteLine($"C11 {silicon.C(0, 0)}, C12 {silicon.C(0, 1)}, C44 {silicon.C(3, 3)}, clamped {Units.GigaPascal * silicon.Clamped[3, 3]:0.000} GPa; "
            + $"{silicon.Evaluations} evaluations; correction {Units.GigaPascal * silicon.Correction:G3}, residual {Units.GigaPascal * silicon.Residual:G3} GPa; {string.Join(", ", silicon.Derived.Select(d => $"{d.Name} {d.Value}"))}");
    }

    /// <summary>Strains applied by hand to the conventional cell, its atoms brought to rest in each by the relaxation.</summary>
    [Fact]
    public void Ions_that_follow_linearly_are_ions_at_rest()
    {
        var cell = Relaxation.Run(Crystal.Diamond(Si, 5.4), Silicon, new RelaxationSettings { Cell = CellFreedom.Full, ForceTolerance = 1e-8, StressTolerance = 1e-6 }).Structure;
        const double h = 1e-3;
        Mat3 Stress(double shear)
        {
            var relaxed = Relaxation.Run(cell.Strained(new Mat3(0, 0, 0, 0, 0, shear / 2, 0, shear / 2, 0)), Silicon, new RelaxationSettings { ForceTolerance = 1e-9, MostSteps = 3000 });
            return relaxed.Frame.Stress!.Value;
        }
        var slow = Units.GigaPascal * (Stress(h).YZ - Stress(-h).YZ) / (2 * h);
        Assert.Equal(slow, Elasticity.Of(cell, Silicon).C(3, 3).Value, 2e-3 * 56);
    }

    [Fact]
    public void Symmetry_energies_and_the_way_the_crystal_lies_change_nothing()
    {
        var crystal = Crystal.Diamond(Si, 5.43);
        var reference = Elasticity.Of(crystal, Silicon).Stiffness;
        void Same(Structure structure, ElasticSettings settings, double tolerance)
        {
            var other = Elasticity.Of(structure, Silicon, settings).Stiffness;
            for (var k = 0; k < 36; k++)
                Assert.Equal(Units.GigaPascal * reference.Values[k], Units.GigaPascal * other.Values[k], tolerance);
        }
        Same(crystal, new ElasticSettings { Symmetry = false }, 0.02);
        Same(crystal, new ElasticSettings { FromEnergy = true }, 0.02);
        Same(PrimitiveCell.Of(crystal).Structure.Rotated(Rotation.Random(new Random(2))), new ElasticSettings(), 0.002);
    }

    [Fact]
    public void Central_forces_at_zero_pressure_obey_Cauchy_and_under_pressure_what_follows()
    {
        var argon = Elasticity.Of(Crystal.Fcc(Ar, 5.3), Argon);
        Assert.Equal(argon.C(0, 1).Value, argon.C(3, 3).Value, 2e-4 * argon.C(3, 3).Value);
        // C₁₂ = C₄₄ of the energy's derivatives holds for central forces at any pressure; B₁₂ − B₄₄ = 2P.
        var pressed = Elasticity.Of(Crystal.Fcc(Ar, 5.3), Argon, new ElasticSettings { Pressure = 2 });
        Assert.Equal(2, Units.GigaPascal * pressed.Pressure, 1e-3);
        Assert.Equal(2 * 2, pressed.C(0, 1).Value - pressed.C(3, 3).Value, 0.005);
        var energy = pressed.Stiffness.EnergyDerivatives(pressed.Pressure);
        Assert.Equal(energy[0, 1], energy[3, 3], 1e-3 * energy[3, 3]);
        // From energies, whose second derivatives at a pressure are others.
        var slow = Elasticity.Of(Crystal.Fcc(Ar, 5.3), Argon, new ElasticSettings { Pressure = 2, FromEnergy = true });
        Assert.Equal(pressed.C(0, 0).Value, slow.C(0, 0).Value, 0.01);
        Assert.Equal(pressed.C(3, 3).Value, slow.C(3, 3).Value, 0.01);
    }

    [Fact]
    public void Hexagonal_crystals_have_five_constants_and_lie_as_they_should()
    {
        var crystal = Crystal.Hcp(Ar, 3.7);
        var argon = Elasticity.Of(crystal.Rotated(Rotation.Random(new Random(8))), Argon);
        Assert.False(argon.Axes.AsItLies);
        Assert.Equal((5, 3), argon.Independent);
        Assert.Equal("P6_3/mmc (194)", argon.SpaceGroup!.ToString());
        Assert.Equal(argon.C(0, 0).Value, argon.C(1, 1).Value, 1e-6);
        Assert.Equal((argon.C(0, 0).Value - argon.C(0, 1).Value) / 2, argon.C(5, 5).Value, 1e-6);
        // Close packing in c: stiffer along it than across. Without symmetry, in the axes it lies in by itself, the same.
        Assert.True(argon.C(2, 2).Value > argon.C(0, 0).Value);
        var plain = Elasticity.Of(crystal, Argon, new ElasticSettings { Symmetry = false });
        for (var k = 0; k < 36; k++)
            Assert.Equal(Units.GigaPascal * argon.Stiffness.Values[k], Units.GigaPascal * plain.Stiffness.Values[k], 0.003);
    }

    [Fact]
    public void A_body_centred_crystal_of_argon_gives_way()
    {
        var argon = Elasticity.Of(Crystal.Bcc(Ar, 4.1), Argon);
        Assert.False(argon.Stiffness.IsStable);
        Assert.True(argon.C(0, 0).Value < argon.C(0, 1).Value);
    }

    [Fact]
    public void The_bulk_modulus_of_copper_is_that_of_ASE()
    {
        const string Reference = "reference/phonon/phonon-cu-emt.json";
        Assert.SkipUnless(SharedData.Has(Reference), SharedData.Missing(Reference));
        var copper = Elasticity.Of(Crystal.Fcc(Element.Parse("Cu"), 3.6), PotentialGrammar.Parse("emt"));
        TestContext.Current.TestOutputHelper?.WriteLine($"a {Math.Cbrt(4 * copper.Structure.Cell!.Volume)}, {string.Join(", ", copper.Derived.Select(d => $"{d.Name} {d.Value}"))}");
        Assert.Equal(3.589826, Math.Cbrt(4 * copper.Structure.Cell!.Volume), 1e-5);
        Near(134.479, copper.Derived[0].Value.Value, 0.002);
    }

    [Fact]
    public void Members_of_a_committee_spread()
    {
        var committee = PotentialGrammar.Parse("committee(lj:epsilon=0.0104,sigma=3.4,cutoff=8, lj:epsilon=0.0114,sigma=3.4,cutoff=8)");
        var argon = Elasticity.Of(Crystal.Fcc(Ar, 5.25), committee);
        // Stiffness is proportional to ε at the same rest.
        var relative = 0.001 / Math.Sqrt(2) / 0.0109;
        Assert.Equal(relative * argon.C(0, 0).Value, argon.C(0, 0).Model!.Value, 0.002 * argon.C(0, 0).Model!.Value);
        Assert.Equal(argon.C(1, 2).Model!.Value, argon.C(2, 1).Model!.Value);
        Assert.Null(Elasticity.Of(Crystal.Fcc(Ar, 5.25), committee, new ElasticSettings { Uncertainty = false }).Spread);
    }

    /// <summary>The slopes of phonons, whose optical modes follow the acoustic ones, against strains whose ions follow.</summary>
    [Fact]
    public void Sound_in_a_hexagonal_crystal_is_as_fast_as_its_long_phonons()
    {
        var potential = PotentialGrammar.Parse("lj:epsilon=0.0104,sigma=3.4,cutoff=6.5,switch=5.5");
        var argon = Elasticity.Of(Crystal.Hcp(Ar, 3.75), potential);
        Assert.NotEqual(argon.Stiffness[5, 5], argon.Clamped[5, 5], 0.01 * argon.Clamped[5, 5]);
        var slopes = new AcousticSlopes(ForceConstants.Of(new LatticeSupercell(argon.Structure, Mat3.Diagonal(5, 5, 3)), potential));
        foreach (var direction in new[] { new Vec3(1, 0, 0), new Vec3(0, 0, 1), new Vec3(1, 1, 1), new Vec3(0.3, -0.7, 0.2) })
        {
            foreach (var (slope, wave) in slopes.Along(direction).Zip(SoundVelocity.Along(argon.Stiffness, argon.Density, direction)))
                Assert.Equal(1, slope.Velocity / wave.Velocity, 1e-3);
        }
    }

    [Fact]
    public void Without_a_stress_energies_are_differenced_and_no_cell_relaxed()
    {
        var rest = Elasticity.Of(Crystal.Fcc(Ar, 5.3), Argon);
        var mute = new WithoutStress(Argon);
        Assert.Contains("--no-relax", Assert.Throws<PotentialException>(() => Elasticity.Of(rest.Structure, mute)).Message, StringComparison.Ordinal);
        var slow = Elasticity.Of(rest.Structure, mute, new ElasticSettings { Relax = false });
        Assert.True(slow.FromEnergy);
        Assert.Equal(0, Units.GigaPascal * slow.Pressure, 1e-3);
        Assert.Equal(rest.C(0, 0).Value, slow.C(0, 0).Value, 0.002 * rest.C(0, 0).Value);
        Assert.Equal(rest.C(3, 3).Value, slow.C(3, 3).Value, 0.002 * rest.C(3, 3).Value);
    }

    sealed class WithoutStress(IPotential potential) : IPotential
    {
        public string Name => "mute";

        public double? Cutoff => potential.Cutoff;

        public bool Covers(Element element) => potential.Covers(element);

        public IEvaluator Open(EvaluatorOptions options) => new Evaluator(potential.Open(options));

        sealed class Evaluator(IEvaluator inner) : IEvaluator
        {
            readonly Prediction _whole = new();

            public void Evaluate(Structure structure, Request request, Prediction into)
            {
                inner.Evaluate(structure, Request.Forces, _whole);
                into.Reset(structure.Count, Request.Forces);
                into.Energy = _whole.Energy;
                _whole.Forces.CopyTo(into.Forces);
            }

            public void Dispose() => inner.Dispose();
        }
    }

    [Fact]
    public void What_is_no_crystal_is_refused()
    {
        Assert.Contains("three directions", Assert.Throws<AtomsException>(() => Elasticity.Of(new Structure([Si], [Vec3.Zero]), Silicon)).Message, StringComparison.Ordinal);
        Assert.Contains("did not come to rest", Assert.Throws<SimulationException>(() => Elasticity.Of(Crystal.Diamond(Si, 5.3), Silicon, new ElasticSettings { MostSteps = 1 })).Message, StringComparison.Ordinal);
    }

    static void Near(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(actual - expected) <= relative * Math.Abs(expected), $"{actual} is not within {100 * relative} % of {expected}");
}
