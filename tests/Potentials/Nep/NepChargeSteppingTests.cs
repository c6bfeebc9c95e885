using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Nep;

namespace Athanor.Potentials.Tests.Nep;

/// <summary>Not beside other tests, whose allocations would be counted.</summary>
[Collection(nameof(Alone))]
public sealed class NepChargeSteppingTests
{
    [Theory]
    [InlineData(1, Precision.Double)]
    [InlineData(1, Precision.Single)]
    [InlineData(3, Precision.Double)]
    [InlineData(0, Precision.Double)]
    public void A_step_allocates_nothing(int mode, Precision precision)
    {
        var model = NepSamples.Random(NepSamples.Forms["nep4 l3"] with { ChargeMode = mode });
        var structure = NepSamples.Structure(model, 40, seed: 2, edge: 9);
        Vec3[] sites = [.. structure.Positions];
        using var evaluator = model.Open(new EvaluatorOptions(Team.Single, precision, 0.4));
        var prediction = new Prediction();
        var random = new Random(5);
        void Steps(int count)
        {
            for (var step = 0; step < count; step++)
            {
                for (var i = 0; i < structure.Count; i++)
                {
                    structure.Positions[i] += new Vec3(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5) * 0.1;
                    structure.Positions[i] -= (structure.Positions[i] - sites[i]) * 0.05;
                }
                evaluator.Evaluate(structure, Request.Forces | Request.Charges, prediction);
            }
        }

        Steps(100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Steps(100);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
