using System.Globalization;
using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

public sealed class BandPathTests
{
    // Made by golden/band-paths.py.
    static readonly string[] Golden = File.ReadAllLines(Path.Combine(SharedData.Repository, "tests", "Atoms", "Symmetry", "golden", "band-paths.txt"));

    public static TheoryData<string> Lattices => [.. Golden];

    [Theory]
    [MemberData(nameof(Lattices))]
    public void Paths_are_those_of_another_program_however_the_crystal_lies(string golden)
    {
        var fields = golden.Split(';');
        double[] Numbers(string text) => [.. text.Split(' ').Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
        var (vectors, norms) = (Mat3.FromSpan(Numbers(fields[1])), Numbers(fields[3]));
        var random = new Random(golden.Length);
        var one = new Structure([new Element(14)], [new Vec3(0.3, 0.1, 0.2)], new Cell(vectors), Periodicity.All);
        foreach (var structure in new[] { one, one.Rotated(Rotation.Random(random)), one.Repeat(2, 1, 3).Rotated(Rotation.Random(random)) })
        {
            var path = BandPath.Of(SpaceGroup.Of(structure));
            Assert.Equal(fields[0], path.Lattice);
            Assert.Equal(fields[2], path.ToString());
            var points = path.Runs.SelectMany(r => r).ToArray();
            Assert.Equal(norms.Length, points.Length);
            for (var k = 0; k < norms.Length; k++)
            {
                Assert.True(Math.Abs(norms[k] - points[k].Cartesian.Length) < 1e-8, $"{fields[0]} {points[k].Label}: {points[k].Cartesian.Length} for {norms[k]}");
                // The way to it through the cell's reciprocal vectors.
                var reciprocal = PrimitiveCell.Of(structure).Structure.Cell!.Inverse.Transposed;
                Assert.Equal(0, (points[k].Fractional * reciprocal - points[k].Cartesian).Length, 1e-8);
            }
        }
    }

    [Fact]
    public void Samples_lie_evenly_and_end_at_the_points()
    {
        var path = BandPath.Of(SpaceGroup.Of(Crystal.Diamond(new Element(14), 5.43)));
        var runs = path.Sampled(0.01);
        Assert.Equal(2, runs.Count);
        Assert.Equal("Γ", runs[0][0].Label);
        Assert.Equal(10, runs[0].Count(p => p.Label.Length > 0));
        Assert.Equal(runs[0][^1].Way, runs[1][0].Way);
        Assert.All(runs[0].Zip(runs[0].Skip(1)), p => Assert.InRange(p.Second.Way - p.First.Way, 0.005, 0.01 + 1e-12));
        Assert.Equal(1 / 5.43, runs[0].First(p => p.Label == "X").Way, 1e-12);
    }

    [Theory]
    [InlineData("diamond", "cF", 5.43, 5.43)]
    [InlineData("hcp", "hP", 3.2, 5.2256)]
    [InlineData("rutile", "tP", 4.594, 2.959)]
    [InlineData("quartz", "hP", 4.913, 5.405)]
    [InlineData("bcc", "cI", 3.2, 3.2)]
    [InlineData("fcc 3x3x3", "cF", 3.6, 3.6)]
    public void Conventional_cells_lie_along_the_axes(string name, string lattice, double a, double c)
    {
        var cell = ConventionalCell.Of(SpaceGroup.Of(SpaceGroupTests.Named(name)));
        Assert.Equal(lattice, cell.Lattice);
        Assert.Equal(a, cell.Vectors.Row(0).Length, 1e-4);
        Assert.Equal(c, cell.Vectors.Row(2).Length, 1e-4);
        Assert.True(cell.Vectors.Determinant > 0);
    }
}
