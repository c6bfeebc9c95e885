using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Tests;

/// <summary>An evaluator keeps lists between structures, and must still see that the atoms became others.</summary>
public class ElementsTests
{
    static readonly IPotential Mixture = PotentialGrammar.Parse("lj:Ar.epsilon=0.0104,Ar.sigma=3.4,Kr.epsilon=0.0140,Kr.sigma=3.65,cutoff=8,switch=7");

    static readonly Vec3[] Places = [new(0, 0, 0), new(3.8, 0.1, 0), new(0, 4.1, 0.2)];

    [Fact]
    public void Elements_exchanged_in_place_are_seen()
    {
        using var evaluator = Mixture.Open(EvaluatorOptions.Default with { Skin = 0.5 });
        var before = EnergyOf(evaluator, "Ar", "Ar", "Kr");
        var after = EnergyOf(evaluator, "Kr", "Ar", "Ar");
        using var fresh = Mixture.Open(EvaluatorOptions.Default);
        Assert.Equal(EnergyOf(fresh, "Kr", "Ar", "Ar"), after);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public void An_uncovered_element_is_refused_twice()
    {
        using var evaluator = Mixture.Open(EvaluatorOptions.Default);
        Assert.Throws<UncoveredElementException>(() => EnergyOf(evaluator, "Ar", "Xe", "Kr"));
        Assert.Throws<UncoveredElementException>(() => EnergyOf(evaluator, "Ar", "Xe", "Kr"));
    }

    static double EnergyOf(IEvaluator evaluator, params string[] symbols)
    {
        var prediction = new Prediction();
        evaluator.Evaluate(new Structure([.. symbols.Select(s => Element.Parse(s))], [.. Places]), Request.Energy, prediction);
        return prediction.Energy;
    }
}
