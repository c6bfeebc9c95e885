using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Layered;

namespace Athanor.Learning.Tests;

public sealed class LastLayerTests
{
    static TrainingOptions Options(string preset, int sweeps) => new() { Preset = preset, Baseline = "none", Validation = 0.2, Cutoff = 4, MostSteps = sweeps, Heads = 5 };

    internal static LayeredTrainable Trainable(List<Frame> frames, string preset, out TrainingFrame[] targets)
    {
        var import = ImportReport.Of(new Dataset(frames));
        int[] all = [.. Enumerable.Range(0, frames.Count)];
        var trainable = (LayeredTrainable)TrainingPresets.Find(preset).Prepare(frames, all, import.AtomEnergies, Options(preset, 1), Team.Single);
        targets = TrainingTargets.Of(import.Data, all, trainable, import.AtomEnergies, null, new Dictionary<string, double>(), true);
        return trainable;
    }

    [Theory]
    [InlineData("accurate")]
    [InlineData("max")]
    public void Rows_are_what_a_change_of_the_last_layer_does(string preset)
    {
        var frames = TrainingData.Silicon(3);
        var trainable = Trainable(frames, preset, out var targets);
        using var model = trainable.Model();
        var parameters = model.Begin(1);
        var columns = model.LastLayerCount;
        var random = new Random(5);
        double[] change = [.. Enumerable.Range(0, columns).Select(_ => random.NextDouble() - 0.5)], moved = [.. parameters];
        // Where they stand among all parameters is asked of the model itself.
        double[] places = [.. Enumerable.Range(0, parameters.Length)], own = new double[columns];
        model.CopyLastLayer(places, own);
        for (var k = 0; k < columns; k++)
            moved[(int)own[k]] += change[k];

        LastLayerRows Rows(double[] at)
        {
            model.Set(at);
            using var pass = (ILastLayerPass)model.Open();
            var rows = new LastLayerRows(targets, 1000, 7, columns, [pass]);
            Team.Single.Run(rows, rows.Frames);
            return rows;
        }

        LastLayerRows before = Rows(parameters), after = Rows(moved);
        var kinds = new int[3];
        for (var r = 0; r < before.Count; r++)
        {
            if (before.Weight[r] == 0)
                continue;
            kinds[before.Kind[r]]++;
            Assert.Equal(before.Left[r] - after.Left[r], Vectors.Dot(before.X.AsSpan(r * columns, columns), change), 2e-4 * Math.Max(1, Math.Abs(before.Left[r] - after.Left[r])));
        }
        // All components, since more were asked for than there are.
        Assert.Equal(frames.Count, kinds[LastLayerRows.Energies]);
        Assert.Equal(frames.Sum(f => 3 * f.Structure.Count), kinds[LastLayerRows.Forces]);
    }

    [Fact]
    public void Components_drawn_by_lot_stand_for_all()
    {
        var trainable = Trainable(TrainingData.Silicon(3), "accurate", out var targets);
        using var model = trainable.Model();
        model.Set(model.Begin(1));
        using var pass = (ILastLayerPass)model.Open();
        var rows = new LastLayerRows(targets, 10, 7, model.LastLayerCount, [pass]);
        Team.Single.Run(rows, rows.Frames);
        var labels = targets.Sum(t => t.Rows.Count(r => !double.IsNaN(r)));
        Assert.Equal(labels, rows.Weight.Where((_, r) => rows.Kind[r] != LastLayerRows.Energies).Sum(), 1e-9 * labels);
        Assert.Equal(11 * targets.Length, rows.Count);
    }

    [Fact]
    public void A_fit_brings_heads_that_know_what_they_have_not_seen()
    {
        var frames = TrainingData.Silicon(12);
        var result = TrainingData.Train(frames, Options("accurate", 40));
        var model = (LayeredModel)result.Potential;
        Assert.Equal(5, model.Heads!.Count);
        using var evaluator = model.Open(EvaluatorOptions.Default);
        double Sigma(Structure structure)
        {
            var prediction = new Prediction();
            evaluator.Evaluate(structure, Request.Forces | Request.Uncertainty, prediction);
            var sum = 0.0;
            foreach (var s in prediction.ForcesStd)
                sum += s.LengthSquared / (3 * structure.Count);
            return Math.Sqrt(sum);
        }
        var held = result.Split.Validation.Average(i => Sigma(frames[i].Structure));
        Assert.InRange(held, 0.3 * result.History[^1].Validation.ForceRmse, 3 * result.History[^1].Validation.ForceRmse);
        var strange = frames[0].Structure.Clone();
        strange.Positions[0] += 0.5 * (strange.Positions[1] - strange.Positions[0]);
        Assert.True(Sigma(strange) > 3 * held, $"{Sigma(strange)} and {held}");
        Assert.Null(((LayeredModel)TrainingData.Train(frames, Options("accurate", 2) with { Heads = 0 }).Potential).Heads);
        var tooShort = TrainingData.Train(frames, Options("accurate", 1));
        Assert.Null(((LayeredModel)tooShort.Potential).Heads);
        Assert.Contains(tooShort.Remarks, r => r.Contains("too short for heads", StringComparison.Ordinal));
    }

    [Fact]
    public void Heads_learn_how_far_labels_are_off()
    {
        const int Columns = 3, Count = 4000, Members = 12;
        var random = new SeededSequence(3);
        double Normal() => PosteriorDraws.Normal(random);
        // Errors of variance 0.5² x₀² + 0.2²: nothing comes of the other features.
        LastLayerRows Rows(int seed)
        {
            random = new SeededSequence((ulong)seed);
            var x = new double[Count * Columns];
            var left = new double[Count];
            for (var r = 0; r < Count; r++)
            {
                for (var c = 0; c < Columns; c++)
                    x[r * Columns + c] = Normal();
                left[r] = 0.5 * x[r * Columns] * Normal() + 0.2 * Normal();
            }
            return new LastLayerRows(Columns, x, left, [.. Enumerable.Repeat(LastLayerRows.Forces, Count)], [.. Enumerable.Repeat(1.0, Count)]);
        }
        LastLayerRows[] learned = [.. Enumerable.Range(1, 10).Select(Rows)];
        LastLayerRows[] held = [Rows(100)];
        double[] heads = [.. Enumerable.Range(0, Members * Columns).Select(_ => 0.3 * Normal())];
        new LastLayerLikelihood(learned, held, Members, Team.Single).Improve(heads);
        double Spread(int column) => Math.Sqrt(Enumerable.Range(0, Members).Sum(m => heads[m * Columns + column] * heads[m * Columns + column]) / (Members - 1));
        Assert.Equal(0.5, Spread(0), 0.03);
        Assert.InRange(Spread(1), 0, 0.06);
        Assert.InRange(Spread(2), 0, 0.06);
        Assert.Equal(0, Enumerable.Range(0, Members).Sum(m => heads[m * Columns]), 1e-12);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        using var team = new Team(3);
        var frames = TrainingData.Silicon(6);
        double[] Heads(Team t) =>
            ((LayeredModel)new Trainer(ImportReport.Of(new Dataset(frames)), Options("max", 3), t).Train(null, _ => { }, default).Potential).Heads!.Deviations.ToArray();
        Assert.Equal(Heads(Team.Single), Heads(team));
    }
}
