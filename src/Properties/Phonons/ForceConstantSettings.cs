namespace Athanor.Properties;

/// <summary>How force constants are found.</summary>
public sealed record ForceConstantSettings
{
    /// <summary>Å by which an atom is moved to and fro; null for exact derivatives where the potential has them, else for the step that suits its forces.</summary>
    public double? Displacement { get; init; }

    /// <summary>Whether the space group spares derivatives and is imposed on what is found.</summary>
    public bool Symmetry { get; init; } = true;
}
