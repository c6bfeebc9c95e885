using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Tests.Behler;

/// <summary>With Gaussians and cosines.</summary>
public sealed class GaussianBehlerModelTests() : BehlerModelTests(Sample)
{
    static readonly BehlerModel Sample = Samples.Model(Samples.Everything(new CutoffFunction(CutoffShape.Polynomial2)));
}

/// <summary>With windows.</summary>
public sealed class CompactBehlerModelTests() : BehlerModelTests(Sample)
{
    static readonly BehlerModel Sample = Samples.Model(Samples.Compact(CutoffShape.Polynomial2));
}

/// <summary>What holds for every model, whatever its functions.</summary>
public abstract class BehlerModelTests
{
    private protected BehlerModelTests(BehlerModel model) => Model = model;

    BehlerModel Model { get; }

    static Prediction Predict(IPotential model, Structure structure, EvaluatorOptions? options = null)
    {
        using var evaluator = model.Open(options ?? EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(structure, Request.Everything, prediction);
        return prediction;
    }

    static double Rms(Prediction p) => Math.Sqrt(p.Forces.ToArray().Average(f => f.LengthSquared / 3));

    [Theory]
    [InlineData(30, true, 7.0)]
    [InlineData(5, true, 2.9)]
    [InlineData(30, false, 7.0)]
    public void ForcesAndVirialAreDerivativesOfTheEnergy(int atoms, bool periodic, double edge)
    {
        var structure = Samples.Random(atoms, 11, periodic, edge);
        var prediction = Predict(Model, structure);
        const double h = 1e-4;
        for (var axis = 0; axis < 3; axis++)
        {
            var step = new Vec3(axis == 0 ? h : 0, axis == 1 ? h : 0, axis == 2 ? h : 0);
            Structure plus = structure.Clone(), minus = structure.Clone();
            plus.Positions[2] += step;
            minus.Positions[2] -= step;
            Assert.Equal(-(Predict(Model, plus).Energy - Predict(Model, minus).Energy) / (2 * h), prediction.Forces[2][axis], 1e-6 * (1 + Rms(prediction)));
            var strain = 0.1 * Mat3.Outer(step, new Vec3(0.3, 1, -0.7));
            var expected = -(Predict(Model, structure.Strained(strain)).Energy - Predict(Model, structure.Strained(-1.0 * strain)).Energy) / (2 * 0.1 * h);
            var found = Vec3.Dot(prediction.Virial.Row(axis), new Vec3(0.3, 1, -0.7));
            Assert.Equal(expected, found, 1e-5 * (1 + Math.Abs(expected)));
        }
    }

    [Fact]
    public void SinglePrecisionAgreesWithDouble()
    {
        var structure = Samples.Random(80, 12, periodic: true, edge: 9);
        Prediction exact = Predict(Model, structure), single = Predict(Model, structure, new EvaluatorOptions(Team.Single, Precision.Single));
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
        var wide = Predict(Model, structure);
        using (Widths.Limit(bits))
        {
            var narrow = Predict(Model, structure);
            for (var i = 0; i < structure.Count; i++)
                Assert.True((wide.Forces[i] - narrow.Forces[i]).Length < 1e-11 * Rms(wide));
            var single = Predict(Model, structure, new EvaluatorOptions(Team.Single, Precision.Single));
            for (var i = 0; i < structure.Count; i++)
                Assert.True((wide.Forces[i] - single.Forces[i]).Length < 1e-4 * Rms(wide));
        }
    }

    [Fact]
    public void CachedDerivativesGiveTheSameForces()
    {
        var structure = Samples.Random(40, 14, periodic: true, edge: 7.5);
        var expected = Predict(Model, structure);
        using var evaluator = new DescriptorEvaluator(Model.Functions);
        var d = evaluator.Evaluate(structure, derivatives: true);
        d.Scale(Model.Scaling);
        var gradients = new double[d.Values.Length];
        var energy = 0.0;
        for (var i = 0; i < d.Count; i++)
        {
            var network = Model.Networks[d.Species[i]];
            using var batch = NetworkBatch.Open(network, 1);
            var one = new double[1];
            batch.Value(d.Values.AsSpan(d.ValueStart(i), network.Inputs), one);
            batch.Gradient(gradients.AsSpan(d.ValueStart(i), network.Inputs));
            energy += Model.EnergyScale * one[0] + Model.AtomEnergy(d.Species[i]);
        }
        Assert.Equal(expected.Energy, energy, 1e-9);
        for (var k = 0; k < gradients.Length; k++)
            gradients[k] *= Model.EnergyScale;
        var (forces, virial) = ForcesOf(d, gradients);
        for (var i = 0; i < d.Count; i++)
            Assert.True((expected.Forces[i] - forces[i]).Length < 1e-5 * Rms(expected));
        for (var r = 0; r < 3; r++)
        {
            for (var c = 0; c < 3; c++)
                Assert.Equal(expected.Virial[r, c], virial[r, c], 1e-5 * Math.Abs(expected.Virial.Trace) + 1e-4);
        }
    }

    /// <summary>F_k = −Σ_i y_i·∂G_i/∂r_k and W = −Σ_i y_i·∂G_i/∂ε, straight from the layout.</summary>
    static (Vec3[] Forces, Mat3 Virial) ForcesOf(Descriptors d, double[] y)
    {
        var forces = new Vec3[d.Count];
        var virial = Mat3.Zero;
        for (var i = 0; i < d.Count; i++)
        {
            double Row(float[] rows, long start) =>
                Enumerable.Range(0, d.ValueStart(i + 1) - d.ValueStart(i)).Sum(m => rows[start + m] * y[d.ValueStart(i) + m]);
            for (var e = d.EntryStart[i]; e < d.EntryStart[i + 1]; e++)
            {
                var start = d.DerivativeStart[i] + 3L * (e - d.EntryStart[i]) * d.Stride(i);
                var g = new Vec3(Row(d.Derivatives, start), Row(d.Derivatives, start + d.Stride(i)), Row(d.Derivatives, start + 2 * d.Stride(i)));
                forces[d.EntryAtom[e]] -= g;
                forces[i] += g;
            }
            double[] s = [.. Enumerable.Range(0, 6).Select(c => Row(d.StrainDerivatives, d.StrainStart(i) + (c * d.Stride(i))))];
            virial -= new Mat3(s[0], s[5], s[4], s[5], s[1], s[3], s[4], s[3], s[2]);
        }
        return (forces, virial);
    }

    [Fact]
    public void ThreadsDoNotChangeBits()
    {
        var structure = Samples.Random(150, 15, periodic: true, edge: 11);
        using var team = new Team(3);
        foreach (var precision in new[] { Precision.Double, Precision.Single })
        {
            Prediction one = Predict(Model, structure, new EvaluatorOptions(Team.Single, precision)), three = Predict(Model, structure, new EvaluatorOptions(team, precision));
            Assert.Equal(one.Energy, three.Energy);
            Assert.Equal(one.Forces.ToArray(), three.Forces.ToArray());
        }
    }

    [Fact]
    public void AnIsolatedAtomHasAnEnergyAndNoForce()
    {
        var prediction = Predict(Model, new Structure([Samples.O], [new Vec3(1, 2, 3)]));
        Assert.True(double.IsFinite(prediction.Energy));
        Assert.Equal(Vec3.Zero, prediction.Forces[0]);
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        var structure = Samples.Random(60, 16, periodic: true, edge: 8.5);
        Assert.Equal(0, Steps.Allocated(Model, structure, EvaluatorOptions.Default with { Skin = 0.5 }));
    }

    [Fact]
    public void PartsMustFit()
    {
        var set = Model.Functions;
        Assert.Contains("as many", Assert.Throws<PotentialException>(() => new BehlerModel(set, Model.Scaling, Model.Networks, [0])).Message, StringComparison.Ordinal);
        Assert.Contains("symmetry functions", Assert.Throws<PotentialException>(
            () => new BehlerModel(set, Model.Scaling, [.. Model.Networks.Select(_ => ElementNetwork.Random(3, [4], 1))], [0, 0, 0])).Message, StringComparison.Ordinal);
    }
}
