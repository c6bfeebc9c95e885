using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Behler;

namespace Athanor.Potentials.Tests.Behler;

public sealed class SymmetryFunctionChoiceTests
{
    /// <summary>Silicon, shaken and strained.</summary>
    static Structure[] Silicon()
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, 8).Select(k =>
        {
            var structure = Supercell.Repeat(Crystal.Diamond(new Element(14), 5.43), 2, 2, 2).Strained((0.01 * (k - 4)) * Mat3.Identity);
            for (var i = 0; i < structure.Count; i++)
                structure.Positions[i] += 0.05 * k * new Vec3(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
            return structure;
        })];
    }

    [Fact]
    public void ChoosesAsManyAsAskedAndTheSameAgain()
    {
        var set = SymmetryFunctionChoice.From(Silicon(), 5.2, 20);
        Assert.Equal(20, set.Count(0));
        Assert.Contains(set[0], f => f is RadialFunction);
        Assert.Contains(set[0], f => f is AngularFunction);
        Assert.Equal(set[0], SymmetryFunctionChoice.From(Silicon(), 5.2, 20)[0]);
    }

    [Fact]
    public void NoChosenFunctionIsACombinationOfTheOthers()
    {
        var data = Silicon();
        var set = SymmetryFunctionChoice.From(data, 5.2, 24);
        using var evaluator = new DescriptorEvaluator(set);
        double[] values = [.. data.SelectMany(s => evaluator.Evaluate(s, false).Values)];
        var scaling = FunctionScaling.Standard(values, 24);
        Assert.All(scaling.Factor, f => Assert.InRange(f, 1e-6, 1e4));
        for (var a = 0; a < 24; a++)
        {
            for (var b = 0; b < a; b++)
            {
                double correlation = 0;
                for (var i = 0; i < values.Length / 24; i++)
                    correlation += (values[24 * i + a] - scaling.Shift[a]) * scaling.Factor[a] * (values[24 * i + b] - scaling.Shift[b]) * scaling.Factor[b];
                Assert.True(Math.Abs(correlation) < 0.99999 * values.Length / 24, $"{set[0][a]} and {set[0][b]}");
            }
        }
    }

    [Fact]
    public void ManyElementsAreWeighted()
    {
        Element[] elements = [.. "HCNOF".Select(c => Element.Parse(c.ToString()))];
        var random = new Random(2);
        Structure[] data = [.. Enumerable.Range(0, 10).Select(k =>
        {
            var structure = Samples.Random(20, k, periodic: true);
            return new Structure([.. structure.Elements.ToArray().Select(_ => elements[random.Next(5)])], structure.Positions, structure.Cell, structure.Periodic);
        })];
        var set = SymmetryFunctionChoice.From(data, 5, 30);
        Assert.Equal(5, set.Elements.Length);
        for (var s = 0; s < 5; s++)
            Assert.All(set[s].OfType<AngularFunction>(), a => Assert.Null(a.Neighbours));
    }

    [Fact]
    public void DataWithoutVariationStillGetsASet()
    {
        var set = SymmetryFunctionChoice.From([Crystal.Fcc(new Element(28), 3.52)], 5);
        Assert.NotEmpty(set[0]);
    }

    [Fact]
    public void NothingToChooseFromIsSaidInASentence()
    {
        Assert.Contains("there are none", Assert.Throws<PotentialException>(() => SymmetryFunctionChoice.From([], 5)).Message, StringComparison.Ordinal);
        var lone = new Structure([new Element(1)], [default]);
        Assert.Contains("within the cutoff", Assert.Throws<PotentialException>(() => SymmetryFunctionChoice.From([lone], 5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheCutoffFollowsTheDensity()
    {
        Assert.Equal(5.1, SymmetryFunctionChoice.SuggestCutoff([Crystal.Fcc(new Element(28), 3.52)]));
        Assert.Equal(6.2, SymmetryFunctionChoice.SuggestCutoff([Crystal.Diamond(new Element(14), 5.43)]));
        Assert.Equal(6, SymmetryFunctionChoice.SuggestCutoff([new Structure([new Element(1)], [default])]));
    }
}
