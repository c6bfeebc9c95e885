using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Dispersion;

namespace Athanor.Potentials.Tests.Dispersion;

public sealed class DispersionTests
{
    // Short cutoffs, so that pairs are lost at all of them and the slow loops are not too slow.
    const string Short = "d3:pbe,cutoff=8,cn-cutoff=6.5", ShortWithTriples = "d3:pbe,atm=true,cutoff=8,cutoff3=5.5,cn-cutoff=6.5", Switched = "d3:b3lyp,atm=true,cutoff=9,switch=6,cutoff3=5,cn-cutoff=7";

    public static TheoryData<string, string> Cases => new()
    {
        { "d3:pbe", "molecule" },
        { "d3:hf,atm=true", "molecule" },
        { Short, "molecule" },
        { Short, "crystal" },
        { ShortWithTriples, "crystal" },
        { ShortWithTriples, "film" },
        { Switched, "crystal" },
        { Switched, "thread" },
        { "d3:s6=0.8,s8=1.5,a1=0.4,a2=4,cutoff=12", "primitive" },
    };

    static Structure Of(string name) => name switch
    {
        "molecule" => PublishedSystems.Of("MB16-43 20"),
        "crystal" => Crystal(Periodicity.All),
        "film" => Crystal(new Periodicity(true, false, true)),
        "thread" => Crystal(new Periodicity(false, true, false)),
        // One atom, in a cell far smaller than what it sees.
        _ => new Structure([Element.Parse("Cu")], [new(0.3, -0.2, 11)], new Cell(new Vec3(0, 1.8, 1.8), new Vec3(1.8, 0, 1.8), new Vec3(1.8, 1.8, 0)), Periodicity.All),
    };

    /// <summary>Four elements in an oblique cell, some of them outside it.</summary>
    static Structure Crystal(Periodicity periodic)
    {
        var cell = new Cell(new Vec3(5.1, 0.2, -0.3), new Vec3(-1.2, 5.6, 0.4), new Vec3(0.9, 1.3, 6.2));
        string[] symbols = ["C", "O", "Si", "H", "H", "O", "C", "H"];
        var random = new Random(4);
        Vec3[] positions = [.. symbols.Select((_, k) => new Vec3(
            (k & 1) * 0.5 + 0.12 * random.NextDouble() + random.Next(-2, 3) * (periodic.A ? 1 : 0),
            (k >> 1 & 1) * 0.5 + 0.12 * random.NextDouble() - (periodic.B ? 1 : 0),
            (k >> 2) * 0.5 + 0.12 * random.NextDouble()) * cell.Vectors)];
        return new Structure([.. symbols.Select(s => Element.Parse(s))], positions, cell, periodic);
    }

