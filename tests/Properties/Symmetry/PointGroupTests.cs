using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties.Tests;

public sealed class PointGroupTests
{
    static Vec3 D(int k, int of, double radius, double z, double offset = 0)
    {
        var angle = 2 * Math.PI * (k + offset) / of;
        return new(radius * Math.Cos(angle), radius * Math.Sin(angle), z);
    }

    static Structure Rings(params (string Element, int Count, double Radius, double Z, double Offset)[] rings) => new(
        [.. rings.SelectMany(r => Enumerable.Repeat(Element.Parse(r.Element), r.Count))],
        [.. rings.SelectMany(r => Enumerable.Range(0, r.Count).Select(k => D(k, r.Count, r.Radius, r.Z, r.Offset)))]);

    static Structure Icosahedron()
    {
        var golden = (1 + Math.Sqrt(5)) / 2;
        var places = new List<Vec3>();
        foreach (var a in (int[])[1, -1])
        {
            foreach (var b in (int[])[1, -1])
                places.AddRange([new(0, a, b * golden), new(a, b * golden, 0), new(b * golden, 0, a)]);
        }
        return new([.. places.Select(_ => new Element(5))], [.. places]);
    }

    static Structure Named(string name) => name switch
    {
        "argon" => Molecules.Of("Ar", Vec3.Zero),
        "nitrogen" => Molecules.Of("N N", Vec3.Zero, new(1.1, 0, 0)),
        "carbon monoxide" => Molecules.Of("C O", Vec3.Zero, new(1.1, 0, 0)),
        "carbon dioxide" => Molecules.Of("O C O", new(-1.16, 0, 0), Vec3.Zero, new(1.16, 0, 0)),
        "water" => Molecules.Of("O H H", new(0, 0, 0.1), new(0, 0.76, -0.47), new(0, -0.76, -0.47)),
        "formaldehyde" => Molecules.Of("C O H H", new(0, 0, 0), new(0, 0, 1.2), new(0, 0.94, -0.59), new(0, -0.94, -0.59)),
        "ammonia" => Rings(("N", 1, 0, 0.3, 0), ("H", 3, 0.94, 0, 0)),
        "flat ammonia" => Rings(("N", 1, 0, 0, 0), ("H", 3, 1, 0, 0)),
        "methane" => Molecules.Of("C H H H H", Vec3.Zero, new(0.63, 0.63, 0.63), new(-0.63, -0.63, 0.63), new(0.63, -0.63, -0.63), new(-0.63, 0.63, -0.63)),
        "sulphur hexafluoride" => Molecules.Of("S F F F F F F", Vec3.Zero, new(1.56, 0, 0), new(-1.56, 0, 0), new(0, 1.56, 0), new(0, -1.56, 0), new(0, 0, 1.56), new(0, 0, -1.56)),
        "benzene" => Rings(("C", 6, 1.39, 0, 0), ("H", 6, 2.48, 0, 0)),
        "eclipsed ethane" => Rings(("C", 1, 0, 0.76, 0), ("C", 1, 0, -0.76, 0), ("H", 3, 1.02, 1.16, 0), ("H", 3, 1.02, -1.16, 0)),
        "staggered ethane" => Rings(("C", 1, 0, 0.76, 0), ("C", 1, 0, -0.76, 0), ("H", 3, 1.02, 1.16, 0), ("H", 3, 1.02, -1.16, 0.5)),
        "twisted ethane" => Rings(("C", 1, 0, 0.76, 0), ("C", 1, 0, -0.76, 0), ("H", 3, 1.02, 1.16, 0), ("H", 3, 1.02, -1.16, 0.2)),
        "ethylene" => Molecules.Of("C C H H H H", new(0.67, 0, 0), new(-0.67, 0, 0), new(1.24, 0.93, 0), new(1.24, -0.93, 0), new(-1.24, 0.93, 0), new(-1.24, -0.93, 0)),
        "allene" => Molecules.Of("C C C H H H H", Vec3.Zero, new(1.31, 0, 0), new(-1.31, 0, 0), new(1.87, 0.93, 0), new(1.87, -0.93, 0), new(-1.87, 0, 0.93), new(-1.87, 0, -0.93)),
        "hydrogen peroxide" => Molecules.Of("O O H H", new(0.73, 0, 0), new(-0.73, 0, 0), new(0.84, 0.8, 0.5), new(-0.84, -0.8, 0.5)),
        "trans-hydrogen peroxide" => Molecules.Of("O O H H", new(0.73, 0, 0), new(-0.73, 0, 0), new(0.84, 0.9, 0), new(-0.84, -0.9, 0)),
        "hypochlorous acid" => Molecules.Of("O H Cl", Vec3.Zero, new(0.97, 0, 0), new(-0.3, 1.66, 0)),
        "bromochlorofluoromethane" => Molecules.Of("C H F Cl Br", Vec3.Zero, new(0.63, 0.63, 0.63), new(-0.78, -0.78, 0.78), new(1, -1, -1), new(-1.1, 1.1, -1.1)),
        "meso" => Molecules.Of("C C H H F F Cl Cl", new(0.7, 0, 0.3), new(-0.7, 0, -0.3), new(1, 0.9, 0.4), new(-1, -0.9, -0.4), new(1.2, -0.5, 1.3), new(-1.2, 0.5, -1.3), new(1.4, -1, -1), new(-1.4, 1, 1)),
        _ => Icosahedron(),
    };

