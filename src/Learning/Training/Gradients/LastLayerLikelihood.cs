using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// Heads trained as such, on a body that is not (after Kellner and Ceriotti, Mach. Learn.: Sci. Technol. 5, 035006 (2024)): the greatest Gaussian likelihood of what the model leaves of its labels, the variance of each being the heads' spread, and a noise
/// of its kind on top: ½ Σ ρ²/v + ln v, v = Σ_m (x·δ_m)²/(M − 1) + s². Rows of frames held back say when to stop.
/// </summary>
/// <param name="learned">Rows of frames to learn from.</param>
/// <param name="held">Of frames held back.</param>
/// <param name="draws">M.</param>
sealed class LastLayerLikelihood(IReadOnlyList<LastLayerRows> learned, IReadOnlyList<LastLayerRows> held, int draws, Team team)
{
    const int Kinds = 3, Sweeps = 100, Patience = 15;

    /// <summary>Of a number of a head, in units of what they are at first.</summary>
    const double Rate = 0.03;

    readonly int _columns = learned[0].Columns;
    readonly double[] _noise = new double[Kinds], _inflation = new double[Kinds];
    double[] _spread = [], _slope = [];

    /// <summary>Sweeps over the rows until the heads that were kept.</summary>
    internal int Kept { get; private set; }

    /// <summary>What was found, in a sentence.</summary>
    internal string Remark { get; private set; } = "";

    /// <summary>Moves heads, [member, parameter] of mean zero, to where frames held back are likeliest.</summary>
    internal void Improve(double[] deviations)
    {
        var size = Math.Sqrt(deviations.Average(d => d * d));
        var parameters = new double[deviations.Length + Kinds];
        for (var k = 0; k < deviations.Length; k++)
            parameters[k] = deviations[k] / size;
        Begin(parameters);
        Centre(parameters);
        var adam = new Adam([new ParameterBlock("heads", 1, draws, _columns, false), new ParameterBlock("noise", 1, 1, Kinds, false)], 0, team);
        var gradient = new double[parameters.Length];
        var (best, kept) = (Loss(held, parameters, size), (double[])parameters.Clone());
        var first = best;
        for (var sweep = 1; sweep <= Sweeps && sweep - Kept <= Patience; sweep++)
        {
            foreach (var rows in learned)
            {
                Array.Clear(gradient);
                Add(rows, parameters, size, gradient);
                adam.Step(parameters, gradient, Rate * Math.Min(1, 2.0 * (Sweeps - sweep) / Sweeps));
                Centre(parameters);
            }
            var loss = Loss(held, parameters, size);
            if (!(loss < best))
                continue;
            (best, Kept) = (loss, sweep);
            parameters.CopyTo(kept, 0);
        }
        for (var k = 0; k < deviations.Length; k++)
            deviations[k] = kept[k] * size;
        double Noise(int kind) => Math.Exp(kept[deviations.Length + kind]) * _noise[kind];
        Remark = FormattableString.Invariant(
            $"Trained for {Kept} sweeps, they made frames held back likelier by {(first - best) / 2:0.000} a label; beside them the noise is {1e3 * Noise(LastLayerRows.Energies):0.00} meV/atom and {1e3 * Noise(LastLayerRows.Forces):0.0} meV/Å.");
    }

    /// <summary>Noise is in units of the errors on frames held back, half of them at first. Errors on frames learned from are smaller; they are taken as so many times larger that both are alike on the whole.</summary>
    void Begin(double[] parameters)
    {
        double[] errors = Errors(held), known = Errors(learned);
        for (var k = 0; k < Kinds; k++)
        {
            _noise[k] = errors[k] > 0 ? errors[k] : 1;
            _inflation[k] = errors[k] > 0 && known[k] > 0 ? errors[k] / known[k] : 1;
            parameters[^(Kinds - k)] = Math.Log(0.5);
        }
    }

    /// <summary>Root mean square, by kind.</summary>
    static double[] Errors(IReadOnlyList<LastLayerRows> sets)
    {
        double[] squares = new double[Kinds], counts = new double[Kinds];
        foreach (var rows in sets)
        {
            for (var r = 0; r < rows.Count; r++)
            {
                squares[rows.Kind[r]] += rows.Weight[r] * rows.Left[r] * rows.Left[r];
                counts[rows.Kind[r]] += rows.Weight[r];
            }
        }
        return [.. squares.Select((s, k) => Math.Sqrt(s / Math.Max(1e-300, counts[k])))];
    }

    double Loss(IReadOnlyList<LastLayerRows> sets, double[] parameters, double size)
    {
        double sum = 0, count = 0;
        foreach (var rows in sets)
        {
            var (loss, weight) = Add(rows, parameters, size, null);
            (sum, count) = (sum + loss, count + weight);
        }
        return sum / count;
    }

    /// <summary>The loss of rows and their weight; the gradient of its mean is added where there is room.</summary>
    (double Loss, double Weight) Add(LastLayerRows rows, double[] parameters, double size, double[]? gradient)
    {
        var count = rows.Count;
        if (_spread.Length < count * draws)
            (_spread, _slope) = (new double[count * draws], new double[count * draws]);
        var x = ((ReadOnlySpan<double>)rows.X).AsMatrix(count, _columns);
        var heads = ((ReadOnlySpan<double>)parameters)[..(draws * _columns)].AsMatrix(draws, _columns);
        var spread = _spread.AsSpan(0, count * draws);
        var slope = _slope.AsSpan(0, count * draws);
        Gemm.Multiply(x, heads.Transposed, spread.AsMatrix(count, draws), size, 0, team);
        double sum = 0, all = 0;
        for (var r = 0; r < count; r++)
            all += rows.Weight[r];
        for (var r = 0; r < count; r++)
        {
            var own = spread.Slice(r * draws, draws);
            var to = slope.Slice(r * draws, draws);
            to.Clear();
            if (rows.Weight[r] == 0)
                continue;
            var kind = rows.Kind[r];
            var left = rows.Left[r] * (gradient is null ? 1 : _inflation[kind]);
            left *= left;
            var noise = Math.Exp(2 * parameters[^(Kinds - kind)]) * _noise[kind] * _noise[kind];
            var variance = noise;
            foreach (var d in own)
                variance += d * d / (draws - 1);
            sum += rows.Weight[r] * (left / variance + Math.Log(variance));
            if (gradient is null)
                continue;
            var byVariance = rows.Weight[r] / all * (1 - left / variance) / variance;
            gradient[^(Kinds - kind)] += 2 * byVariance * noise;
            for (var m = 0; m < draws; m++)
                to[m] = 2 * byVariance * own[m] / (draws - 1);
        }
        if (gradient is not null)
            Gemm.Multiply(((ReadOnlySpan<double>)slope).AsMatrix(count, draws).Transposed, x, gradient.AsSpan(0, draws * _columns).AsMatrix(draws, _columns), size, 1, team);
        return (sum, all);
    }

    void Centre(double[] parameters)
    {
        for (var k = 0; k < _columns; k++)
        {
            var mean = 0.0;
            for (var m = 0; m < draws; m++)
                mean += parameters[m * _columns + k] / draws;
            for (var m = 0; m < draws; m++)
                parameters[m * _columns + k] -= mean;
        }
    }
}
