using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// Goes on with a fitted model and its heads together (Kellner and Ceriotti, Mach. Learn.: Sci. Technol. 5, 035006 (2024)): the greatest Gaussian likelihood of energies, forces and stresses, the variance of each being the heads' spread and a noise of its kind, by body, heads and noise.
/// A few sweeps at a falling rate; what makes frames held back likeliest is kept, where nothing does, nothing is changed.
/// </summary>
sealed class HeadedFit(IHeadedModel model, TrainingFrame[] training, TrainingFrame[] validation, int members, Team team)
{
    const int Batch = 4;

    /// <summary>Of numbers in units of what they usually are, in the first sweep. Adam's, which falls to a hundredth; 0.0005 did as well in a few sweeps.</summary>
    const double Rate = 0.001;

    readonly double[] _noise = new double[HeadedGradients.Kinds], _inflation = new double[HeadedGradients.Kinds], _now = new double[HeadedGradients.Kinds];

    /// <summary>What was found, in a sentence.</summary>
    internal string Remark { get; private set; } = "";

    /// <summary>Changes parameters and heads ([member, parameter of the last layer], mean zero) where frames held back, which there must be, are likelier for it.</summary>
    /// <param name="known">What the model leaves of the frames learned from.</param>
    /// <param name="held">And of those held back: larger, and heads are to spread as these are off.</param>
    internal void Improve(double[] parameters, double[] deviations, in Residuals known, in Residuals held, int sweeps, ulong seed, CancellationToken cancellation)
    {
        Begin(LastLayerRows.Energies, known.EnergyRmse, held.EnergyRmse);
        Begin(LastLayerRows.Forces, known.ForceRmse, held.ForceRmse);
        Begin(LastLayerRows.Stresses, known.StressRmse, held.StressRmse);
        int body = parameters.Length, heads = deviations.Length;
        var size = Math.Sqrt(deviations.Average(d => d * d));
        var all = new double[body + heads + HeadedGradients.Kinds];
        parameters.CopyTo(all, 0);
        for (var k = 0; k < heads; k++)
            all[body + k] = deviations[k] / size;
        for (var k = 0; k < HeadedGradients.Kinds; k++)
            all[body + heads + k] = Math.Log(0.5);
        using var gradients = new HeadedGradients(model, members, Batch, training.Concat(validation).Max(f => f.Features.RowCount), team);
        var adam = new Adam([new ParameterBlock("all", 1, 1, all.Length, false)], 0, team);
        var gradient = new double[all.Length];
        var kept = (double[])all.Clone();
        var (first, best, at) = (double.NaN, double.PositiveInfinity, 0);
        var shuffled = (TrainingFrame[])training.Clone();
        for (var sweep = 0; sweep <= sweeps && (sweep == 0 || !cancellation.IsCancellationRequested); sweep++)
        {
            if (sweep > 0)
            {
                new SeededSequence(seed + (ulong)sweep).Shuffle(shuffled);
                for (var b = 0; b < shuffled.Length; b += Batch)
                {
                    Set(all, body, heads, size);
                    gradients.Loss(shuffled.AsSpan(b, Math.Min(Batch, shuffled.Length - b)), _now, _inflation, seed + ((ulong)sweep << 8), gradient);
                    var spent = (sweep - 1 + (double)b / shuffled.Length) / sweeps;
                    adam.Step(all, gradient, Rate * Math.Pow(0.01, spent));
                    Centre(all, body, deviations.Length / members);
                }
            }
            Set(all, body, heads, size);
            double loss = 0, weight = 0;
            for (var b = 0; b < validation.Length; b += Batch)
            {
                var (own, labels) = gradients.Loss(validation.AsSpan(b, Math.Min(Batch, validation.Length - b)), _now, _inflation, 0, null);
                (loss, weight) = (loss + own, weight + labels);
            }
            loss /= weight;
            if (sweep == 0)
                first = loss;
            if (!(loss < best))
                continue;
            (best, at) = (loss, sweep);
            all.CopyTo(kept, 0);
        }
        kept.AsSpan(0, body).CopyTo(parameters);
        for (var k = 0; k < heads; k++)
            deviations[k] = kept[body + k] * size;
        Remark = FormattableString.Invariant($"Body and heads were trained together for {sweeps} sweeps, of which {at} were kept: frames held back are likelier by {first - best:0.000} a label.");
    }

    void Begin(int kind, double known, double held)
    {
        _noise[kind] = held > 0 ? held : 1;
        _inflation[kind] = held > 0 && known > 0 ? held / known : 1;
    }

    void Set(double[] all, int body, int heads, double size)
    {
        model.Set(all.AsSpan(0, body));
        var deviations = new double[heads];
        for (var k = 0; k < heads; k++)
            deviations[k] = all[body + k] * size;
        model.SetHeads(deviations);
        for (var k = 0; k < _now.Length; k++)
            _now[k] = _noise[k] * Math.Exp(all[body + heads + k]);
    }

    void Centre(double[] all, int body, int columns)
    {
        for (var k = 0; k < columns; k++)
        {
            var mean = 0.0;
            for (var m = 0; m < members; m++)
                mean += all[body + m * columns + k] / members;
            for (var m = 0; m < members; m++)
                all[body + m * columns + k] -= mean;
        }
    }
}
