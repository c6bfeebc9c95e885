using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>Central differences of forces with a step that was asked for: (F(r + h v̂) − F(r − h v̂)) / 2h.</summary>
sealed class SteppedForces(IEvaluator evaluator, double step) : IForceTangent
{
    readonly Prediction _up = new(), _down = new();

    public bool HasForceTangent => false;

    public void ForceTangent(Structure structure, ReadOnlySpan<Vec3> direction, Span<Vec3> tangent)
    {
        var longest = 0.0;
        foreach (var v in direction)
            longest = Math.Max(longest, v.Length);
        var h = step / longest;
        var displaced = structure.Clone();
        Evaluate(displaced, structure, direction, h, _up);
        Evaluate(displaced, structure, direction, -h, _down);
        for (var i = 0; i < structure.Count; i++)
            tangent[i] = (_up.Forces[i] - _down.Forces[i]) / (2 * h);
    }

    void Evaluate(Structure displaced, Structure from, ReadOnlySpan<Vec3> direction, double h, Prediction into)
    {
        for (var i = 0; i < direction.Length; i++)
            displaced.Positions[i] = from.Positions[i] + h * direction[i];
        evaluator.Evaluate(displaced, Request.Forces, into);
    }
}
