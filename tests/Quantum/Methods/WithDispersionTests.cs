using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Dispersion;

namespace Athanor.Quantum.Tests;

/// <summary>Methods with the dispersion that was fitted to them.</summary>
public sealed class WithDispersionTests
{
    static Structure Pair => new([new(8), new(1), new(1), new(10)], [new(0, 0, 0.12), new(0.05, 0.76, -0.47), new(0, -0.7572, -0.4692), new(0.3, 0.2, 3.1)]);

    static Prediction Evaluated(string expression, Structure structure)
    {
        using var evaluator = PotentialGrammar.Parse(expression, MethodKindTests.Catalogue).Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(structure, Request.Everything, prediction);
        return prediction;
    }

    /// <summary>Every field that dispersion is fitted to, among the words that methods go by.</summary>
    public static TheoryData<string, string> Fields
    {
        get
        {
            var data = new TheoryData<string, string> { { "hf", "hf" }, { "rohf", "hf" }, { "df-hf", "hf" }, { "df-pbe", "pbe" } };
            foreach (var word in MethodFamilies.All.SelectMany(f => f.Words).Where(w => w != "hf" && DispersionPotential.Knows(w)))
                data.Add(word, word);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void It_is_the_sum_of_the_two(string word, string functional)
    {
        var (sum, field, dispersion) = (Evaluated($"{word}+d3/sto-3g", Pair), Evaluated($"{word}/sto-3g", Pair), Evaluated($"d3:{functional}", Pair));
        Assert.Equal($"{word}+d3/sto-3g", PotentialGrammar.Parse($"{word}+d3/sto-3g", MethodKindTests.Catalogue).Name);
        Assert.True(dispersion.Energy < -1e-3);
        Assert.Equal(field.Energy + dispersion.Energy, sum.Energy, 1e-9);
        for (var i = 0; i < Pair.Count; i++)
            Assert.Equal(0, (field.Forces[i] + dispersion.Forces[i] - sum.Forces[i]).Length, 1e-9);
        Assert.Equal(field.Virial.Trace + dispersion.Virial.Trace, sum.Virial.Trace, 1e-9);
        // What else the field knows stays.
        Assert.Equal(field.Dipole, sum.Dipole);
        Assert.Equal(field.HasCharges, sum.HasCharges);
    }

    [Fact]
    public void Forces_are_those_of_the_sum()
    {
        var at = Evaluated("hf+d3/sto-3g", Pair);
        const double h = 1e-3;
        double Moved(double step)
        {
            var pair = Pair;
            pair.Positions[2] += new Vec3(step, 0, 0);
            return Evaluated("hf+d3/sto-3g", pair).Energy;
        }

        Assert.Equal(-(8 * (Moved(h) - Moved(-h)) - (Moved(2 * h) - Moved(-2 * h))) / (12 * h), at.Forces[2].X, 1e-6);
    }

    [Fact]
    public void A_cell_around_the_molecule_makes_no_neighbours()
    {
        var boxed = new Structure([.. Pair.Elements], Pair.Positions, Cell.Cubic(8));
        Assert.Equal(Evaluated("hf+d3/sto-3g", Pair).Energy, Evaluated("hf+d3/sto-3g", boxed).Energy, 1e-9);
    }
}
