namespace Athanor.Potentials;

/// <summary>What a caller wants of a prediction; an evaluator may give more. Energy is always given.</summary>
[Flags]
public enum Request
{
    Energy = 0,
    Forces = 1,

    /// <summary>The virial, and with it the stress where the structure repeats in all directions.</summary>
    Virial = 2,

    /// <summary>The energy atom by atom, for potentials that have one.</summary>
    AtomEnergies = 4,

    /// <summary>Standard deviations, for potentials that have them.</summary>
    Uncertainty = 8,

    /// <summary>The charge atom by atom, for potentials that have one.</summary>
    Charges = 16,

    /// <summary>Born effective charges, for potentials that know them; they cost as much as the forces and more.</summary>
    BornCharges = 32,

    /// <summary>The virial atom by atom, for potentials that have one; with it the virial is given too.</summary>
    AtomVirials = 64,

    /// <summary>All but <see cref="BornCharges"/> and <see cref="AtomVirials"/>, which are computed for who asks by name.</summary>
    Everything = Forces | Virial | AtomEnergies | Uncertainty | Charges,
}
