using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>Is shown the invariants of one atom after another.</summary>
interface IAceVisitor
{
    /// <param name="species">Of the form's elements.</param>
    /// <param name="values">[path, channel].</param>
    /// <param name="edges">r_ij = r_j − r_i (Å) and the atom j, for every neighbour within the cutoff; none where no tangents are wanted. An atom may be met several times, itself among them, as images.</param>
    /// <param name="tangents">∂(values)/∂r_ij, Å⁻¹: [edge, axis, path, channel].</param>
    void Atom(int atom, int species, ReadOnlySpan<double> values, ReadOnlySpan<(Vec3 Edge, int Neighbour)> edges, ReadOnlySpan<double> tangents);
}
