using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation.Tests;

/// <summary>
/// Every atom bound to its own place by a spring of constant k (eV/Å²): U = ½ k Σ |r − r₀|². Not translation-invariant; an atom given as fixed keeps the integrators
/// from counting the momentum as conserved.
/// </summary>
sealed class Springs(Vec3[] places, double constant) : IPotential, IEvaluator
{
    public string Name => "springs";

    public double? Cutoff => null;

    public bool Covers(Element element) => true;

    public IEvaluator Open(EvaluatorOptions options) => this;

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        into.Reset(structure.Count, request);
        for (var i = 0; i < structure.Count; i++)
        {
            var d = structure.Positions[i] - places[i];
            into.Energy += 0.5 * constant * d.LengthSquared;
            into.Forces[i] = -constant * d;
        }
    }

    public void Dispose()
    {
    }
}
