using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ani;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Tests.Ani;

public sealed class AniModelTests
{
    static readonly AniModel Any = Samples.Model(), PowerOfTwo = Samples.Model(32, members: 1);

    static AniModel Of(double zeta) => zeta == 32 ? PowerOfTwo : Any;

    static double Rms(Prediction p) => Math.Sqrt(p.Forces.ToArray().Average(f => f.LengthSquared / 3));

    [Theory]
    [InlineData(14.1, 25, true, 6.0)]
    [InlineData(14.1, 4, true, 2.9)]
    [InlineData(32, 30, false, 6.0)]
    [InlineData(32, 2, false, 2.0)]
    public void TheEnergyIsThatOfTheFormulas(double zeta, int atoms, bool periodic, double edge)
    {
        var structure = Samples.Random(atoms, 21, periodic, edge);
        var expected = SlowAev.Energy(Of(zeta), structure);
        Assert.Equal(expected, Of(zeta).Evaluate(structure).Energy, 1e-11 * structure.Count * AniModel.Hartree);
    }

    [Theory]
    [InlineData(14.1, 30, true, 7.0)]
    [InlineData(14.1, 4, true, 2.9)]
    [InlineData(32, 30, false, 6.0)]
    public void ForcesAndVirialAreDerivativesOfTheEnergy(double zeta, int atoms, bool periodic, double edge)
    {
        var model = Of(zeta);
        var structure = Samples.Random(atoms, 11, periodic, edge);
        var prediction = model.Evaluate(structure);
        const double h = 1e-4;

        double Slope(Func<double, Structure> moved) =>
            (8 * (model.Evaluate(moved(h)).Energy - model.Evaluate(moved(-h)).Energy) - (model.Evaluate(moved(2 * h)).Energy - model.Evaluate(moved(-2 * h)).Energy)) / (12 * h);

        for (var axis = 0; axis < 3; axis++)
        {
            var along = new Vec3(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);
            var slope = Slope(x =>
            {
                var moved = structure.Clone();
                moved.Positions[1] += x * along;
                return moved;
            });
            Assert.Equal(-slope, prediction.Forces[1][axis], 1e-6 * Rms(prediction));
            var other = new Vec3(0.3, 1, -0.7);
            var strained = Slope(x => structure.Strained(0.1 * x * Mat3.Outer(along, other))) / 0.1;
            Assert.Equal(-strained, Vec3.Dot(prediction.Virial.Row(axis), other), 1e-6 * (Rms(prediction) * structure.Count + Math.Abs(strained)));
        }
    }

    [Fact]
    public void SinglePrecisionAgreesWithDouble()
    {
        var structure = Samples.Random(80, 12, periodic: true, edge: 9);
        Prediction exact = Any.Evaluate(structure), single = Any.Evaluate(structure, new EvaluatorOptions(Team.Single, Precision.Single));
        var error = Math.Sqrt(exact.Forces.ToArray().Zip(single.Forces.ToArray(), (a, b) => (a - b).LengthSquared / 3).Average());
        Assert.True(error < 1e-5 * Rms(exact), $"{error} of {Rms(exact)}");
        Assert.Equal(exact.Energy, single.Energy, 1e-5 * structure.Count);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(128)]
    [InlineData(0)]
    public void EveryWidthAgrees(int bits)
    {
        var structure = Samples.Random(40, 13, periodic: true, edge: 7.5);
        foreach (var model in new[] { Any, PowerOfTwo })
        {
            var wide = model.Evaluate(structure);
            using (Widths.Limit(bits))
            {
                Prediction narrow = model.Evaluate(structure), single = model.Evaluate(structure, new EvaluatorOptions(Team.Single, Precision.Single));
                for (var i = 0; i < structure.Count; i++)
                {
                    Assert.True((wide.Forces[i] - narrow.Forces[i]).Length < 1e-12 * Rms(wide));
                    Assert.True((wide.Forces[i] - single.Forces[i]).Length < 1e-4 * Rms(wide));
                }
            }
        }
    }

    [Fact]
    public void ThreadsDoNotChangeBits()
    {
        var structure = Samples.Random(150, 15, periodic: true, edge: 11);
        using var team = new Team(3);
        foreach (var precision in new[] { Precision.Double, Precision.Single })
        {
            Prediction one = Any.Evaluate(structure, new EvaluatorOptions(Team.Single, precision)), three = Any.Evaluate(structure, new EvaluatorOptions(team, precision));
            Assert.Equal(one.Energy, three.Energy);
            Assert.Equal(one.Forces.ToArray(), three.Forces.ToArray());
        }
    }

