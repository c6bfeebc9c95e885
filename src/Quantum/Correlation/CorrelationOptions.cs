namespace Athanor.Quantum;

/// <summary>How correlation energies are computed.</summary>
public sealed record CorrelationOptions
{
    /// <summary>True to correlate all electrons; else those of the previous noble gas of each atom stay in their Hartree–Fock orbitals.</summary>
    public bool Full { get; init; }

    /// <summary>True to have the gradient of the field in the result; correlation has none of its own.</summary>
    public bool FieldGradient { get; init; }

    /// <summary>Bytes that the run may take; where it would need more it is refused before it begins. No more than 15 GiB are ever taken.</summary>
    public long Memory { get; init; } = 4L << 30;
}
