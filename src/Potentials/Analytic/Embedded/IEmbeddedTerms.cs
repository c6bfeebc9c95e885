using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// The three functions that an <see cref="EmbeddedKernel{T, W}"/> sums: the density that a neighbour brings to a place, the energy of an edge, and the energy of an atom in the density of all its neighbours.
/// Holds scratch memory; serves one thread.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="W">Lanes of it.</typeparam>
unsafe interface IEmbeddedTerms<T, W> : IDisposable
    where T : unmanaged
    where W : struct, IWide<W, T>
{
    /// <summary>
    /// For the edges of one centre, from the plane <see cref="EmbeddedPlanes.Squared"/>: 1/r, density and pair energy (eV) and their derivatives by r (1/Å). A lane is an edge; entries beyond the last edge hold some
    /// distance within reach, and what becomes of them is of no interest.
    /// </summary>
    /// <param name="centre">Species of the atom that sees the edges.</param>
    /// <param name="species">Of the neighbours, as many as there are lanes in all registers; null where all are of the centre's.</param>
    void Slopes(int centre, int* species, int registers, T* planes, int stride);

    /// <summary>The same with the second derivatives by r, <see cref="EmbeddedPlanes.DensityCurvature"/> and <see cref="EmbeddedPlanes.PairCurvature"/>.</summary>
    void Curvatures(int centre, int* species, int registers, T* planes, int stride);

    /// <summary>Energy (eV, beside <see cref="ShortRangeModel.AtomEnergy"/>) of atoms in their densities, with first and second derivative. A lane is an atom.</summary>
    void Embed(int* species, ref W density, ref W energy, ref W slope, ref W curvature);
}

/// <summary>What stands in each plane of an <see cref="EmbeddedKernel{T, W}"/>'s edges.</summary>
static class EmbeddedPlanes
{
    // The first six as EdgePacking leaves them.
    internal const int X = 0, Y = 1, Z = 2, Squared = 3, Target = 4, Species = 5;

    internal const int Inverse = 6, Density = 7, DensitySlope = 8, Pair = 9, PairSlope = 10, Planes = 11;

    // Of tangents alone: second derivatives, and how the edge moves.
    internal const int DensityCurvature = 11, PairCurvature = 12, WX = 13, WY = 14, WZ = 15, TangentPlanes = 16;

    // Gradients, in place of what has been used by then.
    internal const int GX = Density, GY = DensitySlope, GZ = Pair;
}
