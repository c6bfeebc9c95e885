using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Behler.N2p2;

namespace Athanor.Potentials.Tests.Behler;

/// <summary>Published and synthetic n2p2 models against n2p2's own energies and forces.</summary>
public sealed class N2p2ReferenceTests
{
    [Theory]
    [InlineData("H2O_1080", true)]
    [InlineData("Cu2S_144", false)]
    [InlineData("Ethylbenzene_288", true)]
    [InlineData("synth/case00", false)]
    [InlineData("synth/case01", false)]
    [InlineData("synth/case02", false)]
    [InlineData("synth/case03", false)]
    [InlineData("synth/case04", false)]
    [InlineData("synth/case05", false)]
    [InlineData("synth/case06", false)]
    [InlineData("synth/case07", false)]
    [InlineData("synth/case08", false)]
    [InlineData("synth/case09", false)]
    [InlineData("synth/case10", false)]
    public void AgreesWithN2p2(string name, bool atomicUnits)
    {
        Assert.SkipUnless(SharedData.Has(N2p2Reference.Folder(name)), SharedData.Missing(N2p2Reference.Folder(name)));
        var units = atomicUnits ? N2p2Units.Atomic : N2p2Units.Metal;
        var reference = N2p2Reference.Read(name, units);
        var model = N2p2Model.Read(SharedData.PathOf(N2p2Reference.Folder(name)), units);
        using var evaluator = model.Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(reference.Structure, Request.Everything, prediction);
        Assert.Equal(reference.Energy, prediction.Energy, 1e-12 * Math.Abs(reference.Energy));
        var scale = Math.Sqrt(reference.Forces.Average(f => f.LengthSquared));
        for (var i = 0; i < reference.Forces.Length; i++)
            Assert.True((prediction.Forces[i] - reference.Forces[i]).Length < 1e-10 * scale, $"atom {i + 1}: {prediction.Forces[i]} against {reference.Forces[i]}");
    }

    [Fact]
    public void SinglePrecisionForcesOfWaterAgreeWithDouble()
    {
        Assert.SkipUnless(SharedData.Has(N2p2Reference.Folder("H2O_1080")), SharedData.Missing(N2p2Reference.Folder("H2O_1080")));
        var reference = N2p2Reference.Read("H2O_1080", N2p2Units.Atomic);
        var model = N2p2Model.Read(SharedData.PathOf(N2p2Reference.Folder("H2O_1080")), N2p2Units.Atomic);
        using var evaluator = model.Open(new EvaluatorOptions(Team.Single, Precision.Single));
        var prediction = new Prediction();
        evaluator.Evaluate(reference.Structure, Request.Everything, prediction);
        double error = 0, scale = 0;
        for (var i = 0; i < reference.Forces.Length; i++)
        {
            error += (prediction.Forces[i] - reference.Forces[i]).LengthSquared;
            scale += reference.Forces[i].LengthSquared;
        }
        Assert.True(error < 1e-10 * scale, $"forces differ by {Math.Sqrt(error / scale):g3} of their RMS");
        Assert.Equal(reference.Energy, prediction.Energy, 1e-6 * reference.Structure.Count);
    }
}
