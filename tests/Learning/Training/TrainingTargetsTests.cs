using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning.Tests;

public sealed class TrainingTargetsTests
{
    const double AtomEnergy = -14.5;

    static readonly Dictionary<string, double> NoWeights = [];

    [Fact]
    public void What_is_left_without_atoms_and_baseline_is_the_rest_of_the_potential()
    {
        var frames = TrainingData.DenseArgon(4, AtomEnergy);
        var targets = Targets(frames, TrainingData.WideZbl, stresses: true);
        using var rest = PotentialGrammar.Parse(TrainingData.DensePair).Open(EvaluatorOptions.Default);
        Assert.Equal(0, targets[0].Energy!.Value, 1e-12);
        for (var k = 1; k < frames.Count; k++)
        {
            var expected = TrainingData.Label(frames[k].Structure, rest);
            Assert.Equal(expected.Energy!.Value, targets[k].Energy!.Value, 1e-9);
            for (var row = 0; row < 3 * expected.Forces!.Length; row++)
                Assert.Equal(-expected.Forces[row / 3][row % 3], targets[k].Rows[row], 1e-9);
            // ZBL is strong here: were it not taken off, nothing of this would hold.
            Assert.True(Math.Abs(frames[k].Energy!.Value - AtomEnergy * frames[k].Structure.Count - expected.Energy.Value) > 1e-3);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(TrainingData.WideZbl)]
    public void Strain_rows_are_the_energy_derived_by_strain(string? baseline)
    {
        var frames = TrainingData.DenseArgon(2, AtomEnergy);
        var target = Targets(frames, baseline, stresses: true)[2];
        using var rest = PotentialGrammar.Parse(baseline is null ? $"{TrainingData.WideZbl} + {TrainingData.DensePair}" : TrainingData.DensePair).Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        const double Step = 1e-5;
        (int Row, int Column)[] components = [(0, 0), (1, 1), (2, 2), (1, 2), (0, 2), (0, 1)];
        for (var v = 0; v < 6; v++)
        {
            var (i, j) = components[v];
            var difference = (Energy(Step) - Energy(-Step)) / (2 * Step);
            Assert.Equal(difference, target.Rows[3 * target.Features.Atoms + v], 1e-5 * Math.Max(1, Math.Abs(difference)));

            double Energy(double size)
            {
                var strain = new double[9];
                // Half of a shear in each of its two places, so that the derivative is one component of V·stress.
                strain[3 * i + j] += 0.5 * size;
                strain[3 * j + i] += 0.5 * size;
                rest.Evaluate(frames[2].Structure.Strained(Mat3.FromSpan(strain)), Request.Energy, prediction);
                return prediction.Energy;
            }
        }
    }

    [Fact]
    public void Labels_that_are_missing_or_distrusted_are_not_numbers()
    {
        var frames = TrainingData.DenseArgon(2, AtomEnergy);
        frames[1].Forces = null;
        frames[2].Energy = null;
        var targets = Targets(frames, null, stresses: false);
        Assert.All(targets[1].Rows, r => Assert.True(double.IsNaN(r)));
        Assert.NotNull(targets[1].Energy);
        Assert.Null(targets[2].Energy);
        Assert.All(targets[2].Rows[..(3 * targets[2].Features.Atoms)], r => Assert.False(double.IsNaN(r)));
        Assert.All(targets[2].Rows[(3 * targets[2].Features.Atoms)..], r => Assert.True(double.IsNaN(r)));
    }

    static TrainingFrame[] Targets(IReadOnlyList<Frame> frames, string? baseline, bool stresses)
    {
        var data = new Dataset(frames);
        var atoms = AtomEnergies.Of(data);
        int[] all = [.. Enumerable.Range(0, frames.Count)];
        var trainable = TrainingPresets.Find("behler").Prepare(frames, all, atoms, new TrainingOptions { Cutoff = 4 }, Team.Single);
        return TrainingTargets.Of(data, all, trainable, atoms, baseline is null ? null : PotentialGrammar.Parse(baseline), NoWeights, stresses);
    }
}
