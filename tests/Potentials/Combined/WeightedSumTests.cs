using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Tests;

public sealed class WeightedSumTests
{
    const string Lj = "lj:epsilon=0.0104,sigma=3.4,cutoff=7";

    [Fact]
    public void Members_that_need_the_whole_structure_are_evaluated_by_themselves_and_added()
    {
        var structure = Samples.Film(Samples.Argon(2));
        var lj = PotentialGrammar.Parse(Lj).Evaluate(structure);
        var spring = new Spring().Evaluate(structure);
        var sum = new WeightedSum([(2, PotentialGrammar.Parse(Lj)), (-0.5, new Spring())]);
        Assert.Null(sum.Cutoff);
        Assert.Equal($"2 * {Lj} - 0.5 * spring", sum.Name);
        var prediction = sum.Evaluate(structure);
        Assert.Equal(2 * lj.Energy - 0.5 * spring.Energy, prediction.Energy, 1e-10);
        for (var i = 0; i < structure.Count; i++)
            Assert.Equal(0, (2 * lj.Forces[i] - 0.5 * spring.Forces[i] - prediction.Forces[i]).Length, 1e-12);
        Assert.Equal(2 * lj.Virial.YX - 0.5 * spring.Virial.YX, prediction.Virial.YX, 1e-10);
        // Only one of the two knows energies by atom, and only one an uncertainty.
        Assert.True(prediction.AtomEnergies.IsEmpty);
        Assert.Equal(0.5 * Spring.Std, prediction.EnergyStd);
    }

    [Fact]
    public void One_member_scaled()
    {
        var structure = Samples.Molecule();
        var spring = new Spring().Evaluate(structure);
        var scaled = new WeightedSum([(-3, new Spring())]).Evaluate(structure);
        Assert.Equal(-3 * spring.Energy, scaled.Energy, 1e-12);
        Assert.Equal(-3 * spring.Forces[1].X, scaled.Forces[1].X, 1e-12);
        Assert.Equal("-3 * spring", new WeightedSum([(-3, new Spring())]).Name);
    }

    [Fact]
    public void Sums_within_sums_share_one_neighbour_list()
    {
        var structure = Samples.Argon(2);
        var inner = new WeightedSum([(0.5, PotentialGrammar.Parse(Lj)), (1, PotentialGrammar.Parse("zbl"))]);
        var outer = new WeightedSum([(4, inner), (-1, PotentialGrammar.Parse(Lj))]);
        Assert.Equal(3, outer.Terms.Count);
        Assert.Equal(PotentialGrammar.Parse(Lj).Evaluate(structure).Energy, outer.Evaluate(structure).Energy, 1e-10);
        using var evaluator = outer.Open(EvaluatorOptions.Default);
        evaluator.Evaluate(structure, Request.Energy, new Prediction());
        Assert.Equal(structure.Count, evaluator.ListPositions.Length);
    }

    [Fact]
    public void A_virial_that_nobody_asked_for_is_not_held()
    {
        using var evaluator = PotentialGrammar.Parse(Lj).Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(Samples.Argon(1), Request.Forces, prediction);
        Assert.Equal(Request.Forces, prediction.Holds);
        Assert.Equal(Mat3.Zero, prediction.Virial);
        evaluator.Evaluate(Samples.Argon(1), Request.Virial, prediction);
        Assert.NotEqual(Mat3.Zero, prediction.Virial);
    }

    [Fact]
    public void Nothing_has_no_energy()
    {
        var nothing = new Structure([], []);
        Assert.Equal(0, PotentialGrammar.Parse($"{Lj} + zbl").Evaluate(nothing).Energy);
        Assert.Equal(0, PotentialGrammar.Parse("sw").Evaluate(nothing).Energy);
    }

    /// <summary>Every atom tied to the origin: E = ½ Σ r². Needs the whole structure, gives no energies by atom, and says how sure it is.</summary>
    sealed class Spring : IPotential
    {
        internal const double Std = 0.125;

        public string Name => "spring";

        public double? Cutoff => null;

        public bool Covers(Element element) => true;

        public IEvaluator Open(EvaluatorOptions options) => new Evaluator();

        sealed class Evaluator : IEvaluator
        {
            public void Evaluate(Structure structure, Request request, Prediction into)
            {
                into.Reset(structure.Count, Request.Forces | Request.Virial);
                for (var i = 0; i < structure.Count; i++)
                {
                    var r = structure.Positions[i];
                    into.Energy += 0.5 * r.LengthSquared;
                    into.Forces[i] = -r;
                    into.Virial += -1 * Mat3.Outer(r, r);
                }
                into.EnergyStd = Std;
            }

            public void Dispose()
            {
            }
        }
    }
}
