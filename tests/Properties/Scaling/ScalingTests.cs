using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties.Tests;

/// <summary>Growing systems, and the powers that are read off their times.</summary>
public sealed class ScalingTests
{
    [Theory]
    [InlineData("water", 1, "H2O")]
    [InlineData("water", 7, "H14O7")]
    [InlineData("alkane", 1, "CH4")]
    [InlineData("alkane", 5, "C5H12")]
    public void Systems_are_what_they_are_called(string name, int size, string formula) =>
        Assert.Equal(formula, GrowingSystem.All.Single(s => s.Name == name).Of(size).Formula);

    [Theory]
    [InlineData("water", 200, 0.95)]
    [InlineData("alkane", 40, 1.08)]
    public void Nothing_stands_in_its_neighbour_and_smaller_systems_are_parts_of_larger_ones(string name, int size, double bond)
    {
        var system = GrowingSystem.All.Single(s => s.Name == name);
        var structure = system.Of(size);
        var (closest, hydrogens) = (double.MaxValue, double.MaxValue);
        for (var i = 0; i < structure.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var distance = (structure.Positions[i] - structure.Positions[j]).Length;
                closest = Math.Min(closest, distance);
                if (structure.Elements[i] == structure.Elements[j] && structure.Elements[i].AtomicNumber == 1)
                    hydrogens = Math.Min(hydrogens, distance);
            }
        }
        Assert.Equal(bond, closest, 0.02);
        Assert.True(hydrogens > 1.45, $"{hydrogens}");
        if (name == "water")
            Assert.Equal(structure.Positions[..30], system.Of(10).Positions);
    }

    [Fact]
    public void Sizes_grow_by_a_quarter()
    {
        int[] sizes = [.. GrowingSystem.Sizes(50)];
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48], sizes);
    }

    [Fact]
    public void An_exact_power_comes_back_and_small_sizes_do_not_count()
    {
        ScalingPoint[] points = [.. GrowingSystem.Sizes(100).Select(n => new ScalingPoint(n, 3 * n, n < 10 ? 1 : 2e-6 * Math.Pow(3 * n, 3.5), 0.02 * (n < 10 ? 1 : 2e-6 * Math.Pow(3 * n, 3.5)), 1, 5))];
        var fit = ScalingFit.Of(points)!;
        Assert.Equal(3.5, fit.Exponent, 1e-9);
        Assert.Equal(2e-6, fit.Prefactor, 1e-12);
        Assert.InRange(fit.Error, 0.005, 0.03);
        Assert.Equal(1, fit.At(300) / (2e-6 * Math.Pow(300, 3.5)), 1e-9);
        Assert.Null(ScalingFit.Of(points[..2]));
    }

    [Fact]
    public void Errors_are_those_of_the_exponents_found_again_and_again()
    {
        // Noise of 5 % that the points know of, and then noise that they do not.
        foreach (var claimed in new[] { 0.05, 0.01 })
        {
            var random = new Random(3);
            var inside = 0;
            for (var run = 0; run < 400; run++)
            {
                ScalingPoint[] points = [.. Enumerable.Range(4, 12).Select(n =>
                {
                    var noise = 0.05 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                    var seconds = n * n * Math.Exp(noise);
                    return new ScalingPoint(n, n, seconds, claimed * seconds, 1, 3);
                })];
                var fit = ScalingFit.Of(points)!;
                inside += Math.Abs(fit.Exponent - 2) < fit.Error ? 1 : 0;
            }
            Assert.InRange(inside / 400.0, 0.58, 0.85);
        }
    }

    [Fact]
    public void The_budget_ends_it_with_a_reason()
    {
        var time = new SteppedTime();
        ScalingCurve Measure(SlowPotential slow, GrowingSystem system, double budget, int largest = 4096) =>
            Scaling.Measure(slow, new(system, TimeSpan.FromSeconds(budget), largest) { Clock = ScalingClock.Wall, Wall = time }, Team.Single);

        var curve = Measure(new(time, 3, 2e-5), GrowingSystem.Water, 3);
        Assert.InRange(time.Seconds, 1, 3);
        Assert.Contains("more than is left", curve.Stopped);
        Assert.Equal(3, curve.Fit!.Exponent, 1e-3);
        Assert.Contains("too large", Measure(new(time, 1, 1e-5) { Most = 12 }, GrowingSystem.Water, 20).Stopped);
        Assert.Contains("asked for", Measure(new(time, 1, 1e-5), GrowingSystem.Alkane, 20, 2).Stopped);
        Assert.Throws<PotentialException>(() => Measure(new(time, 1, 1e-5) { Most = 2 }, GrowingSystem.Water, 1));
    }

    /// <summary>Time that passes only where it is told to: no other program of the machine takes part in the test.</summary>
    sealed class SteppedTime : TimeProvider
    {
        long _ticks;

        public double Seconds => (double)_ticks / TimestampFrequency;

        public override long TimestampFrequency => 1_000_000_000;

        public override long GetTimestamp() => _ticks;

        public void Pass(double seconds) => _ticks += (long)(seconds * TimestampFrequency);
    }

    /// <summary>Takes c Nᵖ seconds.</summary>
    sealed class SlowPotential(SteppedTime time, double power, double seconds) : IPotential, IEvaluator
    {
        public int Most { get; init; } = int.MaxValue;

        public string Name => "slow";

        public double? Cutoff => null;

        public bool Covers(Element element) => true;

        public IEvaluator Open(EvaluatorOptions options) => this;

        public void Evaluate(Structure structure, Request request, Prediction into)
        {
            if (structure.Count > Most)
                throw new PotentialException("too large");
            time.Pass(seconds * Math.Pow(structure.Count, power));
            into.Reset(structure.Count, Request.Energy);
        }

        public void Dispose()
        {
        }
    }
}
