using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties.Tests;

public sealed class PhononsTests
{
    static readonly PhononSettings Quick = new() { Mesh = (5, 5, 5), BandSpacing = 0.05, QPoints = [new(0.1, 0.2, 0.3), new(0.5, 0, 0.5)], Temperatures = [0, 300] };

    static Structure Silicon => Crystal.Diamond(Element.Parse("Si"), 5.43095);

    static IPotential Sw => PotentialGrammar.Parse("sw");

    [Fact]
    public void Primitive_conventional_and_multiple_cells_are_one_crystal()
    {
        var conventional = Phonons.Compute(Silicon, Sw, Quick);
        Assert.Equal(216, conventional.ForceConstants.Lattice.Structure.Count);
        var primitive = Phonons.Compute(conventional.Crystal.Structure, Sw, Quick with { Repeats = 3 * new Mat3(-1, 1, 1, 1, -1, 1, 1, 1, -1) });
        var multiple = Phonons.Compute(Silicon.Repeat(2, 2, 2), Sw, Quick with { Repeats = 1.5 * Mat3.Diagonal(2, 2, 2) });
        Assert.Equal(2, multiple.Crystal.Structure.Count);
        foreach (var other in new[] { primitive, multiple })
        {
            for (var m = 0; m < 6; m++)
                Assert.Equal(conventional.QPoints.Frequency(1, m), other.QPoints.Frequency(1, m), 6);
            Assert.Equal(conventional.Thermodynamics.At(300).HeatCapacity, other.Thermodynamics.At(300).HeatCapacity, 1e-9);
        }
        // Of silicon at Γ, between the frequencies at which the density of states stands.
        Assert.Equal(conventional.Bands.Special.Frequency(0, 5), conventional.Highest, 9);
        Assert.Null(conventional.Worst);
        Assert.Equal(["", "X"], conventional.Labels);
        Assert.Empty(PhononRemarks.Warnings(conventional, Quick));
    }

    [Fact]
    public void Symmetry_changes_nothing_but_the_work()
    {
        // A sheared crystal with an atom off its place: hardly any symmetry, and atoms that have to come to rest.
        var crystal = Silicon.Strained(new Mat3(0.01, 0.004, 0, 0.004, -0.008, 0, 0, 0, 0.003));
        crystal.Positions[3] += new Vec3(0.02, 0.01, 0);
        var settings = Quick with { Repeats = Mat3.Diagonal(2, 2, 2) };
        var (with, without) = (Phonons.Compute(crystal, Sw, settings), Phonons.Compute(crystal, Sw, settings with { ForceConstants = new ForceConstantSettings { Symmetry = false } }));
        Assert.True(with.ForceConstants.Derivatives < without.ForceConstants.Derivatives);
        Assert.True(with.Rest.Force < 1e-6 && with.Rest.ForceBefore > 0.1);
        for (var m = 0; m < 6; m++)
            Assert.Equal(without.QPoints.Frequency(0, m), with.QPoints.Frequency(0, m), 5);
        Assert.Contains(PhononRemarks.Warnings(with, settings), w => w.Contains("under stress", StringComparison.Ordinal));
    }

    [Fact]
    public void Differences_are_the_exact_derivatives_but_for_the_step()
    {
        var exact = Phonons.Compute(Silicon, Sw, Quick);
        var stepped = Phonons.Compute(Silicon, Sw, Quick with { ForceConstants = new ForceConstantSettings { Displacement = 0.01 } });
        Assert.False(stepped.ForceConstants.IsExact);
        for (var m = 0; m < 6; m++)
            Assert.Equal(exact.QPoints.Frequency(0, m), stepped.QPoints.Frequency(0, m), 2e-3);
    }

    [Fact]
    public void Sound_is_that_of_the_elastic_constants()
    {
        var settings = Quick with { Cell = Simulation.CellFreedom.Volume };
        var phonons = Phonons.Compute(Silicon, Sw, settings);
        var elasticity = Elasticity.Of(phonons.Crystal.Structure, Sw);
        var slopes = new AcousticSlopes(phonons.ForceConstants);
        foreach (var direction in new[] { new Vec3(1, 0, 0), new Vec3(1, 1, 0), new Vec3(1, 1, 1), new Vec3(0.3, -0.7, 0.2) })
        {
            var waves = SoundVelocity.Along(elasticity.Stiffness, elasticity.Density, direction);
            foreach (var (slope, wave) in slopes.Along(direction).Zip(waves))
                Assert.Equal(1, slope.Velocity / wave.Velocity, 1e-4);
        }
    }

