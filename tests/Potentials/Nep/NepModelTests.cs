using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Nep;

namespace Athanor.Potentials.Tests.Nep;

/// <summary>Random models of every sort against their definition.</summary>
public sealed class NepModelTests
{
    public static TheoryData<string> Forms => [.. NepSamples.Forms.Keys];

    static Structure StructureFor(NepModel model, int seed = 3) => NepSamples.Structure(model, 14, seed);

    [Theory]
    [MemberData(nameof(Forms))]
    public void Energies_are_those_of_the_definition(string form)
    {
        var model = NepSamples.Model(form);
        foreach (var (periodic, nearest) in new[] { (true, 1.2), (false, 0.9) })
        {
            var structure = NepSamples.Structure(model, 14, 3, nearest: nearest, periodic: periodic);
            var expected = SlowNep.Energies(model, structure);
            var found = model.Evaluate(structure).AtomEnergies;
            for (var i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], found[i], 1e-11 * (1 + Math.Abs(expected[i])));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Forces_and_virial_are_derivatives_of_the_definition(string form)
    {
        var model = NepSamples.Model(form);
        var structure = StructureFor(model);
        var found = model.Evaluate(structure);
        var random = new Random(5);
        Vec3 Direction() => new(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
        var scale = Samples.Rms(found.Forces.ToArray());
        Assert.True(scale > 1e-4);
        for (var trial = 0; trial < 3; trial++)
        {
            var along = structure.Positions.Select(_ => Direction()).ToArray();
            var expected = -SlowNep.Derivative(model, structure, along, Mat3.Zero);
            var sum = 0.0;
            for (var i = 0; i < along.Length; i++)
                sum += Vec3.Dot(along[i], found.Forces[i]);
            Assert.Equal(expected, sum, 1e-11 * scale * along.Length);
            var strain = Mat3.Outer(Direction(), Direction());
            var work = -SlowNep.Derivative(model, structure, new Vec3[along.Length], strain);
            var virial = 0.0;
            for (var c = 0; c < 9; c++)
                virial += strain[c / 3, c % 3] * found.Virial[c / 3, c % 3];
            Assert.Equal(work, virial, 1e-11 * scale * along.Length * model.Range);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Single_precision_agrees_with_double(string form)
    {
        var model = NepSamples.Model(form);
        var structure = StructureFor(model);
        Prediction exact = model.Evaluate(structure), single = model.Evaluate(structure, new EvaluatorOptions(Team.Single, Precision.Single));
        var error = Samples.Rms(exact.Forces.ToArray().Zip(single.Forces.ToArray(), (a, b) => a - b));
        Assert.True(error < 2e-6 * Samples.Rms(exact.Forces.ToArray()), $"{error} of {Samples.Rms(exact.Forces.ToArray())}");
        Assert.Equal(exact.Energy, single.Energy, 2e-6 * structure.Count);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_width_agrees(string form)
    {
        var model = NepSamples.Model(form);
        var structure = StructureFor(model);
        var wide = model.Evaluate(structure);
        var scale = Samples.Rms(wide.Forces.ToArray());
        foreach (var bits in new[] { 256, 128, 0 })
        {
            using var limit = Widths.Limit(bits);
            var narrow = model.Evaluate(structure);
            var single = model.Evaluate(structure, new EvaluatorOptions(Team.Single, Precision.Single));
            for (var i = 0; i < structure.Count; i++)
            {
                Assert.True((wide.Forces[i] - narrow.Forces[i]).Length < 1e-11 * scale);
                Assert.True((wide.Forces[i] - single.Forces[i]).Length < 2e-5 * scale);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Turning_mirroring_moving_and_renumbering_change_nothing(string form)
    {
        var model = NepSamples.Model(form);
        var structure = StructureFor(model);
        var before = model.Evaluate(structure);
        var random = new Random(11);
        var order = Enumerable.Range(0, structure.Count).ToArray();
        random.Shuffle(order);
        foreach (var turn in new[] { Rotation.Random(random), Rotation.Mirror(new(1, 2, -0.5)) * Rotation.Random(random) })
        {
            var after = model.Evaluate(structure.Rotated(turn).Select(order).Translated(new(3.3, -17, 0.4)));
            Assert.Equal(before.Energy, after.Energy, 1e-11 * Math.Max(1, Math.Abs(before.Energy)));
            for (var k = 0; k < order.Length; k++)
                Assert.True((turn * before.Forces[order[k]] - after.Forces[k]).Length < 1e-10 * (1 + before.Forces[order[k]].Length));
        }
        Assert.Equal(2 * before.Energy, model.Evaluate(structure.Repeat(2, 1, 1)).Energy, 1e-11 * Math.Max(1, Math.Abs(before.Energy)));
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits_and_a_step_allocates_nothing()
    {
        var model = NepSamples.Model("nep4 all, cutoffs by element, ZBL by radii");
        var structure = NepSamples.Structure(model, 60, 5, edge: 10).Repeat(3, 3, 3);
        using var team = new Team(2);
        using IEvaluator one = model.Open(EvaluatorOptions.Default), two = model.Open(new EvaluatorOptions(team));
        Prediction a = new(), b = new();
        one.Evaluate(structure, Request.Everything, a);
        two.Evaluate(structure, Request.Everything, b);
        Assert.Equal(a.Energy, b.Energy);
        Assert.True(a.Forces.SequenceEqual(b.Forces));
        one.Evaluate(structure, Request.Everything, a);
        var before = GC.GetAllocatedBytesForCurrentThread();
        one.Evaluate(structure, Request.Everything, a);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void An_atom_alone_has_the_energy_of_its_biases()
    {
        var model = NepSamples.Model("nep5 l6, ZBL");
        var alone = new Structure([NepSamples.O], [Vec3.Zero]);
        Assert.Equal(SlowNep.Energies(model, alone)[0], model.Evaluate(alone).Energy, 1e-13);
        Assert.Equal(Vec3.Zero, model.Evaluate(alone).Forces[0]);
    }
}
