using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

public sealed class SymmetryOperationTests
{
    [Theory]
    [InlineData("x,y,z", "x,y,z")]
    [InlineData("x,-y,z+1/2", "x,-y,z+1/2")]
    [InlineData(" 1/2-X , +Y, 0.25+z", "-x+1/2,y,z+1/4")]
    [InlineData("-y, x-y, z+0.6667", "-y,x-y,z+2/3")]
    [InlineData("x-1/3,y+5/2,z-0.25", "x+2/3,y+1/2,z+3/4")]
    [InlineData("2*x-y,x,z", "2x-y,x,z")]
    [InlineData("z,x,y", "z,x,y")]
    public void TripletsAreReadAndWritten(string text, string expected)
    {
        var operation = SymmetryOperation.Parse(text);
        Assert.Equal(expected, operation.ToString());
        Assert.Equal(operation, SymmetryOperation.Parse(operation.ToString()));
    }

    [Theory]
    [InlineData("x,y", "'x,y' is not a symmetry operation like 'x,-y,z+1/2': it should have three parts set apart by commas.")]
    [InlineData("x,y,w", "'x,y,w' is not a symmetry operation like 'x,-y,z+1/2': 'w' is not a sum of x, y, z and numbers.")]
    [InlineData("x,x,z", "'x,x,z' is not a symmetry operation like 'x,-y,z+1/2': it does not map the lattice onto itself.")]
    [InlineData("x,,z", "'x,,z' is not a symmetry operation like 'x,-y,z+1/2': one of its parts is empty.")]
    [InlineData("x,y,z 1/2", "'x,y,z 1/2' is not a symmetry operation like 'x,-y,z+1/2': a sign is missing in 'z 1/2'.")]
    [InlineData("x,y,z+1/0", "'x,y,z+1/0' is not a symmetry operation like 'x,-y,z+1/2': '1/0' is no number.")]
    public void WhatIsNoTripletIsRefused(string text, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<AtomsException>(() => SymmetryOperation.Parse(text)).Message);

    [Fact]
    public void ApplyingComposingAndInverting()
    {
        var screw = SymmetryOperation.Parse("-y,x-y,z+1/3");
        var point = new Vec3(0.1, 0.25, 0.7);
        Assert.Equal(new Vec3(-0.25, 0.1 - 0.25, 0.7 + 1.0 / 3), screw.Apply(point));
        Assert.Equal(SymmetryOperation.Identity, screw.After(screw).After(screw));
        Assert.Equal(SymmetryOperation.Identity, screw.After(screw.Inverse()));
        Assert.Equal("-x+y,-x,z+2/3", screw.Inverse().ToString());
        var glide = SymmetryOperation.Parse("x,-y,z+1/2");
        var difference = glide.After(screw).Apply(point) - glide.Apply(screw.Apply(point));
        for (var d = 0; d < 3; d++)
            Assert.Equal(Math.Round(difference[d]), difference[d], 1e-12);
        Assert.Equal("-y,-x+y,z+5/6", glide.After(screw).ToString());
    }

    // Orders of well-known groups: F m -3 m, F d -3 m (origin at the inversion), P 63/m m c, P 32 2 1, I a -3.
    [Theory]
    [InlineData(192, "x,y+1/2,z+1/2", "x+1/2,y,z+1/2", "-x,-y,z", "-x,y,-z", "z,x,y", "y,x,-z", "-x,-y,-z")]
    [InlineData(192, "x,y+1/2,z+1/2", "x+1/2,y,z+1/2", "-x+3/4,-y+1/4,z+1/2", "-x+1/4,y+1/2,-z+3/4", "z,x,y", "y+3/4,x+1/4,-z+1/2", "-x,-y,-z")]
    [InlineData(24, "-y,x-y,z", "-x,-y,z+1/2", "y,x,-z", "-x,-y,-z")]
    [InlineData(6, "-y,x-y,z+2/3", "x-y,-y,-z")]
    [InlineData(48, "x+1/2,y+1/2,z+1/2", "-x+1/2,-y,z+1/2", "-x,y+1/2,-z+1/2", "z,x,y", "-x,-y,-z")]
    public void GeneratorsGiveTheWholeGroup(int order, params string[] generators)
    {
        var group = SymmetryOperation.Group([.. generators.Select(SymmetryOperation.Parse)]);
        Assert.Equal(order, group.Count);
        Assert.Equal(SymmetryOperation.Identity, group[0]);
        var set = group.ToHashSet();
        Assert.All(group, g => Assert.Contains(g.Inverse(), set));
        Assert.All(group, g => Assert.Contains(g.After(group[^1]), set));
    }

    [Fact]
    public void ThatIsNoSpaceGroup() =>
        Assert.Throws<AtomsException>(() => SymmetryOperation.Group(SymmetryOperation.Parse("x+y,y,z")));
}
