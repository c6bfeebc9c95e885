using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>What is left of the labels for the networks once atom energies and the baseline are taken off.</summary>
static class TrainingTargets
{
    /// <summary>Frames in the order of <paramref name="indices"/>.</summary>
    /// <param name="stresses">False to leave stress labels out, because the inspection distrusts them.</param>
    /// <param name="counts">How often each frame of the data counts; null for once.</param>
    internal static TrainingFrame[] Of(
        Dataset data, IReadOnlyList<int> indices, ITrainable model, AtomEnergies atoms, IPotential? baseline, IReadOnlyDictionary<string, double> weights, bool stresses, int[]? counts = null, CancellationToken cancellation = default)
    {
        using var evaluator = baseline?.Open(EvaluatorOptions.Default with { Cancellation = cancellation });
        var underneath = new Prediction();
        var targets = new TrainingFrame[indices.Count];
        for (var k = 0; k < targets.Length; k++)
        {
            var frame = data.Frames[indices[k]];
            underneath.Reset(frame.Structure.Count, Request.Everything);
            evaluator?.Evaluate(frame.Structure, Request.Forces | Request.Virial, underneath);
            targets[k] = new TrainingFrame
            {
                Features = model.Features[indices[k]],
                Energy = frame.Energy - atoms.Sum(frame.Structure) - underneath.Energy,
                Rows = Rows(frame, model.Features[indices[k]], underneath, stresses),
                Weight = weights.GetValueOrDefault(Dataset.GroupOf(frame), 1) * (counts?[indices[k]] ?? 1),
                Index = indices[k],
            };
        }
        return targets;
    }

    static double[] Rows(Frame frame, FrameFeatures features, Prediction underneath, bool stresses)
    {
        var rows = new double[features.RowCount];
        Array.Fill(rows, double.NaN);
        if (frame.Forces is { } forces)
        {
            for (var i = 0; i < forces.Length; i++)
            {
                var rest = underneath.Forces[i] - forces[i];
                (rows[3 * i], rows[3 * i + 1], rows[3 * i + 2]) = (rest.X, rest.Y, rest.Z);
            }
        }
        if (stresses && features.HasStrain && frame.Stress is { } stress)
        {
            // V·stress is ∂E/∂ε, and the baseline's is −W.
            var s = (features.Volume * stress + underneath.Virial).Symmetrized;
            double[] strain = [s.XX, s.YY, s.ZZ, s.YZ, s.XZ, s.XY];
            strain.CopyTo(rows, 3 * features.Atoms);
        }
        return rows;
    }
}
