using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Tests;

/// <summary>Derivatives of forces along displacements: exact ones against differences of forces, and what a Hessian must be.</summary>
public sealed class ForceTangentTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = GradientTests.Cases;
            cases.Add("lj:epsilon=0.0104,sigma=3.4,cutoff=8.5", "argon");
            cases.Add("morse:D=0.34,alpha=1.36,r0=2.87,cutoff=7,shift", "molecule");
            cases.Add("sw + sw", "silicon");
            return cases;
        }
    }

    internal static Vec3[] Direction(int count, int seed)
    {
        var random = new Random(seed);
        double Next() => 2 * random.NextDouble() - 1;
        return [.. Enumerable.Range(0, count).Select(_ => new Vec3(Next(), Next(), Next()))];
    }

    static Vec3[] Tangent(IForceTangent forces, Structure structure, Vec3[] direction)
    {
        var tangent = new Vec3[structure.Count];
        forces.ForceTangent(structure, direction, tangent);
        return tangent;
    }

    static double Dot(Vec3[] a, Vec3[] b) => a.Zip(b, (x, y) => x.X * y.X + x.Y * y.Y + x.Z * y.Z).Sum();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Tangents_are_differences_of_forces(string expression, string sample)
    {
        var structure = GradientTests.Of(sample);
        using var evaluator = PotentialGrammar.Parse(expression).Open(EvaluatorOptions.Default);
        var forces = ForceTangents.Of(evaluator);
        Assert.True(forces.HasForceTangent);
        var direction = Direction(structure.Count, 3);
        var tangent = Tangent(forces, structure, direction);
        var prediction = new Prediction();
        Vec3[] At(double t)
        {
            evaluator.Evaluate(structure.With(structure.Cell, [.. structure.Positions.Zip(direction, (r, v) => r + t * v)]), Request.Forces, prediction);
            return prediction.Forces.ToArray();
        }
        const double h = 2e-4;
        Vec3[] up = At(h), down = At(-h), up2 = At(2 * h), down2 = At(-2 * h);
        var scale = Samples.Rms(tangent);
        Assert.True(scale > 1e-2);
        for (var i = 0; i < structure.Count; i++)
        {
            var difference = 1 / (12 * h) * (8 * (up[i] - down[i]) - (up2[i] - down2[i]));
            Assert.Equal(0, (tangent[i] - difference).Length, 1e-7 * scale);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_hessian_is_symmetric_and_knows_no_translation(string expression, string sample)
    {
        var structure = GradientTests.Of(sample);
        using var evaluator = PotentialGrammar.Parse(expression).Open(EvaluatorOptions.Default);
        var forces = ForceTangents.Of(evaluator);
        Vec3[] u = Direction(structure.Count, 1), v = Direction(structure.Count, 2);
        Vec3[] hu = Tangent(forces, structure, u), hv = Tangent(forces, structure, v);
        var scale = Math.Sqrt(Dot(hu, hu) * Dot(v, v));
        Assert.Equal(0, Dot(v, hu) - Dot(u, hv), 1e-13 * scale);
        var still = Tangent(forces, structure, [.. u.Select(_ => new Vec3(0.3, -1, 0.7))]);
        Assert.All(still, f => Assert.Equal(0, f.Length, 1e-12 * scale));
    }

    [Fact]
    public void Several_blocks_and_threads_give_the_same_bits()
    {
        var structure = Samples.Silicon(4);
        var direction = Direction(structure.Count, 5);
        var potential = PotentialGrammar.Parse("sw + zbl:scale=1.5");
        using var one = potential.Open(EvaluatorOptions.Default);
        using var team = new Team(3);
        using var several = potential.Open(new EvaluatorOptions(team, Skin: 0.3));
        using var alike = potential.Open(new EvaluatorOptions(Team.Single, Skin: 0.3));
        var tangent = Tangent(ForceTangents.Of(alike), structure, direction);
        Assert.Equal(tangent, Tangent(ForceTangents.Of(several), structure, direction));
        var scale = Samples.Rms(tangent);
        Assert.All(tangent.Zip(Tangent(ForceTangents.Of(one), structure, direction)), p => Assert.Equal(0, (p.First - p.Second).Length, 1e-12 * scale));
    }

    [Fact]
    public void What_cannot_differentiate_is_differenced()
    {
        var structure = Samples.Silicon(1);
        var direction = Direction(structure.Count, 5);
        using var exact = new StillingerWeber().Open(EvaluatorOptions.Default);
        using var single = new StillingerWeber().Open(EvaluatorOptions.Default with { Precision = Precision.Single });
        using var hidden = new Hidden(new StillingerWeber().Open(EvaluatorOptions.Default));
        var tangent = Tangent(ForceTangents.Of(exact), structure, direction);
        var scale = Samples.Rms(tangent);
        foreach (var (evaluator, precision, tolerance) in new[] { (hidden, Precision.Double, 1e-8), (single, Precision.Single, 5e-3) })
        {
            var forces = ForceTangents.Of(evaluator, precision);
            Assert.False(forces.HasForceTangent);
            Assert.All(tangent.Zip(Tangent(forces, structure, direction)), p => Assert.Equal(0, (p.First - p.Second).Length, tolerance * scale));
            Assert.All(Tangent(forces, structure, new Vec3[structure.Count]), f => Assert.Equal(Vec3.Zero, f));
        }
        Assert.Throws<NotSupportedException>(() => ((IForceTangent)single).ForceTangent(structure, direction, new Vec3[structure.Count]));
    }

    [Fact]
    public void A_sum_can_where_all_its_members_can()
    {
        var structure = Samples.Silicon(1);
        var direction = Direction(structure.Count, 5);
        var silicon = new StillingerWeber();
        using var exact = silicon.Open(EvaluatorOptions.Default);
        var tangent = Tangent(ForceTangents.Of(exact), structure, direction);
        using var committee = new WeightedSum([(-0.5, new Committee("two", [silicon, new StillingerWeber()])), (2.0, silicon)]).Open(EvaluatorOptions.Default);
        Assert.True(committee is IForceTangent { HasForceTangent: true });
        Assert.All(tangent.Zip(Tangent(ForceTangents.Of(committee), structure, direction)), p => Assert.Equal(0, (1.5 * p.First - p.Second).Length, 1e-12));
        using var mixed = new WeightedSum([(1.0, silicon), (1.0, new HiddenPotential(silicon))]).Open(EvaluatorOptions.Default);
        Assert.False(mixed is IForceTangent { HasForceTangent: true });
    }

    [Fact]
    public void A_kink_within_the_step_is_noticed()
    {
        var structure = new Structure([new(1), new(1)], [Vec3.Zero, new(1, 0, 0)]);
        var forces = ForceTangents.Of(new Kinked());
        // The kink is 0.4 µÅ away: a step of 1 µÅ would give a slope of 30 + 0.3 · 20.
        Assert.Equal(-30, Tangent(forces, structure, [new(1, 0, 0), Vec3.Zero])[0].X, 1e-4);
        // Moved, it stands on the other side.
        structure.Positions[0] = new(8e-7, 0, 0);
        Assert.Equal(-50, Tangent(forces, structure, [new(1, 0, 0), Vec3.Zero])[0].X, 1e-4);
    }

    [Fact]
    public void Noise_that_is_declared_makes_steps_longer()
    {
        const double Noise = 1e-7;
        var structure = Samples.Silicon(1);
        var direction = Direction(structure.Count, 5);
        using var exact = new StillingerWeber().Open(EvaluatorOptions.Default);
        var tangent = Tangent(ForceTangents.Of(exact), structure, direction);
        using var noisy = new Noisy(new StillingerWeber().Open(EvaluatorOptions.Default), Noise);
        double Error(IEvaluator evaluator) => tangent.Zip(Tangent(ForceTangents.Of(evaluator), structure, direction)).Max(p => (p.First - p.Second).Length);
        using var silent = new Hidden(noisy);
        // Over 10⁻⁶ Å it would be some 0.1 eV/Å².
        Assert.InRange(Error(noisy), 0, 2e-3);
        Assert.True(Error(silent) > 0.02);
        var sum = new WeightedSum([(-2, new NoisyPotential(Noise)), (1, new StillingerWeber()), (0.5, new Committee("two", [new NoisyPotential(Noise), new NoisyPotential(Noise)]))]);
        using var opened = sum.Open(EvaluatorOptions.Default);
        Assert.Equal(2.5 * Noise, ((IForceNoise)opened).ForceNoise, 1e-20);
    }

    /// <summary>Adds to each component a rest that has no memory of the geometry.</summary>
    sealed class Noisy(IEvaluator evaluator, double noise) : IEvaluator, IForceNoise
    {
        readonly Random _random = new(1);

        public double ForceNoise => noise;

        public void Evaluate(Structure structure, Request request, Prediction into)
        {
            evaluator.Evaluate(structure, request, into);
            foreach (ref var f in into.Forces)
                f += noise * new Vec3(_random.NextDouble() - 0.5, _random.NextDouble() - 0.5, _random.NextDouble() - 0.5);
        }

        public void Dispose() => evaluator.Dispose();
    }

    sealed class NoisyPotential(double noise) : IPotential
    {
        public string Name => "noisy";

        public double? Cutoff => null;

        public bool Covers(Element element) => true;

        public IEvaluator Open(EvaluatorOptions options) => new Noisy(new StillingerWeber().Open(options), noise);
    }

    /// <summary>Harmonic, with a force whose slope jumps from −30 to −50 eV/Å² at x = 4·10⁻⁷ Å.</summary>
    sealed class Kinked : IEvaluator
    {
        public void Evaluate(Structure structure, Request request, Prediction into)
        {
            into.Reset(structure.Count, Request.Forces);
            var x = structure.Positions[0].X;
            into.Forces[0] = new(-30 * x - 20 * Math.Max(0, x - 4e-7), 0, 0);
        }

        public void Dispose()
        {
        }
    }

    sealed class Hidden(IEvaluator evaluator) : IEvaluator
    {
        public void Evaluate(Structure structure, Request request, Prediction into) => evaluator.Evaluate(structure, request, into);

        public void Dispose() => evaluator.Dispose();
    }

    sealed class HiddenPotential(IPotential potential) : IPotential
    {
        public string Name => potential.Name;

        public double? Cutoff => potential.Cutoff;

        public bool Covers(Element element) => potential.Covers(element);

        public IEvaluator Open(EvaluatorOptions options) => new Hidden(potential.Open(options));
    }
}
