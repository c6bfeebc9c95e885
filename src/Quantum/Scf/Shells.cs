namespace Athanor.Quantum;

/// <summary>Which orbitals electrons of either spin may have.</summary>
public enum Shells
{
    /// <summary>Both spins share all orbitals (RHF).</summary>
    Closed,

    /// <summary>Each spin has orbitals of its own (UHF).</summary>
    Unrestricted,

    /// <summary>Both spins share orbitals, and those left to α electrons alone hold one each (ROHF): the spin is pure.</summary>
    RestrictedOpen,
}
