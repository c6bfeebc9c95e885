namespace Athanor.Learning;

/// <summary>
/// The loss of a frame under the likelihood, ½ Σ ρ(residual/σ), and what a pass needs of it: its derivatives by energy and rows. Up to a few σ ρ is a square; beyond it grows like the
/// residual. Forces are judged by atom and stresses by frame, so that the loss does not depend on the axes.
/// </summary>
/// <param name="Sigma">As of now.</param>
/// <param name="Emphasis">How many times energies count.</param>
/// <param name="Huber">σ at which ρ ceases to be a square.</param>
readonly record struct FrameLoss(Likelihood Sigma, double Emphasis, double Huber)
{
    /// <summary>∂/∂E of the loss.</summary>
    internal double Energy(TrainingFrame frame, double energy)
    {
        if (frame.Energy is not { } reference)
            return 0;
        var (residual, sigma) = ((energy - reference) / frame.Features.Atoms, Sigma.Energy);
        return Emphasis * Likelihood.EnergyCount(frame) * Weight(residual * residual, sigma, 1) * residual / (sigma * sigma * frame.Features.Atoms);
    }

    /// <summary>Overwrites predicted rows by ∂/∂row of the loss; zero where there is no label.</summary>
    internal void Rows(TrainingFrame frame, Span<double> rows)
    {
        var forces = 3 * frame.Features.Atoms;
        for (var r = 0; r < forces; r += 3)
            Rows(rows.Slice(r, 3), frame.Rows.AsSpan(r, 3), frame.Weight, Sigma.Force);
        if (rows.Length > forces)
            Rows(rows[forces..], frame.Rows.AsSpan(forces), frame.Weight, frame.Features.Volume * Sigma.Stress);
    }

    void Rows(Span<double> rows, ReadOnlySpan<double> labels, double weight, double sigma)
    {
        double squares = 0;
        for (var k = 0; k < rows.Length; k++)
        {
            rows[k] = double.IsNaN(labels[k]) ? 0 : rows[k] - labels[k];
            squares += rows[k] * rows[k];
        }
        var factor = weight * Weight(squares, sigma, rows.Length) / (sigma * sigma);
        for (var k = 0; k < rows.Length; k++)
            rows[k] *= factor;
    }

    /// <summary>What is left of the weight of residuals that together are farther off than they should.</summary>
    double Weight(double squares, double sigma, int components)
    {
        var most = Huber * Huber * sigma * sigma * components;
        return squares > most ? Math.Sqrt(most / squares) : 1;
    }
}
