using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>One block of third derivatives of the energy, ∂³E/∂u_aα ∂u_bβ ∂u_cγ in eV/Å³, atom a in the cell at the origin.</summary>
/// <param name="A">Basis atom in the cell at the origin; likewise <paramref name="B"/> and <paramref name="C"/> in theirs.</param>
/// <param name="CellOfB">Whole primitive lattice vectors.</param>
/// <param name="CellOfC">Whole primitive lattice vectors.</param>
/// <param name="Values">27 numbers, γ running fastest.</param>
public sealed record ThirdOrderTerm(int A, int B, int C, Vec3 CellOfB, Vec3 CellOfC, double[] Values);
