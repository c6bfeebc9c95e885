using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Campaigns.Tests;

/// <summary>How far structures are apart.</summary>
public sealed class LikenessTests
{
    static readonly Element[] Water = [new(8), new(1), new(1)];

    [Fact]
    public void Copies_turned_moved_and_renumbered_are_the_same()
    {
        Vec3[] positions = [new(0, 0, 0.119), new(0, 0.763, -0.477), new(0.1, -0.763, -0.477)];
        var turn = Mat3.FromRows(new Vec3(0, 1, 0), new Vec3(0, 0, 1), new Vec3(1, 0, 0));
        var one = Likeness.Of(new Structure(Water, positions));
        var other = Likeness.Of(new Structure([new(1), new(8), new(1)], [.. new[] { positions[2], positions[0], positions[1] }.Select(p => turn * p + new Vec3(3, 1, -7))]));
        Assert.Equal(0, one.To(other), 12);
    }

    [Fact]
    public void A_moved_atom_is_as_far_as_its_distances_say()
    {
        var one = Likeness.Of(new Structure(Water, [new(0, 0, 0), new(0, 0, 1), new(0, 2, 0)]));
        var other = Likeness.Of(new Structure(Water, [new(0, 0, 0), new(0, 0, 1.1), new(0, 2, 0)]));
        Assert.Equal(one.To(other), other.To(one), 12);
        Assert.InRange(one.To(other), 0.05, 0.1);
        Assert.Equal(0.03, one.To(other, least: 0.03));
        Assert.True(double.IsPositiveInfinity(one.To(Likeness.Of(new Structure([new(8), new(1)], [new(0, 0, 0), new(0, 0, 1)])))));
    }

    [Fact]
    public void Crystals_are_compared_across_their_borders()
    {
        var cell = new Cell(Mat3.Diagonal(4, 4, 4));
        Structure At(double x, double y) => new([new(29), new(29)], [new(x, 0, 0), new(x + y, 2, 2)], cell, new Periodicity(true, true, true));
        Assert.Equal(0, Likeness.Of(At(0, 2)).To(Likeness.Of(At(3.7, 2))), 9);
        Assert.True(Likeness.Of(At(0, 2)).To(Likeness.Of(At(0, 2.3))) > 0.05);
    }
}
