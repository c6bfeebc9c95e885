using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>H v where a structure stands: exact where the potential differentiates its forces, else one more evaluation a little further along v (the other end of a dimer: Henkelman and Jónsson, J. Chem. Phys. 111, 7010 (1999)).</summary>
sealed class HessianProduct
{
    /// <summary>Å: a step that is short enough for the curvature and long enough for rounding; forces with noise, and those in single precision, want more.</summary>
    const double Step = 1e-3, CoarseStep = 1e-2;

    readonly IEvaluator _evaluator;
    readonly IForceTangent? _exact;
    readonly Prediction _there = new();
    readonly double _step;

    internal HessianProduct(IEvaluator evaluator, Precision precision)
    {
        _evaluator = evaluator;
        _exact = evaluator is IForceTangent { HasForceTangent: true } exact ? exact : null;
        var noise = (evaluator as IForceNoise)?.ForceNoise ?? 0;
        _step = precision == Precision.Single || noise > 1e-6 ? CoarseStep : Step;
    }

    internal bool IsExact => _exact is not null;

    internal int Count { get; private set; }

    /// <param name="forces">Where the structure stands.</param>
    /// <param name="direction">Of length one.</param>
    /// <param name="product">H v, eV/Å².</param>
    internal void Of(Structure structure, ReadOnlySpan<Vec3> forces, ReadOnlySpan<Vec3> direction, Span<Vec3> product)
    {
        Count++;
        if (_exact is not null)
        {
            _exact.ForceTangent(structure, direction, product);
            foreach (ref var v in product)
                v = -v;
            return;
        }
        var moved = structure.Clone();
        for (var i = 0; i < moved.Count; i++)
            moved.Positions[i] += _step * direction[i];
        _evaluator.Evaluate(moved, Request.Forces, _there);
        for (var i = 0; i < product.Length; i++)
            product[i] = 1 / _step * (forces[i] - _there.Forces[i]);
    }
}