    [Fact]
    public void SubsetsOfElementsAndWhatCameBeforeDoNotMatter()
    {
        // Oxygen by itself is another subset of the model than oxygen beside a far carbon atom in the same block.
        Structure dioxygen = new([Samples.O, Samples.O], [Vec3.Zero, new Vec3(1.2, 0, 0)]), carbon = new([Samples.C], [new Vec3(0, 0, 6)]);
        var both = new Structure([Samples.O, Samples.O, Samples.C], [Vec3.Zero, new Vec3(1.2, 0, 0), new Vec3(0, 0, 6)]);
        Assert.Equal(Any.Evaluate(dioxygen).Energy + Any.Evaluate(carbon).Energy, Any.Evaluate(both).Energy, 1e-9);
        using var evaluator = Any.Open(EvaluatorOptions.Default);
        Prediction first = new(), again = new();
        evaluator.Evaluate(both, Request.Forces, first);
        evaluator.Evaluate(Samples.Random(90, 3, periodic: true, edge: 9), Request.Forces, again);
        evaluator.Evaluate(dioxygen, Request.Forces, again);
        evaluator.Evaluate(both, Request.Forces, again);
        Assert.Equal(first.Energy, again.Energy);
        Assert.Equal(first.Forces.ToArray(), again.Forces.ToArray());
    }

    [Theory]
    [InlineData(14.1, 30, true, 7.0)]
    [InlineData(14.1, 4, true, 2.9)]
    [InlineData(32, 20, false, 5.0)]
    public void TangentsAreDifferencesOfForces(double zeta, int atoms, bool periodic, double edge)
    {
        // Gaussians: forces of CELU's have kinks, which differences go across.
        var model = Samples.Model(zeta, members: 2, activation: Activation.Gaussian);
        var structure = Samples.Random(atoms, 19, periodic, edge);
        using var evaluator = model.Open(EvaluatorOptions.Default);
        var forces = ForceTangents.Of(evaluator);
        Assert.True(forces.HasForceTangent);
        var random = new Random(4);
        double Next() => 2 * random.NextDouble() - 1;
        Vec3[] v = [.. structure.Positions.Select(_ => new Vec3(Next(), Next(), Next()))], u = [.. v.Select(_ => new Vec3(Next(), Next(), Next()))];
        Vec3[] tangent = new Vec3[atoms], other = new Vec3[atoms];
        forces.ForceTangent(structure, v, tangent);
        forces.ForceTangent(structure, u, other);
        Vec3[] At(double t) => model.Evaluate(structure.With(structure.Cell, [.. structure.Positions.Zip(v, (r, d) => r + t * d)])).Forces.ToArray();
        const double h = 1e-4;
        Vec3[] up = At(h), down = At(-h), up2 = At(2 * h), down2 = At(-2 * h);
        var scale = Math.Sqrt(tangent.Average(t => t.LengthSquared));
        Assert.True(scale > 1e-2);
        for (var i = 0; i < atoms; i++)
            Assert.True((tangent[i] - 1 / (12 * h) * (8 * (up[i] - down[i]) - (up2[i] - down2[i]))).Length < 1e-6 * scale, $"atom {i}");
        // A Hessian is symmetric.
        double Dot(Vec3[] a, Vec3[] b) => a.Zip(b, Vec3.Dot).Sum();
        Assert.Equal(Dot(u, tangent), Dot(v, other), 1e-11 * scale * atoms);
    }

    [Fact]
    public void AMoleculeHasTheSameBitsInAnyCompany()
    {
        // Of one, two and three elements; so many atoms that a block is several batches.
        Structure[] molecules = [.. Enumerable.Range(0, 30).Select(k => Samples.Random(2 + 3 * k % 50, k, periodic: false, edge: 3.5 + 0.07 * (3 * k % 50)))];
        foreach (var precision in new[] { Precision.Double, Precision.Single })
        {
            using var evaluator = Any.Open(new EvaluatorOptions(Team.Single, precision));
            Prediction[] together = [.. molecules.Select(_ => new Prediction())], alone = [new()];
            evaluator.EvaluateEach(molecules, Request.Everything, together);
            for (var k = 0; k < molecules.Length; k++)
            {
                evaluator.EvaluateEach([molecules[k]], Request.Everything, alone);
                Assert.Equal(alone[0].Energy, together[k].Energy);
                Assert.Equal(alone[0].Forces.ToArray(), together[k].Forces.ToArray());
                Assert.Equal(alone[0].Virial, together[k].Virial);
                if (precision == Precision.Double)
                    Assert.Equal(Any.Evaluate(molecules[k]).Energy, together[k].Energy, 1e-9);
            }
        }
    }

