using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>Heat transport by phonons at one temperature.</summary>
/// <param name="Temperature">K.</param>
/// <param name="Relaxation">κ in the approximation that every mode relaxes by itself, W/m/K.</param>
/// <param name="Conductivity">κ of the full solution, W/m/K; <paramref name="Relaxation"/> where that was not asked for.</param>
/// <param name="Iterations">Of conjugate gradients.</param>
/// <param name="Residual">That is left, a part of what it was.</param>
public sealed record TransportState(double Temperature, Mat3 Relaxation, Mat3 Conductivity, int Iterations, double Residual)
{
    /// <summary>τ by mode, ps; 0 of modes that take no part.</summary>
    public required IReadOnlyList<double> Lifetimes { get; init; }

    /// <summary>Mean free path by mode along its velocity, nm: F·v/|v| ħω, which is |v| τ in the approximation of relaxation times. Of single modes it can be negative, where others drag them.</summary>
    public required IReadOnlyList<double> FreePaths { get; init; }

    /// <summary>What each mode adds to a third of the trace of κ, W/m/K.</summary>
    public required IReadOnlyList<double> Contributions { get; init; }

    /// <summary>Modes without a partner that keeps the energy; they are left out.</summary>
    public int Alone { get; init; }

    /// <summary>A third of the trace of κ, W/m/K.</summary>
    public double Mean => Conductivity.Trace / 3;

    /// <summary>Of the modes with mean free paths up to one (nm), the share in the trace, W/m/K: ascending in both.</summary>
    public (double[] Paths, double[] Sums) Accumulation(int points = 200)
    {
        var sorted = Enumerable.Range(0, FreePaths.Count).Where(m => FreePaths[m] > 0).OrderBy(m => FreePaths[m]).ToArray();
        if (sorted.Length == 0)
            return ([], []);
        var (from, to) = (Math.Log(Math.Max(FreePaths[sorted[0]], 1e-3)), Math.Log(FreePaths[sorted[^1]]));
        double[] paths = [.. Enumerable.Range(0, points).Select(k => Math.Exp(from + (to - from) * k / (points - 1)))];
        var sums = new double[points];
        var (at, sum) = (0, 0.0);
        for (var k = 0; k < points; k++)
        {
            for (; at < sorted.Length && FreePaths[sorted[at]] <= paths[k] * (1 + 1e-12); at++)
                sum += Contributions[sorted[at]];
            sums[k] = sum;
        }
        return (paths, sums);
    }
}
