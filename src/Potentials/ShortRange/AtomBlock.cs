using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>
/// One block of atoms as a kernel sees it: local positions, species and neighbour lists in, energies and forces out. The same view is what a
/// domain-decomposed engine such as LAMMPS would hand over.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public readonly unsafe ref struct AtomBlock<T>
    where T : unmanaged
{
    /// <summary>Atoms whose energies are wanted: local indices 0 … OwnCount − 1.</summary>
    public required int OwnCount { get; init; }

    /// <summary>Own atoms and ghosts; also the local index of the sentinel.</summary>
    public required int LocalCount { get; init; }

    /// <summary>
    /// x y z of each local atom, Å from the block's origin, and in the fourth place its species as a number (unless <see cref="HasOneSpecies"/>); entry
    /// LocalCount (the sentinel) is so far away that it is beyond any cutoff. 64-byte aligned.
    /// </summary>
    public required T* Positions { get; init; }

    /// <summary>
    /// For <see cref="BlockKernel{T}.Tangent"/> alone: how each local atom moves, x y z and a zero, laid out as <see cref="Positions"/>; the sentinel stands. 64-byte aligned.
    /// </summary>
    public T* Directions { get; init; }

    /// <summary>The model's species of each local atom; the sentinel has species 0.</summary>
    public required byte* Species { get; init; }

    /// <summary>Whether all local atoms (the sentinel aside) are known to be of one species; a kernel may then look at the first alone.</summary>
    public bool HasOneSpecies { get; init; }

    /// <summary>Where each own atom's list begins in <see cref="Edges"/> (a multiple of <see cref="NeighbourBlock.Padding"/>); OwnCount + 1 entries.</summary>
    public required int* EdgeStart { get; init; }

    /// <summary>Neighbours of each own atom; the list goes on with sentinels to the next multiple of <see cref="NeighbourBlock.Padding"/>.</summary>
    public required int* EdgeCount { get; init; }

    /// <summary>Local indices of neighbours.</summary>
    public required ushort* Edges { get; init; }

    /// <summary>
    /// Out, to be added to: Fx Fy Fz E of each local atom, eV/Å and eV (the energy of own atoms only); entry LocalCount takes what kernels add to the sentinel.
    /// Kernels that do not scatter touch own atoms alone; of others there may be no room.
    /// </summary>
    public required T* Forces { get; init; }

    /// <summary>Out, to be added to by kernels that do not scatter: nine entries, row-major, eV. Null where the virial is not wanted.</summary>
    public required double* Virial { get; init; }

    /// <summary>
    /// Out, to be added to by kernels with <see cref="BlockKernel{T}.HasAtomVirials"/>: nine entries of each local atom, row-major, eV, as <see cref="Prediction.AtomVirials"/>; kernels that do not scatter
    /// touch own atoms alone. Null where they are not wanted; where they are, <see cref="Virial"/> is too.
    /// </summary>
    public double* AtomVirials { get; init; }

    /// <summary>
    /// Out, to be raised by kernels with <see cref="BlockKernel{T}.KnowsRange"/>: how far each own atom lies outside what the model was trained on, as a fraction of the
    /// range it left; 0 within. Null where it is not wanted.
    /// </summary>
    public float* Excess { get; init; }

    /// <summary>
    /// Out, to be added to by kernels of models with <see cref="ShortRangeModel.HeadCount"/>: by how much forces and energy of each head differ from those of all together, laid out as <see cref="Forces"/>,
    /// one head after another, <see cref="HeadStride"/> numbers apart; over the heads they sum to nothing. Null where they are not wanted.
    /// </summary>
    public T* Heads { get; init; }

    /// <summary>Numbers from head to head in <see cref="Heads"/>.</summary>
    public nint HeadStride { get; init; }

    /// <summary>For <see cref="BlockKernel{T}.Outputs"/> alone, out: <see cref="BlockKernel{T}.OutputCount"/> numbers of each own atom.</summary>
    public double* Outputs { get; init; }

    /// <summary>
    /// Derivatives of some other energy by the outputs of own atoms, eV over their unit, laid out as <see cref="Outputs"/>. Where they are given, a kernel that has outputs adds the
    /// forces of E + Σ cotangent · output, the cotangents being constants; energies stay those of E. Null otherwise.
    /// </summary>
    public double* Cotangents { get; init; }
}
