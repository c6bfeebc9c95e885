using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// Output biases that take the mean off the energies before the first sweep: least squares of what is left of them over the numbers of centres. With energies measured
/// from isolated atoms every frame starts several eV per atom off; a σ learned from that leaves energies no weight against the damping, and hundreds of sweeps go by.
/// </summary>
static class EnergyOffsets
{
    /// <summary>Where the compositions leave biases open, the smallest are taken; this much of the mean diagonal sees to it.</summary>
    const double Ridge = 1e-6;

    /// <summary>Adds the best offsets to the output biases.</summary>
    /// <param name="left">Energy label less prediction of each frame, eV; NaN where there is no label.</param>
    internal static void Add(double[] parameters, NetworkSet networks, IReadOnlyList<TrainingFrame> frames, ReadOnlySpan<double> left)
    {
        var n = networks.Shapes.Length;
        double[] normal = new double[n * n], offsets = new double[n], counts = new double[n];
        double trace = 0;
        for (var f = 0; f < frames.Count; f++)
        {
            // One atom alone is unlike all others of its kind: what it needs says nothing of them.
            if (double.IsNaN(left[f]) || frames[f].Features.Atoms < 2 && frames.Any(other => other.Features.Atoms >= 2))
                continue;
            Array.Clear(counts);
            foreach (var group in frames[f].Features.Groups)
                counts[group.Network] += group.Count;
            // Every frame weighs the same per atom, as in the likelihood's residuals.
            var weight = frames[f].Weight / Square(frames[f].Features.Atoms);
            for (var a = 0; a < n; a++)
            {
                offsets[a] += weight * counts[a] * left[f];
                trace += weight * counts[a] * counts[a];
                for (var b = 0; b <= a; b++)
                    normal[a * n + b] += weight * counts[a] * counts[b];
            }
        }
        if (trace == 0)
            return;
        for (var a = 0; a < n; a++)
            normal[a * n + a] += Ridge * trace / n;
        Cholesky.Factor(new MatrixSpan<double>(normal, n, n), Team.Single);
        Cholesky.Solve(new ReadOnlyMatrixSpan<double>(normal, n, n), offsets);
        for (var a = 0; a < n; a++)
            parameters[networks.Offset(a) + networks.Shapes[a].BiasOffset(networks.Shapes[a].Layers)] += offsets[a];
    }

    static double Square(double x) => x * x;
}
