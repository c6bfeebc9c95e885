using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties.Tests;

/// <summary>
/// The second atom in h (x²/a² − 1)² + ½ k (y² + z²), the first one is meant to be fixed. Minima at x = ±a with curvature 8h/a², the saddle at 0 with −4h/a². With <paramref name="square"/>, y has a double well as x has.
/// </summary>
sealed class DoubleWell(double height, double half, double stiffness, bool square = false) : IPotential, IEvaluator
{
    public string Name => "double well";

    public double? Cutoff => null;

    public bool Covers(Element element) => true;

    public IEvaluator Open(EvaluatorOptions options) => this;

    internal static Structure At(Vec3 place) => new([Element.Parse("He"), Element.Parse("H")], [new Vec3(9, 9, 9), place]);

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        into.Reset(2, Request.Forces);
        var r = structure.Positions[1];
        var (ex, fx) = Well(r.X);
        var (ey, fy) = square ? Well(r.Y) : (0.5 * stiffness * r.Y * r.Y, -stiffness * r.Y);
        into.Energy = ex + ey + 0.5 * stiffness * r.Z * r.Z;
        into.Forces[1] = new Vec3(fx, fy, -stiffness * r.Z);
    }

    (double Energy, double Force) Well(double x)
    {
        var u = x * x / (half * half) - 1;
        return (height * u * u, -4 * height * u * x / (half * half));
    }

    public void Dispose()
    {
    }
}
