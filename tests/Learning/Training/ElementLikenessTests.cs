using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning.Tests;

public sealed class ElementLikenessTests
{
    static readonly Element[] Elements = [.. "He Ne Ar Kr Xe Rn".Split(' ').Select(s => Element.Parse(s))];

    static readonly TrainingOptions Options = new() { Preset = "instant", Baseline = "none", Validation = 0.2, Cutoff = 4.5 };

    const string TwoGases = "lj:Ar-Ar.epsilon=0.3,Ar-Ar.sigma=2.6,Ne-Ne.epsilon=0.1,Ne-Ne.sigma=2.4,Ar-Ne.epsilon=0.25,Ar-Ne.sigma=2.2,cutoff=4.5,switch=4";

    /// <summary>Rattled crystals of six elements that are two: He, Ar, Xe bind as argon does here, Ne, Kr, Rn as neon.</summary>
    internal static List<Frame> TwoInSix(int count)
    {
        var random = new Random(4);
        using var evaluator = PotentialGrammar.Parse(TwoGases).Open(EvaluatorOptions.Default);
        return [.. Enumerable.Range(0, count).Select(_ => Drawn(random, evaluator))];
    }

    static Frame Drawn(Random random, IEvaluator evaluator)
    {
        var crystal = SyntheticData.Rattled(Crystal.Fcc(Elements[0], 4.2).Repeat(2, 1, 1), 0.1, random);
        int[] drawn = [.. Enumerable.Range(0, crystal.Count).Select(_ => random.Next(6))];
        var real = new Structure([.. drawn.Select(k => Element.Parse(k % 2 == 0 ? "Ar" : "Ne"))], crystal.Positions, crystal.Cell, crystal.Periodic);
        var labelled = TrainingData.Label(real, evaluator);
        return new Frame(new Structure([.. drawn.Select(k => Elements[k])], crystal.Positions, crystal.Cell, crystal.Periodic)) { Energy = labelled.Energy, Forces = labelled.Forces, Stress = labelled.Stress };
    }

    [Fact]
    public void Elements_that_bind_alike_have_like_numbers()
    {
        var frames = TwoInSix(60);
        var atoms = AtomEnergies.Of(new Dataset(frames));
        var embedding = ElementLikeness.Of([.. frames], Elements, 4.5, 2, atoms, Team.Single);
        double Apart(int a, int b) => Math.Sqrt(Enumerable.Range(0, 2).Sum(d => Math.Pow(embedding.Of(a)[d] - embedding.Of(b)[d], 2)));
        var unlike = Apart(0, 1);
        Assert.True(unlike > 0.1);
        foreach (var (a, b) in new[] { (0, 2), (0, 4), (1, 3), (1, 5) })
            Assert.True(Apart(a, b) < 0.2 * unlike, $"{Elements[a]} and {Elements[b]}: {Apart(a, b)} of {unlike}");
        using var team = new Team(3);
        Assert.Equal(embedding.Values.ToArray(), ElementLikeness.Of([.. frames], Elements, 4.5, 2, atoms, team).Values.ToArray());
    }

    [Fact]
    public void An_element_that_nobody_saw_is_as_the_others_are_on_average()
    {
        var frames = TwoInSix(20);
        var embedding = ElementLikeness.Of([.. frames], [.. Elements, Element.Parse("U")], 4.5, 1, AtomEnergies.Of(new Dataset(frames)), Team.Single);
        Assert.Equal(Enumerable.Range(0, 6).Average(z => embedding.Of(z)[0]), embedding.Of(6)[0], 1e-12);
    }

    [Fact]
    public void Instant_embeds_more_than_four_elements_and_the_model_says_what_the_fit_said()
    {
        var frames = TwoInSix(80);
        var result = TrainingData.Train(frames, Options);
        Assert.Contains("6 elements as 4 numbers each", result.Description, StringComparison.Ordinal);
        var last = result.History.Single(s => s.Step == result.BestStep);
        Assert.True(last.Validation.ForceRmse < 0.05, $"{last.Validation.ForceRmse}");
        using var evaluator = result.Potential.Open(EvaluatorOptions.Default);
        var (sum, count) = (0.0, 0);
        foreach (var i in result.Split.Validation)
        {
            var predicted = TrainingData.Label(frames[i].Structure, evaluator);
            for (var a = 0; a < predicted.Forces!.Length; a++, count += 3)
                sum += (predicted.Forces[a] - frames[i].Forces![a]).LengthSquared;
        }
        Assert.Equal(last.Validation.ForceRmse, Math.Sqrt(sum / count), 1e-6 * last.Validation.ForceRmse + 1e-9);
    }
}
