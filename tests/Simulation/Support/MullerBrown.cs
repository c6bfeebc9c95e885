using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation.Tests;

/// <summary>
/// The plane of Müller and Brown, Theor. Chim. Acta 53, 75 (1979), every atom but the first by itself in it (z costs ½ z²), energies a hundredth: three minima and two saddles that everybody agrees on.
/// </summary>
sealed class MullerBrown : IPotential, IEvaluator
{
    const double Scale = 0.01;

    static readonly double[] A = [-200, -100, -170, 15], XX = [-1, -1, -6.5, 0.7], XY = [0, 0, 11, 0.6], YY = [-10, -10, -6.5, 0.7], X = [1, 0, -0.5, -1], Y = [0, 0.5, 1.5, 1];

    internal static readonly Vec3 Deep = new(-0.558224, 1.441726, 0), Shallow = new(-0.050011, 0.466694, 0), Right = new(0.623499, 0.028038, 0);

    /// <summary>The saddle beside the deep minimum, and the other.</summary>
    internal static readonly Vec3 High = new(-0.822002, 0.624313, 0), Low = new(0.212487, 0.292988, 0);

    internal const double DeepEnergy = -146.69952 * Scale, ShallowEnergy = -80.76782 * Scale, RightEnergy = -108.16672 * Scale, HighEnergy = -40.66484 * Scale, LowEnergy = -72.24894 * Scale;

    internal int Calls { get; private set; }

    public string Name => "Müller–Brown";

    public double? Cutoff => 1;

    public bool Covers(Element element) => true;

    public IEvaluator Open(EvaluatorOptions options) => this;

    /// <summary>One atom that stands for nothing and is to be fixed, one on the plane.</summary>
    internal static Structure At(Vec3 place) => new([Element.Parse("He"), Element.Parse("H")], [new Vec3(9, 9, 9), place]);

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        lock (this)
            Calls++;
        into.Reset(structure.Count, Request.Forces);
        for (var i = 1; i < structure.Count; i++)
        {
            var r = structure.Positions[i];
            into.Energy += 0.5 * r.Z * r.Z;
            var force = new Vec3(0, 0, -r.Z);
            for (var k = 0; k < 4; k++)
            {
                double x = r.X - X[k], y = r.Y - Y[k];
                var e = Scale * A[k] * Math.Exp(XX[k] * x * x + XY[k] * x * y + YY[k] * y * y);
                into.Energy += e;
                force -= e * new Vec3(2 * XX[k] * x + XY[k] * y, XY[k] * x + 2 * YY[k] * y, 0);
            }
            into.Forces[i] = force;
        }
    }

    public void Dispose()
    {
    }
}
