using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties.Tests;

/// <summary>Every coordinate of every atom by itself in a quartic well about the atom's place, a x⁴: nothing in it is harmonic.</summary>
sealed class QuarticWell(Vec3[] places, double strength) : IPotential, IEvaluator
{
    public string Name => "quartic";

    public double? Cutoff => null;

    public bool Covers(Element element) => true;

    public IEvaluator Open(EvaluatorOptions options) => this;

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        into.Reset(structure.Count, Request.Forces);
        for (var i = 0; i < structure.Count; i++)
        {
            var d = structure.Positions[i] - places[i];
            into.Energy += strength * (Math.Pow(d.X, 4) + Math.Pow(d.Y, 4) + Math.Pow(d.Z, 4));
            into.Forces[i] = -4 * strength * new Vec3(d.X * d.X * d.X, d.Y * d.Y * d.Y, d.Z * d.Z * d.Z);
        }
    }

    public void Dispose()
    {
    }
}
