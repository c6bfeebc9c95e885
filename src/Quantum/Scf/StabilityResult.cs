using System.Globalization;

namespace Athanor.Quantum;

/// <summary>A way in which orbitals may leave a stationary point.</summary>
public enum StabilityKind
{
    /// <summary>Closed shells that stay closed (RHF to RHF).</summary>
    ClosedSinglet,

    /// <summary>Closed shells whose spins part (RHF to UHF).</summary>
    ClosedTriplet,

    /// <summary>Each spin's orbitals by themselves (UHF to UHF).</summary>
    Unrestricted,

    /// <summary>Shared orbitals that stay shared (ROHF to ROHF).</summary>
    RestrictedOpen,
}

/// <summary>The lowest eigenvalue of the orbital Hessian, in one way.</summary>
/// <param name="Value">
/// Eh: of A + B (Seeger, Pople, J. Chem. Phys. 66, 3045 (1977), real orbitals), whose diagonal without interaction is ε_a − ε_i; half of it for restricted open shells' rotations between closed or empty orbitals and open ones. Negative where the energy falls.
/// </param>
public sealed record StabilityEigenvalue(StabilityKind Kind, double Value);

/// <summary>Whether a field is a minimum.</summary>
/// <param name="Eigenvalues">One for each way there is; none where there is nothing to turn.</param>
public sealed record StabilityResult(IReadOnlyList<StabilityEigenvalue> Eigenvalues)
{
    /// <summary>What counts as zero, Eh: a solution that breaks a symmetry costs nothing to turn.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>The lowest of all; null where there is nothing to turn.</summary>
    public StabilityEigenvalue? Lowest => Eigenvalues.MinBy(e => e.Value);

    public bool IsStable => Lowest is not { Value: < -Tolerance };

    /// <summary>Half a sentence: "unstable towards orbitals of either spin (RHF → UHF, −0.05 Eh)".</summary>
    public override string ToString() => IsStable ? "a minimum"
        : string.Create(CultureInfo.InvariantCulture, $"unstable towards {(Lowest!.Kind == StabilityKind.ClosedTriplet ? "orbitals of either spin by themselves (RHF → UHF" : "other orbitals of its kind (internal")}, {Lowest.Value:0.####} Eh)");
}
