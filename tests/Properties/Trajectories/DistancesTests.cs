using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties.Tests;

public class DistancesTests
{
    static readonly TrajectorySettings Static = new() { Questions = TrajectoryQuestions.Distances | TrajectoryQuestions.StructureFactor };

    [Fact]
    public void Atoms_that_know_nothing_of_each_other_have_g_and_S_of_one()
    {
        var random = new Random(4);
        var cell = new Cell(new Vec3(12, 0, 0), new Vec3(3, 11, 0), new Vec3(-1, 2, 13));
        var elements = Enumerable.Range(0, 200).Select(i => Element.Parse(i % 4 == 0 ? "O" : "H")).ToArray();
        IEnumerable<Frame> Gas() => Enumerable.Range(0, 60).Select(_ => Moving.Once(new Structure(elements, [.. elements.Select(_ => cell.ToCartesian(random.Point()))], cell, Periodicity.All)));
        var analysis = TrajectoryAnalysis.Of(Gas(), Static with { Bins = 10 });
        Assert.Equal(["H–H", "H–O", "O–O"], analysis.Distances.Select(d => d.Pair));
        foreach (var d in analysis.Distances)
        {
            // Of N atoms one is oneself: N − 1 are left of the N that the density promises.
            var like = d.First != d.Second ? 1 : d.First.Symbol == "H" ? 149.0 / 150 : 49.0 / 50;
            for (var k = 2; k < 10; k++)
                Assert.InRange(d.Values[k], like - 5 * d.Errors[k] - 0.01, like + 5 * d.Errors[k] + 0.01);
            Assert.InRange(d.Errors[9], 1e-4, 0.05);
            var ball = 4 * Math.PI / 3 * Math.Pow(d.Radii[9] + 0.5 * (d.Radii[9] - d.Radii[8]), 3) / cell.Volume;
            Assert.Equal(like * (d.Second.Symbol == "H" ? 150 : 50) * ball, d.Coordination[9], 0.05 * d.Coordination[9]);
        }
        Assert.Equal(["all", "H–H", "H–O", "O–O"], analysis.StructureFactors.Select(s => s.Pair));
        foreach (var s in analysis.StructureFactors)
            Assert.Equal(s.Pair == "H–O" ? 0 : 1, s.Values.Average(), 0.03);
        // The missing pair with oneself makes a hole at the origin that a window as narrow as this one sees.
        Assert.All(analysis.StructureFactorOfDistances!.Skip(20), s => Assert.Equal(1, s, 0.15));
    }

