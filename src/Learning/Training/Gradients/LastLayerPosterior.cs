using Athanor.Inference;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// Draws of the last layer's parameters from their Laplace approximation, the rest of the model as it is (Bigi, Chong, Ceriotti and Grasselli, Mach. Learn.: Sci. Technol. 5, 045018 (2024)): the Gauss–Newton matrix of energies, forces and stresses, noise of each kind and prior by
/// evidence. A network that knows its frames by heart has small errors there, and its last layer alone does not tell of those of the rest: so draws are then stretched until their forces spread as those on the frames held back are off.
/// </summary>
sealed class LastLayerPosterior(ILastLayer model, TrainingFrame[] training, TrainingFrame[] validation, Team team)
{
    /// <summary>Parameters beyond which the matrix would take too long.</summary>
    const int MostParameters = 4000;

    /// <summary>Components of a frame at most; beyond, they say little new.</summary>
    const int MostComponents = 24;

    /// <summary>Components of a frame for each sweep made: each costs a quarter of a frame's share in a sweep, so that all take less than a fifth of the fit.</summary>
    const double ComponentsASweep = 0.7;

    /// <summary>Solutions in which noise and prior settle.</summary>
    const int MostSolutions = 12;

    /// <summary>Numbers of rows that are kept to train on.</summary>
    const long MostKept = 1L << 26;

    /// <summary>Frames whose rows are kept at a time.</summary>
    const int Chunk = 64;

    /// <summary>What was found, in a sentence.</summary>
    internal string Remark { get; private set; } = "";

    /// <summary>Deviations in the fit's units, [draw, parameter of the last layer], of mean zero; null where the fit was too short or the layer is too large.</summary>
    /// <param name="parameters">All of the model's.</param>
    /// <param name="sweeps">Made by the fit.</param>
    /// <param name="trained">Whether the draws are then trained (<see cref="LastLayerLikelihood"/>), where frames were held back.</param>
    internal double[]? Draw(double[] parameters, int draws, int sweeps, ulong seed, bool trained = true)
    {
        var components = Math.Min(MostComponents, (int)(ComponentsASweep * sweeps));
        var columns = model.LastLayerCount;
        if (components < 1 || columns > MostParameters)
        {
            Remark = columns > MostParameters
                ? $"The last layer has {columns} parameters, too many for heads (--heads): the model knows no uncertainty. A committee would (--committee 4)."
                : "The fit was too short for heads (--heads): the model knows no uncertainty.";
            return null;
        }
        model.Set(parameters);
        ILastLayerPass[] passes = [.. Enumerable.Range(0, team.Threads).Select(_ => (ILastLayerPass)model.Open())];
        try
        {
            var mean = new double[columns];
            model.CopyLastLayer(parameters, mean);
            NormalEquations[] kinds = [new("energies", columns), new("forces", columns), new("stresses", columns)];
            var learned = new List<LastLayerRows>();
            foreach (var rows in Rows(training, components, seed, passes))
            {
                // Of data that are too many the first are trained on.
                if (learned.Sum(l => (long)l.X.Length) < MostKept)
                    learned.Add(rows);
                for (var kind = 0; kind < kinds.Length; kind++)
                    Fold(rows, kind, mean, kinds[kind]);
            }
            if (kinds.All(k => k.Count == 0))
            {
                Remark = "Without labels there are no heads (--heads): the model knows no uncertainty.";
                return null;
            }
            var ridge = Settled(kinds);
            var deviations = PosteriorDraws.Centred(ridge, draws, seed);
            LastLayerRows[] held = [.. Rows(validation, components, seed, passes)];
            var stretch = Stretch(deviations, draws, held);
            Remark = FormattableString.Invariant($"{columns} parameters of the last layer, {ridge.Determined:0} of them determined by {kinds.Sum(k => k.Count):0} labels; draws of them were stretched {stretch:0.0} times to spread as frames held back are off.");
            if (trained && held.Length > 0)
                Train(deviations, stretch, draws, seed, ridge, learned, held);
            return deviations;
        }
        finally
        {
            foreach (var pass in passes)
                pass.Dispose();
        }
    }

