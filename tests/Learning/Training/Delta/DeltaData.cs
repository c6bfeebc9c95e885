using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning.Tests;

/// <summary>Pairs of levels of which everything is known: what the dear one has in common with the cheap one, and what not.</summary>
static class DeltaData
{
    /// <summary>Two laws of rattled silicon that have little to do with one another.</summary>
    internal const string Cheap = "sw", Other = "lj:epsilon=0.02,sigma=2.1,cutoff=5,switch=4";

    internal const double Slope = 0.875;

    /// <summary>Labels that are exactly <see cref="Slope"/> times <see cref="Cheap"/> and once <see cref="Other"/>; and an isolated atom of −14.5 eV.</summary>
    internal static List<Frame> Silicon(int count, int seed = 5)
    {
        const double AtomEnergy = -14.5;
        var frames = TrainingData.Silicon(count, FormattableString.Invariant($"{Slope} * {Cheap} + {Other}"), seed);
        frames.ForEach(f => f.Energy += AtomEnergy * f.Structure.Count);
        frames.Insert(0, new Frame(new Structure([Element.Parse("Si")], [Vec3.Zero])) { Energy = AtomEnergy, Group = "isolated_atom" });
        return frames;
    }

    /// <summary>Cheap labels drawn at random, and dear ones y = slope x + noise: for energies and forces with correlations of their own.</summary>
    internal static (List<Frame> Dear, List<Frame> Cheap) Drawn(int count, double slope, double energyNoise, double forceNoise, int seed = 3)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        Vec3 Vector() => new(Normal(), Normal(), Normal());
        var (dear, cheap) = (new List<Frame>(), new List<Frame>());
        for (var k = 0; k < count; k++)
        {
            var s = new Structure([.. Enumerable.Repeat(Element.Parse("Ar"), 6)], [.. Enumerable.Range(0, 6).Select(i => new Vec3(4 * i, k, 0))]);
            Vec3[] x = [.. Enumerable.Range(0, 6).Select(_ => Vector())];
            // Per atom of one eV, far from zero, where only the mean may be taken off.
            var energy = 6 * Normal();
            cheap.Add(new Frame(s) { Energy = energy - 1000, Forces = x });
            dear.Add(new Frame(s) { Energy = slope * energy + 6 * energyNoise * Normal() + 77, Forces = [.. x.Select(f => slope * f + forceNoise * Vector())] });
        }
        return (dear, cheap);
    }

    /// <summary>A potential that counts how often it is asked, has no cutoff, and fails where it is told to.</summary>
    internal sealed class Counted(IPotential inner) : IPotential
    {
        int _asked;

        internal int Asked => _asked;

        internal Func<Structure, bool> Fails { get; set; } = _ => false;

        internal Action? Before { get; set; }

        public string Name => "counted";

        public double? Cutoff => null;

        public bool Covers(Element element) => inner.Covers(element);

        public IEvaluator Open(EvaluatorOptions options) => new Evaluator(this, inner.Open(options));

        sealed class Evaluator(Counted owner, IEvaluator evaluator) : IEvaluator
        {
            public void Evaluate(Structure structure, Request request, Prediction into)
            {
                owner.Before?.Invoke();
                Interlocked.Increment(ref owner._asked);
                if (owner.Fails(structure))
                    throw new PotentialException("no convergence in 50 iterations.");
                evaluator.Evaluate(structure, request, into);
            }

            public void Dispose() => evaluator.Dispose();
        }
    }
}
