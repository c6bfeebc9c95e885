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
        var offsets = Solve(networks.Shapes.Length, frames, left, (frame, counts) =>
        {
            foreach (var group in frame.Features.Groups)
                counts[group.Network] += group.Count;
        });
        for (var a = 0; a < offsets.Length; a++)
            parameters[networks.Offset(a) + networks.Shapes[a].BiasOffset(networks.Shapes[a].Layers)] += offsets[a];
    }

    /// <summary>What to add to the energy of every atom of each kind, eV.</summary>
    /// <param name="count">Adds a frame's atoms to their kinds.</param>
    /// <inheritdoc cref="Add"/>
    internal static double[] Solve(int kinds, IReadOnlyList<TrainingFrame> frames, ReadOnlySpan<double> left, Action<TrainingFrame, double[]> count)
    {
        double[] normal = new double[kinds * kinds], offsets = new double[kinds], counts = new double[kinds];
        double trace = 0;
        for (var f = 0; f < frames.Count; f++)
        {
            // One atom alone is unlike all others of its kind: what it needs says nothing of them.
            if (double.IsNaN(left[f]) || frames[f].Features.Atoms < 2 && frames.Any(other => other.Features.Atoms >= 2))
                continue;
            Array.Clear(counts);
            count(frames[f], counts);
            // Every frame weighs the same per atom, as in the likelihood's residuals.
            var weight = frames[f].Weight / Square(frames[f].Features.Atoms);
            for (var a = 0; a < kinds; a++)
            {
                offsets[a] += weight * counts[a] * left[f];
                trace += weight * counts[a] * counts[a];
                for (var b = 0; b <= a; b++)
                    normal[a * kinds + b] += weight * counts[a] * counts[b];
            }
        }
        if (trace == 0)
            return new double[kinds];
        for (var a = 0; a < kinds; a++)
            normal[a * kinds + a] += Ridge * trace / kinds;
        Cholesky.Factor(new MatrixSpan<double>(normal, kinds, kinds), Team.Single);
        Cholesky.Solve(new ReadOnlyMatrixSpan<double>(normal, kinds, kinds), offsets);
        return offsets;
    }

    static double Square(double x) => x * x;
}