    [Fact]
    public void A_pair_without_a_shell_is_no_row_but_a_sentence()
    {
        var alone = new Structure([Element.Parse("Ne")], [Vec3.Zero], new Cell(new Vec3(10, 0, 0), new Vec3(0, 10, 0), new Vec3(0, 0, 10)), Periodicity.All);
        var analysis = TrajectoryAnalysis.Of([Moving.Once(alone), Moving.Once(alone)], Static);
        Assert.Empty(TrajectoryTables.Shells(analysis).Rows);
        Assert.Contains(analysis.Notes, n => n.StartsWith("Of Ne–Ne no first shell", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(4.0, 3)]
    [InlineData(9.9, 1)]
    public void Shells_of_a_lattice(double range, int repeats)
    {
        // Beyond half the cell every image counts, the atom's own ones too.
        const double A = 4;
        var analysis = TrajectoryAnalysis.Of([Moving.Once(Moving.Fcc(A, repeats))], Static with { Range = range, Bins = 400 });
        var g = Assert.Single(analysis.Distances);
        int[] expected = [12, 18, 42, 54, 78, 86, 134];
        for (var shell = 1; A * Math.Sqrt(shell / 2.0) < range - 0.1 && shell < 7; shell++)
        {
            var after = g.Radii.TakeWhile(r => r < A * Math.Sqrt(shell / 2.0) + 0.05).Count();
            Assert.Equal(expected[shell - 1], g.Coordination[after], 1e-9);
        }
        Assert.Equal(A / Math.Sqrt(2), g.Peak!.Position, 0.03);
        Assert.Equal(12, g.Peak.Coordination!.Value.Value, 1e-9);
        Assert.Contains(analysis.Notes, n => n.Contains("one frame", StringComparison.Ordinal));
    }

    [Fact]
    public void Lists_and_all_pairs_count_the_same()
    {
        var random = new Random(6);
        var cell = new Cell(new Vec3(14, 0, 0), new Vec3(4, 13, 0), new Vec3(-2, 3, 15));
        var elements = Enumerable.Range(0, 150).Select(i => Element.Parse(i % 3 == 0 ? "Si" : "O")).ToArray();
        var structure = new Structure(elements, [.. elements.Select(_ => cell.ToCartesian(random.Point()) + new Vec3(100, -30, 7))], cell, new Periodicity(true, false, true));
        var order = new ElementOrder(structure);
        using PairCounter near = new(order, 6, 50), far = new(order, 12, 100);
        near.Count(structure, Team.Single);
        using var team = new Team(3);
        far.Count(structure, team);
        for (var p = 0; p < 3; p++)
            Assert.Equal(near.Counts.Slice(50 * p, 50).ToArray(), far.Counts.Slice(100 * p, 50).ToArray());
        // And as a plain double loop over images counts.
        var plain = new long[3 * 100];
        for (var i = 0; i < structure.Count; i++)
        {
            for (var j = i; j < structure.Count; j++)
            {
                for (var image = -3; image <= 3; image++)
                {
                    for (var other = -3; other <= 3; other++)
                    {
                        var r = (structure.Positions[j] - structure.Positions[i] + new Vec3(image, 0, other) * cell.Vectors).Length;
                        // Of an atom and its own images each pair is met twice.
                        if (r < 12 && (i < j || image > 0 || (image == 0 && other > 0)))
                            plain[order.Pair(order.KindOf[i], order.KindOf[j]) * 100 + (int)(r / 12 * 100)]++;
                    }
                }
            }
        }
        Assert.Equal(plain, far.Counts.ToArray());
    }

    [Fact]
    public void Bonds_of_a_molecule_come_first()
    {
        var random = new Random(9);
        Element[] elements = [Element.Parse("O"), Element.Parse("H"), Element.Parse("H")];
        IEnumerable<Frame> Water() => Enumerable.Range(0, 100).Select(_ => Moving.Once(new Structure(elements,
            [new(0, 0, 0), (0.96 + 0.02 * random.Gaussian()) * new Vec3(1, 0, 0), (0.96 + 0.02 * random.Gaussian()) * new Vec3(-0.25, 0.968, 0)])));
        var analysis = TrajectoryAnalysis.Of(Water(), Static);
        Assert.Empty(analysis.StructureFactors);
        Assert.Null(analysis.Means.Temperature);
        var bonds = analysis.Distances.Single(d => d.Pair == "H–O").Peak!;
        Assert.Equal(0.96, bonds.Position, 0.05);
        Assert.Equal(1, analysis.Distances.Single(d => d.Pair == "H–O").Coordination[^1], 1e-12);
        Assert.Equal(1.52, analysis.Distances.Single(d => d.Pair == "H–H").Peak!.Position, 0.1);
    }

    [Fact]
    public void The_structure_factor_is_its_definition()
    {
        var random = new Random(8);
        var cell = new Cell(new Vec3(7, 0, 0), new Vec3(1, 6, 0), new Vec3(0, 2, 8));
        var elements = Enumerable.Range(0, 21).Select(i => Element.Parse(i % 3 == 0 ? "Na" : "Cl")).ToArray();
        var structure = new Structure(elements, [.. elements.Select(_ => cell.ToCartesian(random.Point()))], cell, Periodicity.All);
        var settings = Static with { LargestWaveVector = 4 };
        var factors = TrajectoryAnalysis.Of([Moving.Once(structure)], settings).StructureFactors;
        var waves = new WaveVectors(cell, 4);
        var reciprocal = 2 * Math.PI * cell.Inverse.Transposed;
        System.Numerics.Complex Wave(int v, string? symbol) => Enumerable.Range(0, 21).Where(i => symbol is null || elements[i].Symbol == symbol)
            .Select(i => System.Numerics.Complex.Exp(new(0, Vec3.Dot(new Vec3(waves.Indices[v].A, waves.Indices[v].B, waves.Indices[v].C) * reciprocal, structure.Positions[i])))).Aggregate((a, b) => a + b);
        for (var shell = 0; shell < waves.ShellLengths.Length; shell++)
        {
            var own = Enumerable.Range(0, waves.ShellOf.Length).Where(v => waves.ShellOf[v] == shell).ToArray();
            Assert.Equal(own.Average(v => Math.Pow(Wave(v, null).Magnitude, 2) / 21), factors[0].Values[shell], 1e-10);
            Assert.Equal(own.Average(v => (Wave(v, "Na") * System.Numerics.Complex.Conjugate(Wave(v, "Cl"))).Real / Math.Sqrt(7 * 14)), factors.Single(f => f.Pair == "Na–Cl").Values[shell], 1e-10);
        }
    }
}
