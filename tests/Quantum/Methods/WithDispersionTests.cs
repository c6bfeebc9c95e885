using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Dispersion;

namespace Athanor.Quantum.Tests;

/// <summary>Methods with the dispersion that was fitted to them.</summary>
public sealed class WithDispersionTests
{
    static Structure Dimer => new(
        [new(8), new(1), new(1), new(8), new(1), new(1)],
        [new(-1.55, -0.11, 0), new(-1.93, 1.6e-2, 0.88), new(-0.6, 0.06, 0), new(1.35, 0.11, 0.05), new(1.68, -0.37, -0.76), new(1.68, -0.37, 0.76)]);

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
            var data = new TheoryData<string, string> { { "hf", "hf" }, { "rohf", "hf" }, { "df-hf", "hf" } };
            foreach (var word in MethodFamilies.All.SelectMany(f => f.Words).Where(w => w != "hf" && DispersionPotential.Knows(w)))
                data.Add(word, word);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void It_is_the_sum_of_the_two(string word, string functional)
    {
        var (sum, field, dispersion) = (Evaluated($"{word}+d3/sto-3g", Dimer), Evaluated($"{word}/sto-3g", Dimer), Evaluated($"d3:{functional}", Dimer));
        Assert.Equal($"{word}+d3/sto-3g", PotentialGrammar.Parse($"{word}+d3/sto-3g", MethodKindTests.Catalogue).Name);
        Assert.True(dispersion.Energy < -1e-3);
        Assert.Equal(field.Energy + dispersion.Energy, sum.Energy, 1e-9);
        for (var i = 0; i < Dimer.Count; i++)
            Assert.Equal(0, (field.Forces[i] + dispersion.Forces[i] - sum.Forces[i]).Length, 1e-9);
        Assert.Equal(field.Virial.Trace + dispersion.Virial.Trace, sum.Virial.Trace, 1e-9);
        // What else the field knows stays.
        Assert.Equal(field.Dipole, sum.Dipole);
        Assert.Equal(field.HasCharges, sum.HasCharges);
    }

    [Fact]
    public void Forces_are_those_of_the_sum()
    {
        var at = Evaluated("hf+d3/sto-3g", Dimer);
        const double h = 1e-3;
        double Moved(double step)
        {
            var dimer = Dimer;
            dimer.Positions[2] += new Vec3(step, 0, 0);
            return Evaluated("hf+d3/sto-3g", dimer).Energy;
        }

        Assert.Equal(-(8 * (Moved(h) - Moved(-h)) - (Moved(2 * h) - Moved(-2 * h))) / (12 * h), at.Forces[2].X, 1e-6);
    }

    [Fact]
    public void A_cell_around_the_molecule_makes_no_neighbours()
    {
        var boxed = new Structure([.. Dimer.Elements], Dimer.Positions, Cell.Cubic(8));
        Assert.Equal(Evaluated("hf+d3/sto-3g", Dimer).Energy, Evaluated("hf+d3/sto-3g", boxed).Energy, 1e-9);
    }
}
