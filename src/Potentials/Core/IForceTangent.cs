using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// Gives the derivative of the forces along a displacement, the product of −H with it, H = ∂²E/∂r∂r being the Hessian: what normal modes, phonons and Newton's
/// method are made of. An evaluator that can differentiate its kernels implements it itself; <see cref="ForceTangents.Of"/> has an answer for all others.
/// </summary>
public interface IForceTangent
{
    /// <summary>Whether all parts of the potential can be differentiated exactly; if not, <see cref="ForceTangent"/> must not be called.</summary>
    bool HasForceTangent { get; }

    /// <summary>dF/dt at t = 0 where every atom moves as r_i + t v_i; in double, exact but for rounding. Where a force jumps or has a kink, of the side that the atoms stand on.</summary>
    /// <param name="direction">v_i of every atom.</param>
    /// <param name="tangent">Out, by atom: dF_i/dt = −Σ_j H_ij v_j; eV/Å² times the unit of <paramref name="direction"/>.</param>
    /// <exception cref="PotentialException">As <see cref="IEvaluator.Evaluate"/>.</exception>
    /// <exception cref="NotSupportedException"><see cref="HasForceTangent"/> is false.</exception>
    void ForceTangent(Structure structure, ReadOnlySpan<Vec3> direction, Span<Vec3> tangent);
}
