namespace Athanor.Learning;

/// <summary>Evaluates frames and differentiates what it made of them; holds scratch memory, serves one thread. What it gives depends on parameters and frame alone, not on frames before.</summary>
interface IGradientPass : IDisposable
{
    /// <summary>Energy (eV) and ∂E/∂coordinate by row, as <see cref="TrainingFrame.Rows"/> has them: 3N of eV/Å, then 6 strains (eV) where the frame has them.</summary>
    double Evaluate(TrainingFrame frame, Span<double> rows);

    /// <summary>Adds ∂/∂θ of (<paramref name="energy"/> · E + Σ_r <paramref name="rows"/>[r] · ∂E/∂row_r) of the frame last evaluated.</summary>
    /// <param name="energy">∂L/∂E, 1/eV.</param>
    /// <param name="rows">∂L/∂(∂E/∂row), one a row; zero where the frame has no label.</param>
    /// <param name="gradient">One a parameter.</param>
    void AddGradient(double energy, ReadOnlySpan<double> rows, Span<float> gradient);
}
