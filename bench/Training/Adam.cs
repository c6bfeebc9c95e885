using Athanor.Learning;
using Athanor.Numerics;

namespace Athanor.Bench.Training;

/// <summary>
/// Adam (Kingma and Ba 2015) on batches of frames, learning rate falling as a cosine, weights averaged: the rival that Levenberg–Marquardt was measured against, kept here so
/// that the comparison can be made again.
/// </summary>
sealed class Adam(Objective objective, int seed)
{
    const double First = 0.9, Second = 0.999, Tiny = 1e-8, AverageOver = 0.999;

    const int Batch = 8;

    readonly double[] _gradient = new double[objective.ParameterCount];
    readonly double[] _mean = new double[objective.ParameterCount];
    readonly double[] _square = new double[objective.ParameterCount];
    readonly float[][] _perFrame = [.. Enumerable.Range(0, Batch).Select(_ => new float[objective.ParameterCount + FrameFeatures.Lanes])];
    readonly Random _random = new(seed);
    int _steps;

    public double[] Average { get; } = new double[objective.ParameterCount];

    /// <summary>One epoch; returns its residuals, summed while the parameters moved.</summary>
    public Residuals Epoch(double[] parameters, Likelihood sigma, double rate)
    {
        var frames = objective.Frames.Count;
        var batches = Enumerable.Range(0, (frames + Batch - 1) / Batch).ToArray();
        _random.Shuffle(batches);
        var residuals = default(Residuals);
        foreach (var batch in batches)
        {
            int first = batch * Batch, end = Math.Min(frames, first + Batch);
            residuals.Add(objective.Gradient(parameters, sigma, first, end, _perFrame, _gradient));
            _steps++;
            var (unbias1, unbias2) = (1 - Math.Pow(First, _steps), 1 - Math.Pow(Second, _steps));
            for (var p = 0; p < parameters.Length; p++)
            {
                _mean[p] += (1 - First) * (_gradient[p] - _mean[p]);
                _square[p] += (1 - Second) * (_gradient[p] * _gradient[p] - _square[p]);
                parameters[p] -= rate * (_mean[p] / unbias1) / (Math.Sqrt(_square[p] / unbias2) + Tiny);
                Average[p] += Math.Max(1 - AverageOver, 1.0 / _steps) * (parameters[p] - Average[p]);
            }
        }
        return residuals;
    }
}
