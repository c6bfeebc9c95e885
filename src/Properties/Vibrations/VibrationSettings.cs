namespace Athanor.Properties;

/// <summary>How vibrations are computed.</summary>
public sealed record VibrationSettings
{
    /// <summary>Whether a structure that is not at rest is brought to rest first. Without it the Hessian is taken where the structure stands, as one wants at a saddle point.</summary>
    public bool Relax { get; init; } = true;

    /// <summary>At rest is where no atom feels more than this, eV/Å. Wavenumbers are then within about 10⁻³ cm⁻¹ of those at the minimum.</summary>
    public double ForceTolerance { get; init; } = 1e-6;

    /// <summary>Steps downhill, before Newton's, after which to give up.</summary>
    public int MostSteps { get; init; } = 5000;

    /// <summary>Zero-based indices of atoms that stay where they are, as those of a surface far below what vibrates on it. They have no modes.</summary>
    public IReadOnlyList<int> FixedAtoms { get; init; } = [];

    /// <summary>Whether a committee's members are asked one by one, for the spread of what follows from their Hessians.</summary>
    public bool Uncertainty { get; init; }
}

/// <summary>How far a computation of vibrations has come.</summary>
/// <param name="Doing">"relaxing", "Hessian", "Hessian of member 3".</param>
/// <param name="Done">Steps, or columns of the Hessian.</param>
/// <param name="Total">Null where nobody knows.</param>
public readonly record struct VibrationStep(string Doing, int Done, int? Total);