    [Theory]
    [InlineData("argon", "atom", 1)]
    [InlineData("nitrogen", "D∞h", 2)]
    [InlineData("carbon monoxide", "C∞v", 1)]
    [InlineData("carbon dioxide", "D∞h", 2)]
    [InlineData("water", "C2v", 2)]
    [InlineData("formaldehyde", "C2v", 2)]
    [InlineData("ammonia", "C3v", 3)]
    [InlineData("flat ammonia", "D3h", 6)]
    [InlineData("methane", "Td", 12)]
    [InlineData("sulphur hexafluoride", "Oh", 24)]
    [InlineData("benzene", "D6h", 12)]
    [InlineData("eclipsed ethane", "D3h", 6)]
    [InlineData("staggered ethane", "D3d", 6)]
    [InlineData("twisted ethane", "D3", 6)]
    [InlineData("ethylene", "D2h", 4)]
    [InlineData("allene", "D2d", 4)]
    [InlineData("hydrogen peroxide", "C2", 2)]
    [InlineData("trans-hydrogen peroxide", "C2h", 2)]
    [InlineData("hypochlorous acid", "Cs", 1)]
    [InlineData("bromochlorofluoromethane", "C1", 1)]
    [InlineData("meso", "Ci", 1)]
    [InlineData("boron icosahedron", "Ih", 60)]
    public void Groups_and_their_numbers(string molecule, string group, int number)
    {
        var structure = Named(molecule);
        var random = new Random(3);
        double Noise() => 1e-3 * (random.NextDouble() - 0.5);
        foreach (var angle in new[] { 0, 0.4, 2.2 })
        {
            var turned = structure.Turned(angle);
            var moved = turned.With(null, [.. turned.Positions.Select(r => r + new Vec3(3 + Noise(), 1 + Noise(), Noise()))]);
            Assert.Equal(new PointGroup(group, number), PointGroup.Of(structure.Count < 4 ? turned : moved));
        }
    }

    [Fact]
    public void An_isotope_breaks_symmetry_and_tolerance_forgives()
    {
        var methane = Named("methane");
        methane.Masses = [12.011, 2.014, 1.008, 1.008, 1.008];
        Assert.Equal(new PointGroup("C3v", 3), PointGroup.Of(methane));
        var water = Named("water");
        water.Positions[1] += new Vec3(0, 0.1, 0);
        Assert.Equal(new PointGroup("Cs", 1), PointGroup.Of(water));
        Assert.Equal(new PointGroup("C2v", 2), PointGroup.Of(water, tolerance: 0.3));
    }
}
