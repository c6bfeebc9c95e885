using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>Derivatives of forces for any evaluator.</summary>
public static class ForceTangents
{
    /// <summary>The evaluator itself where it can, central differences of its forces where it cannot; <see cref="IForceTangent.HasForceTangent"/> says which.</summary>
    /// <param name="evaluator">Stays the caller's to dispose of.</param>
    /// <param name="precision">That of the evaluator.</param>
    public static IForceTangent Of(IEvaluator evaluator, Precision precision = Precision.Double) =>
        evaluator is IForceTangent { HasForceTangent: true } exact ? exact : new DifferencedForces(evaluator, precision, (evaluator as IForceNoise)?.ForceNoise ?? 0);
}

/// <summary>(F(r + h v) − F(r − h v)) / 2h, h being such that the atom which moves most moves by the step.</summary>
/// <remarks>
/// Forces in double carry some 10⁻¹³ eV/Å of rounding, so that 10⁻⁷ eV/Å² remain with a step of 10⁻⁶ Å; a longer one gains nothing that anybody notices, and loses much where
/// forces have kinks, as those of networks with CELU units do: of benzene in ANI-1ccx the largest error of an entry is 7·10⁻² eV/Å² with 10⁻³ Å, 10⁻² with 10⁻⁴ and 2·10⁻⁷
/// with 10⁻⁵; of water in ANI-1x, whose minimum is within 10⁻⁶ Å of a kink, a wavenumber is still 0.9 cm⁻¹ off with 10⁻⁶. A kink within the step shows in that both sides have
/// different slopes; then a shorter step is taken, at the price of 10⁻⁵ eV/Å². In single precision forces carry 10⁻⁵ eV/Å, and some 10⁻² eV/Å² remain with the best step.
/// Where an evaluator says that its forces carry a noise (<see cref="IForceNoise"/>), the step is the one for which that, divided by the step, and the third derivative of a force
/// add up to the least; nobody looks for kinks then.
/// </remarks>
sealed class DifferencedForces(IEvaluator evaluator, Precision precision, double noise) : IForceTangent
{
    /// <summary>Third derivative of a force, eV/Å⁴: that of a bond to hydrogen.</summary>
    const double Third = 2e3;

    const double DoubleStep = 1e-6, KinkStep = 3e-8, SingleStep = 5e-3; // Å

    /// <summary>eV/Å² by which slopes on both sides may differ without a kink: twice the step times a stiff bond's third derivative of 10³ eV/Å³.</summary>
    const double Kink = 2e-3;

    readonly Prediction _up = new(), _down = new(), _here = new();
    Vec3[] _positions = [];
    Structure? _structure;

    public bool HasForceTangent => false;

    public void ForceTangent(Structure structure, ReadOnlySpan<Vec3> direction, Span<Vec3> tangent)
    {
        var longest = 0.0;
        foreach (var v in direction)
            longest = Math.Max(longest, v.Length);
        if (longest == 0)
        {
            tangent[..structure.Count].Clear();
            return;
        }
        // Noise σ/h and truncation h² F‴/6 have the least sum at this step.
        var step = Math.Max(Math.Cbrt(3 * noise / Third), precision == Precision.Single ? SingleStep : DoubleStep);
        if (step > DoubleStep)
        {
            Difference(structure, direction, step / longest, tangent);
            return;
        }
        Stand(structure);
        if (Difference(structure, direction, DoubleStep / longest, tangent) > Kink * longest)
            Difference(structure, direction, KinkStep / longest, tangent);
    }

    /// <summary>Forces where the structure stands; those of the last call where it has not moved.</summary>
    void Stand(Structure structure)
    {
        if (ReferenceEquals(structure, _structure) && structure.Positions.AsSpan().SequenceEqual(_positions))
            return;
        evaluator.Evaluate(structure, Request.Forces, _here);
        (_structure, _positions) = (structure, [.. structure.Positions]);
    }

    /// <returns>How much the slopes on both sides differ, the largest of all components.</returns>
    double Difference(Structure structure, ReadOnlySpan<Vec3> direction, double h, Span<Vec3> tangent)
    {
        // Elements and charge are as they are now: a copy each time, which costs nothing beside two evaluations.
        var displaced = structure.Clone();
        Evaluate(displaced, structure.Positions, direction, h, _up);
        Evaluate(displaced, structure.Positions, direction, -h, _down);
        var kink = 0.0;
        for (var i = 0; i < direction.Length; i++)
        {
            tangent[i] = 1 / (2 * h) * (_up.Forces[i] - _down.Forces[i]);
            if (_here.Count == direction.Length)
                kink = Math.Max(kink, (_up.Forces[i] + _down.Forces[i] - 2 * _here.Forces[i]).Length / h);
        }
        return kink;
    }

    void Evaluate(Structure displaced, Vec3[] from, ReadOnlySpan<Vec3> direction, double h, Prediction into)
    {
        for (var i = 0; i < direction.Length; i++)
            displaced.Positions[i] = from[i] + h * direction[i];
        evaluator.Evaluate(displaced, Request.Forces, into);
    }
}
