namespace Athanor.Potentials.Layered;

/// <summary>What energies are linear in, as kernels read it: the model's own, or a head's.</summary>
/// <param name="First">By species, weights of the first layer's scalars; zero where there is one layer.</param>
/// <param name="Last">By species, weights of the last layer's scalars.</param>
/// <param name="Hidden">Weights of hidden units.</param>
/// <param name="Atoms">Energies of atoms by species, in units of the form's scale.</param>
readonly unsafe record struct Readout<S>(nint First, nint Last, nint Hidden, nint Atoms)
    where S : unmanaged
{
    internal S* Of(nint part) => (S*)part;
}