    /// <summary>Trains the draws, in units in which those of the posterior are standard normal: then one rate suits all directions.</summary>
    void Train(double[] deviations, double stretch, int draws, ulong seed, BayesianRidge ridge, List<LastLayerRows> learned, LastLayerRows[] held)
    {
        var columns = model.LastLayerCount;
        foreach (var rows in learned.Concat(held))
        {
            for (var r = 0; r < rows.Count; r++)
                ridge.Whiten(rows.X.AsSpan(r * columns, columns));
        }
        var random = new SeededSequence(seed);
        for (var k = 0; k < deviations.Length; k++)
            deviations[k] = stretch * PosteriorDraws.Normal(random);
        var likelihood = new LastLayerLikelihood(learned, held, draws, team);
        likelihood.Improve(deviations);
        for (var m = 0; m < draws; m++)
            ridge.Draw(deviations.AsSpan(m * columns, columns));
        Remark += FormattableString.Invariant($" {likelihood.Remark}");
    }

    IEnumerable<LastLayerRows> Rows(TrainingFrame[] frames, int components, ulong seed, ILastLayerPass[] passes)
    {
        for (var first = 0; first < frames.Length; first += Chunk)
        {
            var rows = new LastLayerRows(frames.AsSpan(first, Math.Min(Chunk, frames.Length - first)), components, seed, model.LastLayerCount, passes);
            team.Run(rows, rows.Frames);
            yield return rows;
        }
    }

    /// <summary>Adds rows of a kind to its equations. The target is what the layer should give, not what it lacks: how large its parameters are tells of the prior.</summary>
    void Fold(LastLayerRows rows, int kind, double[] mean, NormalEquations into)
    {
        int[] own = [.. Enumerable.Range(0, rows.Count).Where(r => rows.Weight[r] > 0 && rows.Kind[r] == kind)];
        if (own.Length == 0)
            return;
        var columns = mean.Length;
        double[] x = new double[own.Length * columns], targets = new double[own.Length];
        var count = 0.0;
        for (var k = 0; k < own.Length; k++)
        {
            var root = Math.Sqrt(rows.Weight[own[k]]);
            var from = rows.X.AsSpan(own[k] * columns, columns);
            System.Numerics.Tensors.TensorPrimitives.Multiply(from, root, x.AsSpan(k * columns, columns));
            targets[k] = root * (rows.Left[own[k]] + Vectors.Dot(from, mean));
            count += rows.Weight[own[k]];
        }
        into.Add(x.AsMatrix(own.Length, columns), targets, count, team);
    }

    BayesianRidge Settled(NormalEquations[] kinds)
    {
        var floor = NetworkFit.Floor;
        var ridge = new BayesianRidge(kinds, [.. Enumerable.Repeat(1.0, model.LastLayerCount)], team, [floor.Energy * floor.Energy, floor.Force * floor.Force, floor.Stress * floor.Stress]);
        ridge.Solve();
        for (var solution = 1; solution < MostSolutions; solution++)
        {
            var evidence = ridge.LogEvidence;
            ridge.Update();
            ridge.Solve();
            if (ridge.LogEvidence - evidence < LinearFit.Settled)
                break;
        }
        return ridge;
    }

    /// <summary>Makes the spread of forces (of energies, where there are none) on frames held back as large as the errors, root mean square; leaves it where nothing is held back.</summary>
    static double Stretch(double[] deviations, int draws, IEnumerable<LastLayerRows> held)
    {
        double[] errors = new double[3], spreads = new double[3];
        foreach (var rows in held)
        {
            for (var r = 0; r < rows.Count; r++)
            {
                if (rows.Weight[r] == 0)
                    continue;
                var x = rows.X.AsSpan(r * rows.Columns, rows.Columns);
                var squares = 0.0;
                for (var m = 0; m < draws; m++)
                {
                    var d = Vectors.Dot(x, deviations.AsSpan(m * rows.Columns, rows.Columns));
                    squares += d * d;
                }
                errors[rows.Kind[r]] += rows.Weight[r] * rows.Left[r] * rows.Left[r];
                spreads[rows.Kind[r]] += rows.Weight[r] * squares / (draws - 1);
            }
        }
        var kind = spreads[LastLayerRows.Forces] > 0 ? LastLayerRows.Forces : LastLayerRows.Energies;
        if (spreads[kind] == 0 || errors[kind] == 0)
            return 1;
        var stretch = Math.Sqrt(errors[kind] / spreads[kind]);
        System.Numerics.Tensors.TensorPrimitives.Multiply(deviations, stretch, deviations);
        return stretch;
    }
}
