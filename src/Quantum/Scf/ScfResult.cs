using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>A converged self-consistent field, in atomic units.</summary>
public sealed class ScfResult
{
    /// <summary>Total energy, Eh.</summary>
    public required double Energy { get; init; }

    /// <summary>Repulsion of the nuclei, Eh.</summary>
    public required double NuclearRepulsion { get; init; }

    /// <summary>Kinetic energy and attraction by the nuclei, Eh.</summary>
    public required double OneElectron { get; init; }

    /// <summary>Coulomb and exchange energy, Eh.</summary>
    public required double TwoElectron { get; init; }

    /// <summary>About the origin of the coordinates, e·bohr, from − to +.</summary>
    public required Vec3 Dipole { get; init; }

    /// <summary>⟨S²⟩; S(S+1) where spins are pure.</summary>
    public required double SpinSquared { get; init; }

    /// <summary>What the orbitals were held to.</summary>
    public required Shells Shells { get; init; }

    /// <summary>Orbitals of α and of β spin; the same object twice where shells are closed, the same energies and coefficients where they are restricted and open.</summary>
    public required Orbitals Alpha { get; init; }

    public required Orbitals Beta { get; init; }

    /// <summary>∂E/∂R of each nucleus, Eh/bohr; empty where it was not asked for.</summary>
    public required Vec3[] Gradient { get; init; }

    public required int Iterations { get; init; }

    /// <summary>Instabilities that were followed down.</summary>
    public int Followed { get; init; }

    /// <summary>True where the integrals were kept in memory.</summary>
    public required bool InMemory { get; init; }

    /// <summary>How it was sought.</summary>
    internal ScfOptions Options { get; init; } = null!;

    internal MeanField.Interactions Interaction { get; init; } = null!;

    internal Molecule Molecule { get; init; } = null!;

    /// <summary>Density of each spin, one where both share theirs; n × n, row-major.</summary>
    internal double[][] Densities { get; init; } = [];

    /// <summary>⟨a|b⟩ of the basis functions, n × n.</summary>
    internal double[] Overlap { get; init; } = [];
}

/// <summary>Molecular orbitals of one spin.</summary>
/// <param name="Energies">Eh, ascending.</param>
/// <param name="Coefficients">[basis function, orbital], row-major.</param>
/// <param name="Occupied">How many, from the lowest, hold an electron.</param>
public sealed record Orbitals(double[] Energies, double[] Coefficients, int Occupied);
