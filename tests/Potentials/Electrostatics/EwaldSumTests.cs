using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Electrostatics;

namespace Athanor.Potentials.Tests.Electrostatics;

public sealed class EwaldSumTests
{
    static readonly Element Na = Element.Parse("Na"), Cl = Element.Parse("Cl");

    static double[] Charges(Structure structure, int seed, double total = 0)
    {
        var random = new Random(seed);
        double[] charges = [.. Enumerable.Range(0, structure.Count).Select(_ => 2 * random.NextDouble() - 1)];
        var mean = (charges.Sum() - total) / charges.Length;
        return [.. charges.Select(q => q - mean)];
    }

    static ElectrostaticField Field(Structure structure, double[] charges, EwaldSplit split, bool background = false, Team? team = null)
    {
        using var sum = new EwaldSum(split, EvaluatorOptions.Default with { Team = team ?? Team.Single }, background);
        var field = new ElectrostaticField();
        sum.Evaluate(structure, charges, field);
        return field;
    }

    public static TheoryData<string, double> Constants => new()
    {
        { "NaCl", 1.747564594633182 },
        { "CsCl", 1.762674773070990 },
        { "ZnS", 1.638055053388789 },
    };

    [Theory]
    [MemberData(nameof(Constants))]
    public void Madelung_constants(string name, double madelung)
    {
        // By the distance of nearest neighbours, in the units of Borwein et al., "Lattice Sums Then and Now" (2013).
        var (crystal, neighbour) = name switch
        {
            "NaCl" => (Crystal.RockSalt(Na, Cl, 5.6), 2.8),
            "CsCl" => (Crystal.CaesiumChloride(Na, Cl, 4.1), 4.1 * Math.Sqrt(3) / 2),
            _ => (Crystal.ZincBlende(Na, Cl, 5.4), 5.4 * Math.Sqrt(3) / 4),
        };
        double[] charges = [.. crystal.Elements.ToArray().Select(e => e == Na ? 1.0 : -1)];
        var field = Field(crystal, charges, EwaldSplit.For(crystal, 1e-14));
        var pairs = crystal.Count / 2;
        Assert.Equal(-madelung * Units.Coulomb / neighbour * pairs, field.Energy, 1e-11 * pairs);
        Assert.All(field.Forces.ToArray(), f => Assert.Equal(0, f.Length, 1e-11));
        // Every ion's potential is twice its share of the energy.
        for (var i = 0; i < crystal.Count; i++)
            Assert.Equal(2 * field.Energy / crystal.Count, charges[i] * field.Potentials[i], 1e-11);
        // E ∝ 1/length.
        Assert.Equal(field.Energy, field.Virial.Trace, 1e-10);
    }

    static Structure Triclinic() => new Structure(
        [.. Enumerable.Repeat(Na, 7)],
        [new(0.1, 0.3, 0.2), new(2.2, 0.4, 1.1), new(3.4, 2.9, -0.4), new(0.4, 2.5, 3.3), new(-2.4, 4.6, 2.1), new(4.1, 0.2, 3.6), new(1.9, 4.4, 5.2)],
        new Cell(new Vec3(6.1, 0.3, -0.2), new Vec3(-1.7, 5.8, 0.4), new Vec3(1.1, 0.9, 7.3)), Periodicity.All);

    [Fact]
    public void The_sum_of_textbooks()
    {
        var structure = Triclinic();
        var charges = Charges(structure, 1);
        foreach (var split in new[] { new EwaldSplit(0.6, 11, 7), new EwaldSplit(0.45, 14, 5.2) })
        {
            var expected = SlowCoulomb.Pairs(structure, charges, split.PairCutoff, d => SlowCoulomb.Erfc(split.Alpha * d) / d) +
                SlowCoulomb.Waves(structure, charges, split.Alpha, split.WaveCutoff) + SlowCoulomb.Self(charges, split.Alpha);
            Assert.Equal(Units.Coulomb * expected, Field(structure, charges, split).Energy, 1e-11);
        }
    }

    [Fact]
    public void Where_the_sum_is_divided_does_not_matter()
    {
        var structure = Triclinic();
        var charges = Charges(structure, 2);
        var one = Field(structure, charges, EwaldSplit.ForCutoff(4, 1e-13));
        var other = Field(structure, charges, EwaldSplit.ForCutoff(13, 1e-13));
        Assert.Equal(one.Energy, other.Energy, 1e-10);
        for (var i = 0; i < structure.Count; i++)
        {
            Assert.Equal(one.Potentials[i], other.Potentials[i], 1e-10);
            Assert.Equal(0, (one.Forces[i] - other.Forces[i]).Length, 1e-10);
        }
        for (var c = 0; c < 9; c++)
            Assert.Equal(one.Virial[c / 3, c % 3], other.Virial[c / 3, c % 3], 1e-10);
    }

    public static TheoryData<string> Kinds => ["crystal", "charged crystal", "molecule"];

