using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning.Tests;

/// <summary>The optimiser works on cached features, users run the model: two paths to the same numbers.</summary>
public sealed class ModelAgreementTests
{
    [Fact]
    public void The_model_predicts_what_the_optimiser_saw_in_a_crystal() => Agree(TrainingData.Silicon(4));

    [Fact]
    public void The_model_predicts_what_the_optimiser_saw_in_a_molecule_of_two_elements() => Agree([.. SyntheticData.WaterAtoms(), .. SyntheticData.Water(4)]);

    static void Agree(List<Frame> frames)
    {
        var data = new Dataset(frames);
        var atoms = AtomEnergies.Of(data);
        int[] all = [.. Enumerable.Range(0, frames.Count)];
        var trainable = (INetworkTrainable)TrainingPresets.Find("behler").Prepare(frames, all, atoms, new TrainingOptions { Hidden = [7, 5] }, Team.Single);
        using var networks = new NetworkSet(trainable.Networks);
        var targets = TrainingTargets.Of(data, all, trainable, atoms, null, new Dictionary<string, double>(), stresses: true);
        using var objective = new Objective(targets, networks, Team.Single);
        var parameters = networks.Initialise(2);
        var random = new Random(4);
        for (var p = 0; p < parameters.Length; p++)
            parameters[p] += 0.2 * (random.NextDouble() - 0.5);
        objective.Evaluate(parameters);
        using var evaluator = trainable.Build(parameters, null).Open(EvaluatorOptions.Default with { Precision = Precision.Double });
        var largest = 0.0;
        for (var k = 0; k < frames.Count; k++)
        {
            var s = frames[k].Structure;
            var model = TrainingData.Label(s, evaluator);
            Assert.Equal(objective.Energy(k) + atoms.Sum(s), model.Energy!.Value, 1e-5 * s.Count);
            var rows = objective.Rows(k);
            for (var r = 0; r < 3 * s.Count; r++)
            {
                largest = Math.Max(largest, Math.Abs(rows[r]));
                Assert.Equal(rows[r], -model.Forces![r / 3][r % 3], 2e-4);
            }
            if (model.Stress is not { } stress)
                continue;
            Mat3 strain = s.Cell!.Volume * stress;
            double[] expected = [strain.XX, strain.YY, strain.ZZ, strain.YZ, strain.XZ, strain.XY];
            for (var v = 0; v < 6; v++)
                Assert.Equal(expected[v], rows[3 * s.Count + v], 1e-3);
        }
        Assert.True(largest > 0.1, "forces this small prove nothing");
    }
}
