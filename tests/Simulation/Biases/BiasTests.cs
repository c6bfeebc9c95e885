using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation.Tests;

public class BiasTests
{
    static readonly PotentialCatalogue Catalogue = PotentialCatalogue.BuiltIn.With([.. BiasKind.All]);

    static Prediction Predict(string expression, Structure structure)
    {
        using var evaluator = PotentialGrammar.Parse(expression, Catalogue).Open(EvaluatorOptions.Default);
        var into = new Prediction();
        evaluator.Evaluate(structure, Request.Forces | Request.Virial, into);
        return into;
    }

    [Theory]
    [InlineData("umbrella:cv=distance(1,2),at=3.5,k=4")]
    [InlineData("umbrella:cv=dihedral(1,2,3,5),at=170,k=0.001")]
    [InlineData("wall:cv=distance(1,2),above=3.5,k=4")]
    [InlineData("wall:cv=distance(1,2)-distance(2,3),below=3.5,k=4")]
    [InlineData("doublewell:cv=distance(1,2),h=0.2,a=0.7,c=0.03,at=3.6")]
    [InlineData("lj:epsilon=0.0104,sigma=3.4,cutoff=8.5,switch=7 + \"umbrella:cv=distance(1,2) - 2 * distance(1,3),at=3.5,k=4\"")]
    public void Forces_and_virial_are_slopes_of_the_energy(string expression)
    {
        const double step = 1e-5;
        var structure = Samples.Argon(2);
        var random = new Random(3);
        foreach (ref var r in structure.Positions.AsSpan())
            r += 0.2 * new Vec3(random.NextDouble(), random.NextDouble(), random.NextDouble());
        var prediction = Predict(expression, structure);
        for (var i = 0; i < 5; i++)
        {
            double At(double d)
            {
                var moved = structure.Clone();
                moved.Positions[i] += new Vec3(0, d, 0);
                return Predict(expression, moved).Energy;
            }
            Assert.Equal(-(At(step) - At(-step)) / (2 * step), prediction.Forces[i].Y, 1e-6);
        }
        double Strained(double d) => Predict(expression, structure.Strained(new Mat3(d, 0, 0, d, 0, 0, 0, 0, 0))).Energy;
        Assert.Equal(-(Strained(step) - Strained(-step)) / (2 * step), prediction.Virial.XX + prediction.Virial.YX, 1e-5);
    }

    [Theory]
    [InlineData("umbrella:at=3,k=1", "needs cv=")]
    [InlineData("umbrella:cv=distance(1,2),k=1", "at=…")]
    [InlineData("umbrella:cv=distance(1,2),at=1", "eV/Å²")]
    [InlineData("umbrella:cv=distanz(1,2),at=1,k=1", "no variable 'distanz'")]
    [InlineData("wall:cv=distance(1,2),k=1", "above=… or below=…")]
    [InlineData("umbrella:cv=distance(1,2),at=1,k=1,z=2", "does not know 'z'")]
    public void Mistakes_are_pointed_at(string expression, string words) =>
        Assert.Contains(words, Assert.Throws<PotentialGrammarException>(() => PotentialGrammar.Parse(expression, Catalogue)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_step_under_a_bias_allocates_nothing()
    {
        var potential = PotentialGrammar.Parse("lj:epsilon=0.0104,sigma=3.4,cutoff=8.5,switch=7 + umbrella:cv=distance(3,4)-distance(1,2),at=0.5,k=0.1", Catalogue);
        using var run = MolecularDynamics.Start(Samples.Argon(2), potential, new DynamicsSettings { Ensemble = new Langevin(40), TimeStep = 2 });
        for (var k = 0; k < 20; k++)
            run.Step();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var k = 0; k < 5; k++)
            run.Step();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
