using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>Functionals at points: against a slow reference, their own differences, and what is known of the uniform gas.</summary>
public sealed class FunctionalTests
{
    static readonly double[][] Samples =
    [
        [0.3, 0.3, 0, 0, 0],
        [0.3, 0.3, 0.02, 0.02, 0.02],
        [1.7, 0.2, 0.9, -0.1, 0.05],
        [0.02, 0.05, 0.001, 0.0015, 0.003],
        [250, 240, 4e5, 3.9e5, 3.8e5],
        [1e-6, 3e-7, 1e-11, 1e-12, 4e-12],
        [0.1, 1e-5, 0.02, 1e-7, 1e-9],
    ];

    public static TheoryData<string> Names => [.. Functional.All.Select(f => f.Name)];

    static PointDensities At(Functional functional, double[] x)
    {
        var at = new PointDensities(1) { Count = 1 };
        (at.Alpha[0], at.Beta[0], at.AlphaAlpha[0], at.AlphaBeta[0], at.BetaBeta[0]) = (x[0], x[1], x[2], x[3], x[4]);
        functional.Evaluate(at);
        return at;
    }

    static double[] Slopes(PointDensities at) => [at.ByAlpha[0], at.ByBeta[0], at.ByAlphaAlpha[0], at.ByAlphaBeta[0], at.ByBetaBeta[0]];

    [Theory]
    [MemberData(nameof(Names))]
    public void Energies_and_slopes_agree_with_a_slow_reference(string name)
    {
        foreach (var x in Samples)
        {
            var at = At(Functional.Named(name), x);
            var slopes = Slopes(at);
            for (var k = 0; k < 5; k++)
            {
                // Exact derivatives, by numbers that carry one along.
                var variables = x.Select((v, i) => new Dual<F64x1>(F64x1.Const(v), F64x1.Const(i == k ? 1 : 0))).ToArray();
                var energy = SlowFunctionals.Energy(name, variables);
                Assert.Equal(1, at.Energy[0] / F64x1.Lane(energy.Value, 0), 1e-12);
                var slope = F64x1.Lane(energy.Tangent, 0);
                Assert.True(Math.Abs(slope - slopes[k]) <= 1e-10 * Math.Abs(slope) + 1e-14, $"{string.Join(' ', x)}, {k}: {slope} {slopes[k]}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Slopes_are_differences(string name)
    {
        foreach (var x in Samples)
        {
            var slopes = Slopes(At(Functional.Named(name), x));
            for (var k = 0; k < 5; k++)
            {
                var step = 1e-4 * (k < 2 ? x[k] : Math.Min(x[2], x[4]));
                if (step == 0)
                    continue;
                double Energy(double steps) => At(Functional.Named(name), [.. x.Select((v, i) => i == k ? v + steps * step : v)]).Energy[0];
                var slope = (8 * (Energy(1) - Energy(-1)) - (Energy(2) - Energy(-2))) / (12 * step);
                Assert.True(Math.Abs(slope - slopes[k]) <= 1e-8 * Math.Abs(slope) + 1e-14 * Math.Abs(Energy(0)) / step, $"{string.Join(' ', x)}, {k}: {slope} {slopes[k]}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Spins_may_change_names(string name)
    {
        foreach (var x in Samples)
        {
            var (one, other) = (At(Functional.Named(name), x), At(Functional.Named(name), [x[1], x[0], x[4], x[3], x[2]]));
            Assert.Equal(1, other.Energy[0] / one.Energy[0], 1e-14);
            Assert.Equal(one.ByAlpha[0], other.ByBeta[0], 1e-13 * Math.Abs(one.ByAlpha[0]));
        }
    }

    // E_x[ρ_α, ρ_β] = ½ (E_x[2ρ_α] + E_x[2ρ_β]).
    [Fact]
    public void Exchange_scales_with_spin()
    {
        foreach (var part in (IFunctionalPart[])[new SlaterExchange(), new PbeExchange()])
        {
            var exchange = new Functional(["x"], 0, [(1, part)], "");
            double Closed(double rho, double sigma) => At(exchange, [rho, rho, sigma, sigma, sigma]).Energy[0];
            foreach (var x in Samples)
                Assert.Equal(1, 0.5 * (Closed(x[0], x[2]) + Closed(x[1], x[4])) / At(exchange, x).Energy[0], 1e-14);
        }
    }

    [Fact]
    public void Without_gradients_pbe_is_the_uniform_gas()
    {
        // Perdew and Wang's energies an electron (1992), table I fits at r_s = 2 and 5, none and full polarisation; exchange −0.458165/r_s, 2^{1/3} of it polarised.
        foreach (var (rs, none, full) in new[] { (2.0, -0.0448, -0.0240), (5.0, -0.0282, -0.0155) })
        {
            var density = 3 / (4 * Math.PI * rs * rs * rs);
            foreach (var name in new[] { "pbe", "svwn" })
            {
                Assert.Equal(none - 0.4581653 / rs, At(Functional.Named(name), [density / 2, density / 2, 0, 0, 0]).Energy[0] / density, 2e-4);
                Assert.Equal(full - 0.4581653 * Math.Cbrt(2) / rs, At(Functional.Named(name), [density, 0, 0, 0, 0]).Energy[0] / density, 2e-4);
            }
        }
    }

    // The local Lieb–Oxford bound: F_x stays below 1.804, and correlation vanishes where gradients are large.
    [Fact]
    public void Large_gradients_have_the_known_limits()
    {
        var (x, c) = (new Functional(["x"], 0, [(1, new PbeExchange())], ""), new Functional(["c"], 0, [(1, new PbeCorrelation())], ""));
        var uniform = At(x, [0.1, 0.1, 0, 0, 0]).Energy[0];
        Assert.Equal(1.804, At(x, [0.1, 0.1, 1e8, 1e8, 1e8]).Energy[0] / uniform, 1e-6);
        Assert.Equal(0, At(c, [0.1, 0.1, 1e8, 1e8, 1e8]).Energy[0], 1e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Whatever_the_density_there_is_a_number(string name)
    {
        double[] densities = [0, 1e-30, 1e-16, 1e-14, 3e-14, 1e-10, 1e-5, 1, 1e4];
        foreach (var a in densities)
        {
            foreach (var b in densities)
            {
                foreach (var steep in (double[])[0, 1e-3, 1, 30])
                {
                    var (ga, gb) = (steep * Math.Pow(a, 4.0 / 3), steep * Math.Pow(b, 4.0 / 3));
                    var at = At(Functional.Named(name), [a, b, ga * ga, -ga * gb, gb * gb]);
                    Assert.True(double.IsFinite(at.Energy[0]) && at.Energy[0] <= 0, $"{a} {b} {steep}: {at.Energy[0]}");
                    Assert.All(Slopes(at), s => Assert.True(double.IsFinite(s), $"{a} {b} {steep}: {s}"));
                }
            }
        }
    }

    [Fact]
    public void Functionals_have_names()
    {
        Assert.Same(Functional.Named("svwn"), Functional.Named("LDA"));
        Assert.Equal(0.25, Functional.Named("PBE0").ExactExchange);
        Assert.Contains("there are svwn", Assert.Throws<PotentialException>(() => Functional.Named("b2plyp")).Message);
    }
}
