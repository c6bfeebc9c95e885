namespace Athanor.Quantum;

/// <summary>Densities and their gradients at points, and what a functional makes of them; atomic units. σ_st = ∇ρ_s · ∇ρ_t.</summary>
internal sealed class PointDensities(int capacity)
{
    /// <summary>Total densities below this count as nothing, bohr⁻³.</summary>
    public const double Least = 1e-14;

    /// <summary>Number of points in use.</summary>
    public int Count { get; set; }

    public double[] Alpha { get; } = new double[capacity];

    public double[] Beta { get; } = new double[capacity];

    public double[] AlphaAlpha { get; } = new double[capacity];

    public double[] AlphaBeta { get; } = new double[capacity];

    public double[] BetaBeta { get; } = new double[capacity];

    /// <summary>Energy a volume, Eh/bohr³.</summary>
    public double[] Energy { get; } = new double[capacity];

    /// <summary>∂/∂ρ_α of <see cref="Energy"/>.</summary>
    public double[] ByAlpha { get; } = new double[capacity];

    public double[] ByBeta { get; } = new double[capacity];

    /// <summary>∂/∂σ_αα of <see cref="Energy"/>.</summary>
    public double[] ByAlphaAlpha { get; } = new double[capacity];

    public double[] ByAlphaBeta { get; } = new double[capacity];

    public double[] ByBetaBeta { get; } = new double[capacity];

    /// <summary>Sets energies and derivatives to zero.</summary>
    public void Clear()
    {
        foreach (var made in (ReadOnlySpan<double[]>)[Energy, ByAlpha, ByBeta, ByAlphaAlpha, ByAlphaBeta, ByBetaBeta])
            Array.Clear(made);
    }
}
