using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation.Tests;

public sealed class RingRangeTests
{
    static readonly Vec3[] Places = [.. Enumerable.Range(0, 10).Select(i => new Vec3(10 * i, 0, 0))];

    /// <summary>Centroids stay within 0.2 Å, five times their spread; beads, at 0.09 Å, do not. A baseline that was trained is watched where it is asked, on all beads.</summary>
    [Fact]
    public void A_baseline_is_watched_on_every_bead()
    {
        var structure = new Structure([.. Places.Select(_ => Element.Parse("H"))], Places);
        var settings = new PathIntegralSettings { Temperature = 300, Beads = 16, Contracted = 1, Friction = 0.05 };
        using var dynamics = PathIntegralDynamics.Start(structure, new Springs(Places, 20), settings, new Fenced());
        dynamics.Guard = new RingGuard(RingGuard.For(settings) with { RangeTolerance = 0, Every = 1 });
        var e = Assert.Throws<GuardException>(() => dynamics.Run(400));
        Assert.Equal(GuardReason.TrainingRange, e.Reason);
    }

    /// <summary>Trained on displacements up to 0.2 Å.</summary>
    sealed class Fenced : IPotential, IEvaluator, ITrainingRange
    {
        readonly Springs _springs = new(Places, 20);

        public string Name => "fenced";

        public double? Cutoff => null;

        public bool Covers(Element element) => true;

        public IEvaluator Open(EvaluatorOptions options) => this;

        public void Evaluate(Structure structure, Request request, Prediction into) => _springs.Evaluate(structure, request, into);

        public RangeExcess ExcessOf(Structure structure)
        {
            var excess = RangeExcess.None;
            for (var i = 0; i < structure.Count; i++)
            {
                var amount = (structure.Positions[i] - Places[i]).Length - 0.2;
                if (amount > 0)
                    excess = new RangeExcess(excess.Atoms + 1, amount > excess.Amount ? i : excess.Worst, Math.Max(amount, excess.Amount));
            }
            return excess;
        }

        public void Dispose()
        {
        }
    }
}
