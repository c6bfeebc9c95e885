namespace Athanor.Quantum;

/// <summary>How a self-consistent field is sought. The defaults are meant to be left alone.</summary>
public sealed record ScfOptions
{
    /// <summary>Largest element of the orbital gradient XᵀFDSX − transpose, Eh, at which the field counts as consistent; the energy's error goes with its square.</summary>
    public double Gradient { get; init; } = 1e-8;

    /// <summary>Change of the energy from one iteration to the next, Eh, that must be reached too.</summary>
    public double Energy { get; init; } = 1e-10;

    /// <summary>Iterations before giving up.</summary>
    public int Iterations { get; init; } = 128;

    /// <summary>Products of bounds below which integrals are left out, Eh.</summary>
    public double Screening { get; init; } = 1e-12;

    /// <summary>Bytes that integrals may take; where they need more they are made anew in every iteration.</summary>
    public long Memory { get; init; } = 1L << 30;

    /// <summary>
    /// An auxiliary set in which products of functions are expanded ("RI-JK"), as <see cref="AuxiliaryBasis.For"/> makes it; null for exact integrals. Hartree–Fock takes it. Fitted integrals must fit into
    /// <see cref="Memory"/>.
    /// </summary>
    public BasisSet? Fitting { get; init; }

    /// <summary>Smallest eigenvalue of the overlap matrix that a basis may have.</summary>
    public double LinearDependence { get; init; } = 1e-7;

    /// <summary>True to leave out combinations of functions below <see cref="LinearDependence"/> rather than to refuse the basis. Energies are then not smooth along a path.</summary>
    public bool DropDependent { get; init; }

    /// <summary>
    /// True to test whether the field is a minimum among those its <see cref="Shells"/> allow, and to go down along the instability where it is not, until it is. Closed shells stay closed:
    /// orbitals that break the symmetry of a singlet's spins want <see cref="Athanor.Quantum.Shells.Unrestricted"/> besides.
    /// </summary>
    public bool Follow { get; init; }

    /// <summary>
    /// A field of the same molecule, its nuclei moved a little, whose orbitals are made orthonormal where they now are and begun with; null for the densities of atoms. The energy is the same to the thresholds, but not to the bit.
    /// </summary>
    internal ScfResult? Guess { get; init; }

    /// <summary>Ends a search, and what is built upon its field, with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Which orbitals either spin may have; null for closed shells in singlets and unrestricted ones in all else. A singlet's restricted open shells are closed.</summary>
    public Shells? Shells { get; init; }
}
