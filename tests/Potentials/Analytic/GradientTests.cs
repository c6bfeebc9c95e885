using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Tests;

/// <summary>Forces and virial against central differences of the energy.</summary>
public sealed class GradientTests
{
    public static TheoryData<string, string> Cases => new()
    {
        { "lj:epsilon=0.0104,sigma=3.4,cutoff=8.5,switch=6", "argon" },
        { "lj:Na.epsilon=0.01,Na.sigma=2.4,Cl.epsilon=0.02,Cl.sigma=3.5,cutoff=8,switch=5", "salt" },
        { "morse:D=0.34,alpha=1.36,r0=2.87,cutoff=7,switch=4", "salt" },
        { "buckingham:A=1388.773,rho=0.36232,C=175,cutoff=8,switch=5", "salt" },
        { "gaussian:depth=0.34,distance=2.87,width=0.9,cutoff=7,switch=4", "salt" },
        { "zbl:scale=1.5", "salt" },
        { "tang-toennies:Ar,cutoff=9,switch=6", "argon" },
        { "zbl:inner=1,outer=4", "molecule" },
        { "sw", "silicon" },
        { "sw:lambda=25,costheta0=-0.2,a=2.1,gamma=1", "silicon" },
        { "sw - 0.5 * zbl:scale=1.5", "silicon" },
        { "sw", "silicon film" },
        { "tersoff:Si-T2", "silicon" },
        { "tersoff:SiC", "carbide" },
        { "emt", "alloy" },
        { "emt", "alloy film" },
        { EamSamples.Expression, "copper and nickel" },
    };

    internal static Structure Of(string sample) => sample switch
    {
        "argon" => Samples.Argon(2),
        "salt" => Samples.Salt(1),
        "molecule" => Samples.Molecule(),
        "alloy" => Samples.Alloy(1),
        "copper and nickel" => Samples.Alloy(1, 4, "Cu", "Ni"),
        "carbide" => Samples.Carbide(1, 2),
        "alloy film" => Samples.Film(Samples.Alloy(1)),
        "silicon film" => Samples.Film(Samples.Silicon(1)),
        _ => Samples.Silicon(1),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forces_are_minus_the_gradient(string expression, string sample)
    {
        var structure = Of(sample);
        using var evaluator = PotentialGrammar.Parse(expression).Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(structure, Request.Forces, prediction);
        var forces = prediction.Forces.ToArray();
        var scale = Samples.Rms(forces);
        Assert.True(scale > 1e-3);
        var net = forces.Aggregate(Vec3.Zero, (a, b) => a + b);
        Assert.Equal(0, net.Length, 1e-10 * scale * structure.Count);
        const double h = 1e-4;
        foreach (var atom in new[] { 0, structure.Count - 1 })
        {
            for (var d = 0; d < 3; d++)
            {
                var step = new Vec3(d == 0 ? h : 0, d == 1 ? h : 0, d == 2 ? h : 0);
                var slope = Difference(x =>
                {
                    var moved = structure.Clone();
                    moved.Positions[atom] += x / h * step;
                    evaluator.Evaluate(moved, Request.Energy, prediction);
                    return prediction.Energy;
                }, h);
                Assert.Equal(-slope, forces[atom][d], 1e-7 * scale);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_virial_is_minus_the_derivative_by_strain(string expression, string sample)
    {
        var structure = Of(sample);
        using var evaluator = PotentialGrammar.Parse(expression).Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(structure, Request.Virial, prediction);
        var virial = prediction.Virial;
        var scale = Math.Abs(virial.XX) + Math.Abs(virial.YY) + Math.Abs(virial.ZZ);
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                var one = Mat3.Outer(Unit(row), Unit(column));
                var slope = Difference(x =>
                {
                    evaluator.Evaluate(structure.Strained(x * one), Request.Energy, prediction);
                    return prediction.Energy;
                }, 1e-4);
                Assert.Equal(-slope, virial[row, column], 1e-6 * scale);
            }
        }
    }

    static Vec3 Unit(int d) => new(d == 0 ? 1 : 0, d == 1 ? 1 : 0, d == 2 ? 1 : 0);

    /// <summary>The slope at zero from four points, with an error of order h⁴.</summary>
    static double Difference(Func<double, double> f, double h) => (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
}