    [Fact]
    public void AnIsolatedAtomHasTheEnergyOfItsNetworkAndNoForce()
    {
        var structure = new Structure([Samples.O], [new Vec3(1, 2, 3)]);
        var prediction = Any.Evaluate(structure);
        Assert.Equal(SlowAev.Energy(Any, structure), prediction.Energy, 1e-10);
        Assert.NotEqual(Any.AtomEnergy(1), prediction.Energy, 1e-3);
        Assert.Equal(Vec3.Zero, prediction.Forces[0]);
    }

    [Fact]
    public void CollinearAtomsAreNoSpecialCase()
    {
        var structure = new Structure([Samples.O, Samples.C, Samples.O], [new Vec3(-1.2, 0, 0), Vec3.Zero, new Vec3(1.2, 0, 0)]);
        var prediction = Any.Evaluate(structure);
        Assert.Equal(SlowAev.Energy(Any, structure), prediction.Energy, 1e-10);
        Assert.Equal(0, prediction.Forces[0].Y, 1e-12);
        Assert.Equal(0, (prediction.Forces[0] + prediction.Forces[2]).Length, 1e-10);
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        var structure = Samples.Random(120, 16, periodic: true, edge: 10.5);
        foreach (var precision in new[] { Precision.Double, Precision.Single })
            Assert.Equal(0, Steps.Allocated(Any, structure, new EvaluatorOptions(Team.Single, precision, 0.5)));
    }

    [Theory]
    [InlineData(-1, null, "charge -1")]
    [InlineData(0.5, 1, "charge +0.5")]
    [InlineData(0, 3, "multiplicity 3")]
    public void ChargesAndOpenShellsAreRefused(double charge, int? multiplicity, string says)
    {
        var structure = Samples.Random(5, 1, periodic: false, edge: 4);
        structure.Multiplicity = 1;
        Any.Evaluate(structure);
        (structure.Charge, structure.Multiplicity) = (charge, multiplicity);
        Assert.Contains(says, Assert.Throws<PotentialException>(() => Any.Evaluate(structure)).Message, StringComparison.Ordinal);
        var sum = new WeightedSum([(1, Any), (0.5, PotentialGrammar.Parse("zbl"))]);
        Assert.Contains(says, Assert.Throws<PotentialException>(() => sum.Evaluate(structure)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ItsNetworksAreBlocksThatTrainingCanPull()
    {
        var network = Any.Members[1][2];
        using var batch = NetworkBatch.Open(network, 4);
        var random = new Random(8);
        double[] inputs = [.. Enumerable.Range(0, 4 * network.Inputs).Select(_ => random.NextDouble())], energies = new double[4];
        // What training does: the pull of the blocks that NetworkBatch runs, by inputs and by parameters at once.
        var pass = network.Chain().CreatePass(4);
        pass.Begin(4);
        inputs.CopyTo(pass.X);
        var parameters = network.Parameters.ToArray();
        var gradient = new double[parameters.Length];
        pass.Value<F64x1>(parameters);
        pass.YBar.Fill(1);
        pass.Pull<F64x1>(parameters, gradient);
        pass.Dispose();
        Assert.True(gradient.Count(g => g != 0) > parameters.Length / 4);

        double Sum()
        {
            batch.Value(inputs, energies);
            return energies.Sum();
        }

        foreach (var k in new[] { 0, parameters.Length / 3, network.BiasesStart(0), network.BiasesStart(1) + 1, parameters.Length - 1 })
        {
            var w = parameters[k];
            parameters[k] = w + 1e-5;
            batch.SetParameters(parameters);
            var up = Sum();
            parameters[k] = w - 1e-5;
            batch.SetParameters(parameters);
            Assert.Equal((up - Sum()) / 2e-5, gradient[k], 1e-7);
            parameters[k] = w;
        }
    }

    [Fact]
    public void PartsMustFit()
    {
        var functions = Any.Functions;
        Assert.Contains("as many", Assert.Throws<PotentialException>(() => new AniModel(functions, [Any.Members[0]], [0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("takes 3", Assert.Throws<PotentialException>(() => new AniModel(functions, [[.. Enumerable.Repeat(ElementNetwork.Random(3, [2], 1), 3)]], [0, 0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("Rca", Assert.Throws<PotentialException>(() => new AevFunctions([Samples.H], 3, 4, 1, [1], 1, [1], 1, [1])).Message, StringComparison.Ordinal);
    }
}