    [Fact]
    public void What_gives_way_is_said_with_its_wave_vector()
    {
        var phonons = Phonons.Compute(Crystal.Bcc(Element.Parse("Ar"), 4.2), PotentialGrammar.Parse("lj:epsilon=0.0104,sigma=3.4,cutoff=8.5,shift"), Quick);
        Assert.NotNull(phonons.Worst);
        Assert.True(phonons.Thermodynamics.Imaginary > 0);
        Assert.Contains(PhononRemarks.Warnings(phonons, Quick), w => w.Contains("not stable", StringComparison.Ordinal) && w.Contains("q = (", StringComparison.Ordinal));
        Assert.Throws<AtomsException>(() => Phonons.Compute(new Structure([Element.Parse("Ar")], [Vec3.Zero]), Sw));
        var single = new Structure([Element.Parse("Ar")], [Vec3.Zero], new Cell(new Vec3(0, 2.6, 2.6), new Vec3(2.6, 0, 2.6), new Vec3(2.6, 2.6, 0)), Periodicity.All);
        Assert.Contains("larger", Assert.Throws<AtomsException>(() => ForceConstants.Of(new LatticeSupercell(single, Mat3.Identity), Sw)).Message, StringComparison.Ordinal);
        Assert.Throws<PotentialException>(() => Phonons.Compute(Silicon, Sw, Quick with { Uncertainty = true }));
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        using var team = new Team(3);
        var settings = Quick with { Mesh = (9, 9, 9) };
        var (one, three) = (Phonons.Compute(Silicon, Sw, settings), Phonons.Compute(Silicon, Sw, settings, team));
        Assert.Equal(one.QPoints.Frequencies(0), three.QPoints.Frequencies(0));
        Assert.Equal(one.Density.States, three.Density.States);
        Assert.Equal(one.Thermodynamics.At(300), three.Thermodynamics.At(300));
    }

    [Fact]
    public void Members_scatter_as_their_stiffness_does()
    {
        // All frequencies go as the root of the energy scale, so that two members are (√b − √a)/√2 apart on that of one.
        var committee = PotentialGrammar.Parse("committee(sw:epsilon=2.0, sw:epsilon=2.2)");
        var phonons = Phonons.Compute(Silicon, committee, Quick with { Uncertainty = true });
        var per = (Math.Sqrt(2.2) - Math.Sqrt(2.0)) / Math.Sqrt(2) / Math.Sqrt(2.1);
        for (var m = 0; m < 6; m++)
            Assert.Equal(per * phonons.QPoints.Frequency(0, m), phonons.Spread!.QPoints[0][m], 1e-9);
        Assert.Equal(per * phonons.Thermodynamics.ZeroPointEnergy, phonons.Spread!.ZeroPointEnergy, 1e-9);
        Assert.Equal(phonons.Spread.ZeroPointEnergy, phonons.Spread.FreeEnergies[0], 1e-12);
        Assert.True(phonons.Spread.FreeEnergies[1] > phonons.Spread.States[1].Energy);
        Assert.Equal(0, phonons.Spread.States[0].HeatCapacity);
        Assert.True(phonons.Spread.States[1].HeatCapacity > 0);
        Assert.Equal(phonons.Bands.Runs.Sum(r => r.Way.Count), phonons.Spread.Bands.Sum(r => r.Count));
    }

    [Theory]
    [InlineData(true, 5, 5, 3)]
    [InlineData(false, 3, 3, 4)]
    [InlineData(false, 3, 4, 5)]
    public void Hexagons_and_uneven_supercells_have_the_symmetry_they_keep(bool hexagonal, int a, int b, int c)
    {
        var argon = Element.Parse("Ar");
        var crystal = hexagonal ? Crystal.Hcp(argon, 3.73) : Crystal.Fcc(argon, 5.27);
        var potential = PotentialGrammar.Parse("lj:epsilon=0.0104,sigma=3.4,cutoff=7,shift");
        var settings = Quick with { Repeats = Mat3.Diagonal(a, b, c), Mesh = (4, 4, 3) };
        var (with, without) = (Phonons.Compute(crystal, potential, settings), Phonons.Compute(crystal, potential, settings with { ForceConstants = new ForceConstantSettings { Symmetry = false } }));
        Assert.Equal(hexagonal ? 24 : a == b ? 16 : 8, with.ForceConstants.Operations);
        Assert.True(with.ForceConstants.Derivatives <= 2);
        for (var q = 0; q < 2; q++)
        {
            for (var m = 0; m < with.QPoints.Branches; m++)
                Assert.Equal(without.QPoints.Frequency(q, m), with.QPoints.Frequency(q, m), 7);
        }
        var all = new WaveVectorMesh(with.Crystal.Structure.Cell!, null, 4, 4, 3);
        var heat = new CrystalThermodynamics(all, new DynamicalMatrices(with.ForceConstants).At(all.Points)).At(50).HeatCapacity;
        Assert.Equal(heat, with.Thermodynamics.At(50).HeatCapacity, hexagonal ? 1e-12 : 1e-6);
    }

    [Fact]
    public void Digits_of_a_file_break_no_symmetry()
    {
        var silicon = Silicon;
        var rough = new Structure(silicon.Elements.ToArray(), [.. silicon.Positions.Select((r, k) => r + 3e-4 * new Vec3(Math.Sin(k), Math.Cos(2 * k), Math.Sin(3 * k)))], new Cell(new Mat3(5.4312, 0, 0, 0, 5.4309, 0, 0, 0.0002, 5.4308)), Periodicity.All);
        var found = Phonons.Compute(rough, Sw, Quick with { Tolerance = 3e-3 });
        Assert.Equal(2, found.Crystal.Structure.Count);
        Assert.Equal(1, found.ForceConstants.Derivatives);
        Assert.Equal(6.652, found.QPoints.Frequency(1, 0), 2e-3);
        // Rough as it stands, it is a crystal of eight atoms without symmetry.
        Assert.Equal(8, Phonons.Compute(rough, Sw, Quick with { Relax = false, Repeats = Mat3.Diagonal(1, 1, 1) }).Crystal.Structure.Count);
    }
}
