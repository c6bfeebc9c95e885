using Athanor.Atoms;
using Athanor.Potentials.Ani;

namespace Athanor.Potentials.Tests.Ani;

public sealed class AniSubsetTests
{
    [Fact]
    public void WhoComesWithManySetsOfElementsGetsTheWholeModelAndTheSameBits()
    {
        AniModel parts = Samples.Model();
        AniModel whole = new(parts.Functions, [.. parts.Members], parts.SelfEnergies) { MostSubsets = 0 };
        foreach (var elements in new Element[][] { [Samples.H], [Samples.H, Samples.C], [Samples.C, Samples.O], [Samples.O, Samples.H, Samples.C] })
        {
            var random = Samples.Random(40, 8, periodic: true, edge: 8);
            var structure = new Structure([.. Enumerable.Range(0, random.Count).Select(i => elements[i % elements.Length])], random.Positions, random.Cell, random.Periodic);
            foreach (var precision in new[] { Precision.Double, Precision.Single })
            {
                var options = EvaluatorOptions.Default with { Precision = precision };
                Prediction expected = parts.Evaluate(structure, options), got = whole.Evaluate(structure, options);
                Assert.Equal(expected.Energy, got.Energy);
                Assert.Equal(expected.Forces.ToArray(), got.Forces.ToArray());
            }
        }
    }
}
