using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

public sealed class PlacementTests
{
    static readonly Cell Leaning = new(new Vec3(5, 0, 0), new Vec3(2, 4, 0), new Vec3(-1, 1, 6));

    static Structure Scattered(Periodicity periodic, int seed)
    {
        var random = new Random(seed);
        var positions = Enumerable.Range(0, 12).Select(_ => new Vec3(random.NextDouble(), random.NextDouble(), random.NextDouble()) * 60 - new Vec3(30, 30, 30)).ToArray();
        return new Structure([.. Enumerable.Repeat(Element.Parse("Si"), 12)], positions, Leaning, periodic);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, true)]
    [InlineData(false, false, true)]
    public void WrappingMovesAtomsByWholeLatticeVectorsIntoTheCell(bool a, bool b, bool c)
    {
        var periodic = new Periodicity(a, b, c);
        var before = Scattered(periodic, 3);
        var after = before.Wrapped();
        for (var i = 0; i < before.Count; i++)
        {
            var s = Leaning.ToFractional(after.Positions[i]);
            var moved = Leaning.ToFractional(after.Positions[i] - before.Positions[i]);
            for (var d = 0; d < 3; d++)
            {
                Assert.Equal(Math.Round(moved[d]), moved[d], 1e-12);
                if (periodic[d])
                    Assert.InRange(s[d], 0, 1 - 1e-16);
                else
                    Assert.Equal(0, moved[d], 1e-12);
            }
        }
    }

    [Fact]
    public void AnAtomARoundingErrorOutsideLandsInside()
    {
        var s = new Structure([Element.Parse("H")], [new Vec3(-1e-18, 0, 0)], Cell.Cubic(3), Periodicity.All).Wrapped();
        Assert.InRange(s.Positions[0].X, 0, 2.999999);
    }

    [Fact]
    public void AnAtomInsideKeepsItsBits()
    {
        var inside = Scattered(Periodicity.All, 4).Wrapped();
        Assert.Equal(inside.Positions, inside.Wrapped().Positions);
    }

    [Fact]
    public void TurningKeepsDistancesAndTurnsCellAndVelocities()
    {
        var random = new Random(5);
        var before = Scattered(Periodicity.All, 5);
        before.Velocities = [.. before.Positions];
        for (var trial = 0; trial < 20; trial++)
        {
            var r = Rotation.Random(random);
            Assert.Equal(1, r.Determinant, 1e-14);
            var after = before.Rotated(r);
            Distances.AssertEqual(Distances.Around(before, 0, 6), Distances.Around(after, 0, 6), 1e-11);
            Assert.Equal(after.Positions, after.Velocities!);
            Assert.Equal(0, (before.Cell!.ToFractional(before.Positions[3]) - after.Cell!.ToFractional(after.Positions[3])).Length, 1e-12);
        }
        Assert.Equal(before.Positions, before.Velocities!);
    }

    [Fact]
    public void AQuarterTurnAboutZTakesXToY()
    {
        var turned = Rotation.About(new Vec3(0, 0, 2), Math.PI / 2) * new Vec3(1, 0, 0);
        Assert.Equal(0, (turned - new Vec3(0, 1, 0)).Length, 1e-15);
        Assert.Throws<AtomsException>(() => Rotation.About(Vec3.Zero, 1));
    }

    [Fact]
    public void AMirrorTurnsOneAxisRound()
    {
        var mirror = Rotation.Mirror(new Vec3(0, 3, 0));
        Assert.Equal(new Vec3(1, -2, 3), mirror * new Vec3(1, 2, 3));
        Assert.Equal(-1, mirror.Determinant, 1e-15);
    }

    [Fact]
    public void RandomRotationsAreUniform()
    {
        // Under the uniform distribution the mean of every entry of R is 0 and of its square 1/3.
        var random = new Random(6);
        var squares = 0.0;
        var mean = Mat3.Zero;
        const int trials = 20000;
        for (var i = 0; i < trials; i++)
        {
            var r = Rotation.Random(random);
            mean += (1.0 / trials) * r;
            squares += r.XY * r.XY / trials;
        }
        Assert.Equal(1.0 / 3, squares, 0.01);
        for (var i = 0; i < 9; i++)
            Assert.Equal(0, mean[i / 3, i % 3], 0.02);
    }

    [Fact]
    public void SelectReordersEverythingThatBelongsToAtoms()
    {
        var s = new Structure([Element.Parse("C"), Element.Parse("O")], [Vec3.Zero, new(1.1, 0, 0)]) { Masses = [13, 18], Velocities = [new(1, 0, 0), new(2, 0, 0)] };
        var swapped = s.Select([1, 0]);
        Assert.Equal("O", swapped.Elements[0].Symbol);
        Assert.Equal(18, swapped.MassOf(0));
        Assert.Equal(1.1, swapped.Positions[0].X);
        Assert.Equal(2, swapped.Velocities![0].X);
        Assert.Equal("There is no atom 3 in CO; it has 2 atoms.", Assert.Throws<AtomsException>(() => s.Select([2])).Message);
    }
}
