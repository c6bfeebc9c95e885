using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties.Tests;

/// <summary>Atoms with springs between all or some of them, Σ ½ k (r − r₀)²: a potential whose vibrations are known in closed form. It has no tangents of its own.</summary>
sealed class Springs(double stiffness, double length, params (int From, int To)[] bonds) : IPotential, IEvaluator
{
    public string Name => "springs";

    public double? Cutoff => null;

    public bool Covers(Element element) => true;

    public IEvaluator Open(EvaluatorOptions options) => this;

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        into.Reset(structure.Count, Request.Forces);
        foreach (var (i, j) in bonds)
        {
            var edge = structure.Positions[j] - structure.Positions[i];
            var stretch = edge.Length - length;
            into.Energy += 0.5 * stiffness * stretch * stretch;
            var pull = stiffness * stretch / edge.Length * edge;
            into.Forces[i] += pull;
            into.Forces[j] -= pull;
        }
    }

    public void Dispose()
    {
    }
}

/// <summary>A pair of atoms in a Gaussian well, −D e^(−(r − r₀)²/2w²).</summary>
sealed class GaussianWell(double depth, double distance, double width) : IPotential, IEvaluator
{
    public string Name => "well";

    public double? Cutoff => null;

    public bool Covers(Element element) => true;

    public IEvaluator Open(EvaluatorOptions options) => this;

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        into.Reset(2, Request.Forces);
        var edge = structure.Positions[1] - structure.Positions[0];
        var x = (edge.Length - distance) / width;
        into.Energy = -depth * Math.Exp(-0.5 * x * x);
        var pull = -into.Energy * x / width / edge.Length * edge;
        into.Forces[0] = pull;
        into.Forces[1] = -1.0 * pull;
    }

    public void Dispose()
    {
    }
}

static class Molecules
{
    internal static Structure Of(string formula, params Vec3[] positions) =>
        new([.. formula.Split(' ').Select(s => Element.Parse(s))], positions);

    internal static Vec3 Direction(int k, int of) => new(Math.Cos(2 * Math.PI * k / of), Math.Sin(2 * Math.PI * k / of), 0);

    internal static double WavenumberOf(double stiffness, double mass) =>
        Math.Sqrt(stiffness / mass * 1.602176634e-19 / 1e-20 / 1.66053906660e-27) / (2 * Math.PI * 2.99792458e10);

    internal static Structure Turned(this Structure structure, double angle) => structure.Rotated(Rotation.About(new Vec3(1, -2, 0.5), angle));
}
