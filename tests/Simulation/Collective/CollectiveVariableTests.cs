using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation.Tests;

public sealed class CollectiveVariableTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Invariant { get; } =
    [
        "distance(1,2)", "angle(2,1,3)", "dihedral(1,2,3,4)", "coordination(1,2-5,r0=1.8)", "coordination(1+2,3-5,r0=2,n=8)", "distance(1,2) - distance(2,3)", "-0.5*angle(1,2,3) + 2 * dihedral(2,3,4,5)",
        "rmsd(FILE)", "rmsd(FILE,1-3,5)", "path(FILE)", "path(FILE,z)", "path(FILE,lambda=4)",
    ];

    /// <summary>Five atoms without symmetry; in a crooked cell where asked, cut by its faces.</summary>
    static Structure Molecule(Cell? cell = null, int seed = 1, double spread = 0.3)
    {
        var random = new Random(seed);
        Vec3[] at = [new(0, 0, 0), new(1.2, 0.2, -0.1), new(1.6, 1.5, 0.3), new(2.8, 1.6, 1.1), new(0.4, -0.9, 1.3)];
        Vec3 Noise() => spread * new Vec3(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
        return new Structure([.. "CONHF".Select(c => Element.Parse(c.ToString()))], [.. at.Select(r => r + Noise())], cell, cell is null ? default : new Periodicity(true, true, true));
    }

    static Cell Crooked { get; } = new(new Vec3(7.5, 0.4, 0), new Vec3(2.1, 8, 0.3), new Vec3(-1, 1.5, 7));

    ICollectiveVariable Parse(string text)
    {
        var path = _folder["reference.xyz"];
        if (!File.Exists(path))
            StructureFiles.Write(path, [.. Enumerable.Range(2, 4).Select(k => new Frame(Molecule(null, k, 1.1)))], true);
        return CollectiveVariables.Parse(text.Replace("FILE", path, StringComparison.Ordinal));
    }

    static double Value(ICollectiveVariable variable, Structure structure)
    {
        var gradient = new CollectiveGradient();
        gradient.Reset(structure.Count);
        return variable.Evaluate(structure, 1, gradient);
    }

    [Theory]
    [MemberData(nameof(Invariant))]
    [InlineData("position(2,y)")]
    public void Gradients_and_strains_are_those_of_differences(string text)
    {
        const double step = 1e-5;
        var variable = Parse(text);
        foreach (var structure in (Structure[])[Molecule(), Molecule(Crooked)])
        {
            variable.Check(structure);
            var gradient = new CollectiveGradient();
            gradient.Reset(structure.Count);
            gradient.Atoms[0] = new Vec3(1, 2, 3);
            variable.Evaluate(structure, 2.5, gradient);
            for (var i = 0; i < structure.Count; i++)
            {
                for (var c = 0; c < 3; c++)
                {
                    double At(double d)
                    {
                        var moved = structure.Clone();
                        moved.Positions[i] += d * new Vec3(c == 0 ? 1 : 0, c == 1 ? 1 : 0, c == 2 ? 1 : 0);
                        return Value(variable, moved);
                    }
                    Assert.Equal((At(step) - At(-step)) / (2 * step) * 2.5 + (i == 0 ? c + 1 : 0), gradient.Atoms[i][c], 1e-6 * (1 + Math.Abs(gradient.Atoms[i][c])));
                }
            }
            for (var k = 0; k < 9; k++)
            {
                double At(double d)
                {
                    var m = new double[9];
                    m[k] = d;
                    return Value(variable, structure.Strained(Mat3.FromSpan(m)));
                }
                Assert.Equal((At(step) - At(-step)) / (2 * step) * 2.5, gradient.Strain[k / 3, k % 3], 1e-6 * (1 + Math.Abs(gradient.Strain[k / 3, k % 3])));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Invariant))]
    public void Moving_turning_and_other_images_change_nothing(string text)
    {
        var variable = Parse(text);
        var (molecule, crystal) = (Molecule(), Molecule(Crooked));
        var rotation = Rotation.About(new Vec3(1, -2, 0.5), 1.1);
        Assert.Equal(Value(variable, molecule), Value(variable, molecule.Translated(new Vec3(3, -1, 7)).Rotated(rotation)), 1e-9);
        Assert.Equal(Value(variable, molecule), Value(variable, crystal), 1e-9);
        Assert.Equal(Value(variable, crystal), Value(variable, crystal.Translated(new Vec3(6.5, 7.2, 6.1)).Wrapped().Rotated(rotation)), 1e-9);
    }

    [Fact]
    public void Values_are_what_one_knows()
    {
        Structure Of(params Vec3[] at) => new([.. at.Select(_ => Element.Parse("C"))], at);
        var bent = Of(new(1, 0, 0), new(0, 0, 0), new(0, 2, 0), new(0, 2, 3));
        Assert.Equal(90, Value(Parse("angle(1,2,3)"), bent), 1e-12);
        // Seen from atom 2 to atom 3 (along y, z to the right of x turned away), the far bond is a quarter turn anticlockwise.
        Assert.Equal(-90, Value(Parse("dihedral(1,2,3,4)"), bent), 1e-12);
        Assert.Equal(-180, Value(Parse("dihedral(1,2,3,4)"), Of(new(1, 0, 0), new(0, 0, 0), new(0, 2, 0), new(-1, 2, 0))), 1e-12);
        Assert.Equal(0.5, Value(Parse("coordination(1,2,r0=1)"), bent), 1e-12);
        Assert.Equal(-1, Value(Parse("distance(1,2)-distance(2,3)"), bent), 1e-12);
        Assert.Equal(2, CollectiveDifference.Between(179, -179, 360), 1e-12);
        var path = Parse("path(FILE,lambda=40)");
        StructureFiles.Read(_folder["reference.xyz"]).Index().ToList().ForEach(f => Assert.InRange(Value(path, f.Item.Structure), f.Index + 0.5, f.Index + 1.5));
        Assert.Equal(0, Value(Parse("rmsd(FILE)"), StructureFiles.Read(_folder["reference.xyz"]).First().Structure.Rotated(Rotation.About(new Vec3(0, 1, 1), 2))), 1e-6);
    }

    [Theory]
    [InlineData("distance(1)", "missing")]
    [InlineData("distance(1,2,3)", "one too many")]
    [InlineData("distance(2,2)", "atom 2 stands in it twice")]
    [InlineData("angle(1,2,1)", "atom 1 stands in it twice")]
    [InlineData("distance(0,2)", "no atom")]
    [InlineData("distance(1,x)", "no atom")]
    [InlineData("distanz(1,2)", "no variable 'distanz'")]
    [InlineData("distance 1,2", "parentheses")]
    [InlineData("distance(1,2) distance(2,3)", "a + or −")]
    [InlineData("2 distance(1,2)", "* is expected")]
    [InlineData("distance(1,2) + angle(1,2,3)", "in Å and what is in °")]
    [InlineData("coordination(1,2-3)", "r0=")]
    [InlineData("coordination(1,2,r0=1,k=3)", "knows no k=")]
    [InlineData("position(1,w)", "none of x, y, z")]
    [InlineData("", "a variable is expected")]
    public void Mistakes_are_sentences(string text, string words) => Assert.Contains(words, Assert.Throws<SimulationException>(() => CollectiveVariables.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_does_not_fit_the_structure_is_refused()
    {
        Assert.Contains("looks at atom 9", Assert.Throws<SimulationException>(() => Parse("distance(1,2) + distance(1,9)").Check(Molecule())).Message, StringComparison.Ordinal);
        Assert.Contains("same elements", Assert.Throws<SimulationException>(() => Parse("path(FILE)").Check(Samples.Argon(1))).Message, StringComparison.Ordinal);
    }
}