    static DispersionPotential Potential(string expression) => (DispersionPotential)PotentialGrammar.Parse(expression);

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_energy_is_that_of_plain_loops(string expression, string name)
    {
        var (potential, structure) = (Potential(expression), Of(name));
        var prediction = potential.Evaluate(structure);
        var expected = SlowDispersion.Energy(structure, potential.Settings);
        Assert.Equal(expected, prediction.Energy, 1e-12 * Math.Max(1, Math.Abs(expected)));
        Assert.Equal(prediction.Energy, prediction.AtomEnergies.ToArray().Sum(), 1e-13 * Math.Max(1, Math.Abs(expected)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forces_and_virial_are_derivatives(string expression, string name)
    {
        var structure = Of(name);
        using var evaluator = Potential(expression).Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        double Energy(Structure s)
        {
            evaluator.Evaluate(s, Request.Energy, prediction);
            return prediction.Energy;
        }

        evaluator.Evaluate(structure, Request.Everything, prediction);
        var (forces, virial) = (prediction.Forces.ToArray(), prediction.Virial);
        const double h = 1e-4;
        for (var i = 0; i < structure.Count; i += 2)
        {
            for (var axis = 0; axis < 3; axis++)
            {
                var at = structure.Positions[i];
                double After(double step)
                {
                    structure.Positions[i] = at + step * new Vec3(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);
                    return Energy(structure);
                }

                var slope = (8 * (After(h) - After(-h)) - (After(2 * h) - After(-2 * h))) / (12 * h);
                structure.Positions[i] = at;
                Assert.Equal(-slope, forces[i][axis], 1e-9);
            }
        }
        foreach (var (row, column) in new[] { (0, 0), (1, 1), (0, 2), (2, 1) })
        {
            double After(double step) => Energy(structure.Strained(step * Mat3.Outer(
                new Vec3(row == 0 ? 1 : 0, row == 1 ? 1 : 0, row == 2 ? 1 : 0), new Vec3(column == 0 ? 1 : 0, column == 1 ? 1 : 0, column == 2 ? 1 : 0))));

            var slope = (8 * (After(h) - After(-h)) - (After(2 * h) - After(-2 * h))) / (12 * h);
            // Without a period in all directions the sum is still over the same pairs.
            Assert.Equal(-slope, virial[row, column], 1e-8);
        }
    }

    [Theory]
    [InlineData(ShortWithTriples)]
    [InlineData(Switched)]
    public void A_crystal_may_be_described_in_other_ways(string expression)
    {
        var (potential, structure) = (Potential(expression), Of("crystal"));
        var expected = potential.Evaluate(structure);
        Structure[] others = [structure.Repeat(3, 1, 2), structure.Translated(new(17.3, -4.1, 0.77)), structure.Wrapped(), structure.With(new Cell(new Mat3(1, 0, 0, 2, 1, 0, -1, 3, 1) * structure.Cell!.Vectors), structure.Positions)];
        foreach (var other in others)
        {
            var prediction = potential.Evaluate(other);
            Assert.Equal(expected.Energy / structure.Count, prediction.Energy / other.Count, 1e-12);
            Assert.Equal(expected.Virial.Trace / structure.Count, prediction.Virial.Trace / other.Count, 1e-12);
        }
        int[] order = [5, 2, 7, 0, 1, 6, 4, 3];
        foreach (var turn in new[] { Rotation.Random(new Random(2)), Rotation.Mirror(new(1, 2, -0.5)) })
        {
            var after = potential.Evaluate(structure.Rotated(turn).Select(order));
            Assert.Equal(expected.Energy, after.Energy, 1e-12);
            for (var k = 0; k < order.Length; k++)
                Assert.Equal(0, (turn * expected.Forces[order[k]] - after.Forces[k]).Length, 1e-12);
        }
    }

    [Fact]
    public void Threads_widths_and_what_was_evaluated_before_change_no_bits()
    {
        var (potential, structure) = (Potential("d3:pbe,atm=true,cutoff=12,cutoff3=6,cn-cutoff=9"), Of("crystal").Repeat(3, 3, 2));
        var expected = potential.Evaluate(structure);
        using var team = new Team(3);
        using var evaluator = potential.Open(new EvaluatorOptions(team));
        var prediction = new Prediction();
        evaluator.Evaluate(PublishedSystems.Of("MB16-43 1"), Request.Everything, prediction);
        evaluator.Evaluate(structure, Request.Everything, prediction);
        Assert.Equal(expected.Energy, prediction.Energy);
        Assert.Equal(expected.Virial, prediction.Virial);
        Assert.Equal(expected.Forces, prediction.Forces);
        foreach (var bits in new[] { 256, 128, 0 })
        {
            using (Widths.Limit(bits))
            {
                var narrow = potential.Evaluate(structure);
                // Sums over lanes are in another order.
                Assert.Equal(expected.Energy, narrow.Energy, 1e-12 * Math.Abs(expected.Energy));
                Assert.Equal(0, (expected.Forces[7] - narrow.Forces[7]).Length, 1e-12);
            }
        }
    }

    [Fact]
    public void A_step_allocates_nothing() => Assert.Equal(0, Steps.Allocated(Potential(ShortWithTriples), Of("crystal").Repeat(2, 2, 2), EvaluatorOptions.Default));

    [Fact]
    public void Far_apart_atoms_are_bins_apart()
    {
        // A few atoms in much space: no more bins than atoms, however wide the space.
        var structure = new Structure([.. Enumerable.Repeat(Element.Parse("Ar"), 4)], [new(0, 0, 0), new(3.8, 0, 0), new(1e6, 0, 0), new(1e6, 3.8, 0)]);
        var pair = new Structure([.. structure.Elements[..2]], [.. structure.Positions[..2]]);
        var potential = Potential("d3:pbe");
        Assert.Equal(2 * potential.Evaluate(pair).Energy, potential.Evaluate(structure).Energy, 1e-9);
    }

    [Fact]
    public void What_is_wrong_with_a_structure_is_said()
    {
        var potential = Potential("d3:pbe");
        var carbon = Element.Parse("C");
        Assert.Contains("94 elements", Assert.Throws<UncoveredElementException>(() => potential.Evaluate(new Structure([Element.Parse("Am")], [Vec3.Zero]))).Message, StringComparison.Ordinal);
        Assert.Contains("Atoms 1 and 3", Assert.Throws<CoincidentAtomsException>(() => potential.Evaluate(new Structure([carbon, carbon, carbon], [Vec3.Zero, new(1.5, 0, 0), new(0, 0, 1e-4)]))).Message, StringComparison.Ordinal);
        Assert.Contains("atom 2", Assert.Throws<AtomsException>(() => potential.Evaluate(new Structure([carbon, carbon], [Vec3.Zero, new(double.NaN, 0, 0)]))).Message, StringComparison.Ordinal);
        Assert.Equal(0, potential.Evaluate(new Structure([carbon], [Vec3.Zero])).Energy);
        Assert.Equal(0, potential.Evaluate(new Structure([], [])).Energy);
    }
}
