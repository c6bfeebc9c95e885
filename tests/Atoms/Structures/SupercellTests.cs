using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

public sealed class SupercellTests
{
    static Structure Triclinic(Periodicity periodic, int seed = 1)
    {
        var random = new Random(seed);
        var cell = new Cell(new Vec3(3.1, 0.4, 0.2), new Vec3(0.5, 2.9, -0.3), new Vec3(-0.4, 0.6, 3.3));
        var positions = Enumerable.Range(0, 3).Select(_ => new Vec3(random.NextDouble(), random.NextDouble(), random.NextDouble()) * cell.Vectors).ToArray();
        return new Structure([Element.Parse("O"), Element.Parse("H"), Element.Parse("H")], positions, cell, periodic)
        {
            Velocities = [new(1, 2, 3), new(4, 5, 6), new(7, 8, 9)],
            Masses = [16, 2, 1],
            Charge = -1,
            Multiplicity = 2,
        };
    }

    [Fact]
    public void EveryCopySeesTheSameSurroundings()
    {
        var one = Triclinic(Periodicity.All);
        var many = one.Repeat(2, 1, 3);
        Assert.Equal(18, many.Count);
        Assert.Equal(6 * one.Cell!.Volume, many.Cell!.Volume, 1e-10);
        for (var i = 0; i < many.Count; i++)
        {
            Assert.Equal(one.Elements[i % 3], many.Elements[i]);
            Distances.AssertEqual(Distances.Around(one, i % 3, 5), Distances.Around(many, i, 5), 1e-10);
        }
    }

    [Fact]
    public void WhatBelongsToAtomsIsRepeatedAndTheChargeMultiplied()
    {
        var many = Triclinic(Periodicity.All).Repeat(1, 2, 1);
        Assert.Equal(new Vec3(4, 5, 6), many.Velocities![4]);
        Assert.Equal([16, 2, 1, 16, 2, 1], many.Masses!);
        Assert.Equal(-2, many.Charge);
        Assert.Null(many.Multiplicity);
        Assert.Equal(2, Triclinic(Periodicity.All).Repeat(1, 1, 1).Multiplicity);
    }

    [Fact]
    public void AnEdgeIsNotRepeated()
    {
        var slab = Triclinic(new Periodicity(true, true, false));
        Assert.Equal(12, slab.Repeat(2, 2, 1).Count);
        var refusal = Assert.Throws<AtomsException>(() => slab.Repeat(1, 1, 2));
        Assert.Equal("The structure does not repeat along lattice vector c (pbc \"T T F\"), so it cannot be multiplied there.", refusal.Message);
    }

    [Fact]
    public void AMoleculeIsNotRepeated() =>
        Assert.Throws<AtomsException>(() => new Structure([Element.Parse("H")], [Vec3.Zero]).Repeat(2, 1, 1));
}