    static (Structure Structure, double[] Charges, bool Background) Sample(string kind) => kind switch
    {
        "crystal" => (Triclinic(), Charges(Triclinic(), 3), false),
        "charged crystal" => (Triclinic(), Charges(Triclinic(), 4, total: 1.3), true),
        _ => (new Structure([.. Triclinic().Elements], Triclinic().Positions), Charges(Triclinic(), 5, total: 0.7), false),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Potentials_forces_and_virial_are_derivatives_of_the_energy(string kind)
    {
        var (structure, charges, background) = Sample(kind);
        using var sum = new EwaldSum(EwaldSplit.ForCutoff(6), EvaluatorOptions.Default, background);
        var field = new ElectrostaticField();
        double Energy(Structure s, double[] q)
        {
            sum.Evaluate(s, q, field);
            return field.Energy;
        }

        Energy(structure, charges);
        var (potentials, forces, virial) = (field.Potentials.ToArray(), field.Forces.ToArray(), field.Virial);
        for (var i = 0; i < 2; i++)
        {
            for (var d = 0; d < 3; d++)
            {
                var slope = Difference(x =>
                {
                    var moved = structure.Clone();
                    moved.Positions[i] += x * Unit(d);
                    return Energy(moved, charges);
                });
                Assert.Equal(-slope, forces[i][d], 1e-8);
            }
        }
        if (kind != "crystal") // Moving one charge alone would leave it charged.
        {
            var slope = Difference(x => Energy(structure, [charges[0] + x, .. charges[1..]]));
            Assert.Equal(slope, potentials[0], 1e-8);
        }
        else
        {
            var slope = Difference(x => Energy(structure, [charges[0] + x, charges[1] - x, .. charges[2..]]));
            Assert.Equal(slope, potentials[0] - potentials[1], 1e-8);
        }
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                var slope = Difference(x => Energy(structure.Strained(x * Mat3.Outer(Unit(row), Unit(column))), charges));
                Assert.Equal(-slope, virial[row, column], 1e-8);
            }
        }
    }

    [Fact]
    public void A_supercell_has_as_many_times_the_energy()
    {
        var structure = Triclinic();
        var charges = Charges(structure, 6);
        var large = structure.Repeat(2, 1, 3);
        var one = Field(structure, charges, EwaldSplit.For(structure));
        var six = Field(large, [.. Enumerable.Range(0, large.Count).Select(i => charges[IndexIn(structure, large, i)])], EwaldSplit.For(large));
        Assert.Equal(6 * one.Energy, six.Energy, 1e-8);
    }

    static int IndexIn(Structure cell, Structure large, int atom) => Enumerable.Range(0, cell.Count).MinBy(i =>
    {
        var s = cell.Cell!.ToFractional(large.Positions[atom] - cell.Positions[i]);
        return new Vec3(s.X - Math.Round(s.X), s.Y - Math.Round(s.Y), s.Z - Math.Round(s.Z)).LengthSquared;
    });

    [Fact]
    public void A_molecule_is_the_sum_over_all_pairs()
    {
        var (structure, charges, _) = Sample("molecule");
        var field = Field(structure, charges, EwaldSplit.ForCutoff(5));
        Assert.Equal(Units.Coulomb * SlowCoulomb.Pairs(structure, charges, double.PositiveInfinity, d => 1 / d), field.Energy, 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_same_bits_on_any_number_of_threads(int threads)
    {
        var structure = Samples.Salt(3);
        var charges = Charges(structure, 7);
        var split = EwaldSplit.ForCutoff(6, 1e-8);
        using var team = new Team(threads);
        var one = Field(structure, charges, split);
        var many = Field(structure, charges, split, team: team);
        Assert.Equal(one.Energy, many.Energy);
        Assert.Equal(one.Virial, many.Virial);
        Assert.Equal(one.Potentials.ToArray(), many.Potentials.ToArray());
        Assert.Equal(one.Forces.ToArray(), many.Forces.ToArray());
    }

    [Fact]
    public void All_widths_agree()
    {
        var structure = Samples.Salt(2);
        var charges = Charges(structure, 8);
        var split = EwaldSplit.ForCutoff(5, 1e-10);
        var widest = Field(structure, charges, split);
        foreach (var bits in new[] { 256, 128, 0 })
        {
            using var narrow = Widths.Limit(bits);
            var field = Field(structure, charges, split);
            Assert.Equal(widest.Energy, field.Energy, 1e-10);
            Assert.Equal(0, (widest.Forces[5] - field.Forces[5]).Length, 1e-11);
            Assert.Equal(widest.Potentials[3], field.Potentials[3], 1e-11);
            Assert.Equal(widest.Virial.XY, field.Virial.XY, 1e-10);
        }
    }

    [Fact]
    public void What_has_no_sum_is_refused_with_a_sentence()
    {
        var film = Samples.Film(Triclinic());
        Assert.Contains("three", Assert.Throws<PotentialException>(() => Field(film, Charges(film, 1), EwaldSplit.ForCutoff(5))).Message, StringComparison.Ordinal);
        var error = Assert.Throws<PotentialException>(() => Field(Triclinic(), Charges(Triclinic(), 1, total: 1), EwaldSplit.ForCutoff(5)));
        Assert.Contains("background", error.Message, StringComparison.Ordinal);
    }

    static Vec3 Unit(int axis) => new(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);

    static double Difference(Func<double, double> f)
    {
        const double h = 1e-3;
        return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
    }
}
