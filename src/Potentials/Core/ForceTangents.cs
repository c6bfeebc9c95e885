using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>Derivatives of forces for any evaluator.</summary>
public static class ForceTangents
{
    /// <summary>
    /// Å that the atom which moves most is displaced, either way, in double. Forces carry some 10⁻¹³ eV/Å of rounding and their second derivatives are some
    /// 10² eV/Å³, so that both errors of a central difference are about 10⁻⁸ eV/Å² here. A longer step gains nothing where forces are smooth, and loses much where they
    /// have kinks, as those of networks with CELU units do: of benzene in ANI-1ccx the largest error of an entry is 7·10⁻² eV/Å² with 10⁻³ Å, 10⁻² with 10⁻⁴ and
    /// 2·10⁻⁷ with 10⁻⁵.
    /// </summary>
    public const double DoubleStep = 1e-5;

    /// <summary>The same in single, whose forces carry some 10⁻⁵ eV/Å of rounding; about 10⁻² eV/Å² remain, enough to tell stiff from soft and no more.</summary>
    public const double SingleStep = 5e-3;

    /// <summary>The evaluator itself where it can, central differences of its forces where it cannot; <see cref="IForceTangent.HasForceTangent"/> says which.</summary>
    /// <param name="evaluator">Stays the caller's to dispose of.</param>
    /// <param name="precision">That of the evaluator.</param>
    public static IForceTangent Of(IEvaluator evaluator, Precision precision = Precision.Double) =>
        evaluator is IForceTangent { HasForceTangent: true } exact
            ? exact
            : new DifferencedForces(evaluator, precision == Precision.Single ? SingleStep : DoubleStep);
}

/// <summary>(F(r + h v) − F(r − h v)) / 2h.</summary>
sealed class DifferencedForces(IEvaluator evaluator, double step) : IForceTangent
{
    readonly Prediction _prediction = new();

    public bool HasForceTangent => false;

    public void ForceTangent(Structure structure, ReadOnlySpan<Vec3> direction, Span<Vec3> tangent)
    {
        var longest = 0.0;
        foreach (var v in direction)
            longest = Math.Max(longest, v.Length);
        tangent[..structure.Count].Clear();
        if (longest == 0)
            return;
        // Atoms, cell and labels of a structure may have changed since the last call: a copy each time, which costs nothing beside two evaluations.
        var displaced = structure.Clone();
        var h = step / longest;
        for (var side = 1; side >= -1; side -= 2)
        {
            for (var i = 0; i < direction.Length; i++)
                displaced.Positions[i] = structure.Positions[i] + side * h * direction[i];
            evaluator.Evaluate(displaced, Request.Forces, _prediction);
            for (var i = 0; i < direction.Length; i++)
                tangent[i] += side / (2 * h) * _prediction.Forces[i];
        }
    }
}
