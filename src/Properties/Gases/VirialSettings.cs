namespace Athanor.Properties;

/// <summary>What <see cref="SecondVirial"/> computes and how closely.</summary>
public sealed record VirialSettings
{
    /// <summary>K, each above zero.</summary>
    public IReadOnlyList<double> Temperatures { get; init; } = [298.15];

    /// <summary>Terms of Wigner and Kirkwood's expansion in ħ²: 0 for a classical gas, 1 or 2.</summary>
    public int QuantumOrder { get; init; } = 1;

    /// <summary>Whether the energy, which a cutoff ends, goes on as r⁻⁶ behind it. Potentials without a cutoff go on so in any case.</summary>
    public bool Tail { get; init; }

    /// <summary>Of the integrals, as a fraction of each.</summary>
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>Whether the members of an ensemble are asked one by one.</summary>
    public bool Uncertainty { get; init; } = true;
}
