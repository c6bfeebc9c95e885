using Athanor.Numerics;

namespace Athanor.Quantum.Tests;

/// <summary>Energies a volume as the papers have them, over numbers that carry a derivative along; nothing is shared with the fast ones.</summary>
static class SlowFunctionals
{
    /// <param name="x">ρ_α, ρ_β, σ_αα, σ_αβ, σ_ββ.</param>
    public static Dual<F64x1> Energy(string name, Dual<F64x1>[] x) => name switch
    {
        "svwn" => Dirac(x) + Density(x) * Uniform(x, Vwn(0.0310907, -0.10498, 3.72744, 12.9352), Vwn(0.01554535, -0.325, 7.06042, 18.0578), Vwn(-0.016886863940389632, -0.0047584, 1.13107, 13.0045)),
        "svwn-rpa" => Dirac(x) + Density(x) * Mixed(x, Vwn(0.0310907, -0.409286, 13.0720, 42.7198), Vwn(0.01554535, -0.743294, 20.1231, 101.578)),
        "pbe" => PbeExchange(x) + Density(x) * PbeCorrelation(x),
        "pbe0" => PbeExchange(x) * 0.75 + Density(x) * PbeCorrelation(x),
        _ => throw new NotSupportedException(name),
    };

    static Dual<F64x1> Number(double c) => Dual<F64x1>.Const(c);

    static Dual<F64x1> Power(Dual<F64x1> a, double exponent) => Dual<F64x1>.Exp(Dual<F64x1>.Log(a) * exponent);

    static Dual<F64x1> Density(Dual<F64x1>[] x) => x[0] + x[1];

    static Dual<F64x1> Zeta(Dual<F64x1>[] x) => (x[0] - x[1]) / (x[0] + x[1]);

    static Dual<F64x1> Radius(Dual<F64x1>[] x) => Power(Number(0.75 / Math.PI) / Density(x), 1.0 / 3);

    // By spin scaling from −(3/4)(3/π)^{1/3} ρ^{4/3}.
    static Dual<F64x1> Dirac(Dual<F64x1>[] x) => (DiracClosed(x[0] * 2) + DiracClosed(x[1] * 2)) * 0.5;

    static Dual<F64x1> DiracClosed(Dual<F64x1> density) => Power(density, 4.0 / 3) * (-0.75 * Math.Pow(3 / Math.PI, 1.0 / 3));

    static Dual<F64x1> PbeExchange(Dual<F64x1>[] x) => (PbeExchangeClosed(x[0] * 2, x[2] * 4) + PbeExchangeClosed(x[1] * 2, x[4] * 4)) * 0.5;

    static Dual<F64x1> PbeExchangeClosed(Dual<F64x1> density, Dual<F64x1> sigma)
    {
        var kf = Power(density * (3 * Math.PI * Math.PI), 1.0 / 3);
        var s2 = sigma / (kf * kf * density * density * 4);
        return DiracClosed(density) * (1.804 - Number(0.804) / (s2 * (0.06672455060314922 * Math.PI * Math.PI / 3 / 0.804) + 1));
    }

    static Dual<F64x1> F(Dual<F64x1> zeta) => (Power(zeta + 1, 4.0 / 3) + Power(1 - zeta, 4.0 / 3) - 2) * (1 / (Math.Pow(2, 4.0 / 3) - 2));

    delegate Dual<F64x1> Fit(Dual<F64x1> rs);

    static Dual<F64x1> Uniform(Dual<F64x1>[] x, Fit none, Fit full, Fit stiffness)
    {
        var (rs, zeta) = (Radius(x), Zeta(x));
        var z4 = zeta * zeta * zeta * zeta;
        var curvature = 4 / (9 * (Math.Pow(2, 1.0 / 3) - 1));
        return none(rs) + stiffness(rs) * F(zeta) * (1 - z4) * (1 / curvature) + (full(rs) - none(rs)) * F(zeta) * z4;
    }

    static Dual<F64x1> Mixed(Dual<F64x1>[] x, Fit none, Fit full) => none(Radius(x)) * (1 - F(Zeta(x))) + full(Radius(x)) * F(Zeta(x));

    static Fit Vwn(double a, double x0, double b, double c) => rs =>
    {
        var x = Dual<F64x1>.Sqrt(rs);
        Dual<F64x1> X(Dual<F64x1> y) => y * y + y * b + c;
        var q = Math.Sqrt(4 * c - b * b);
        var arc = Arctangent(Number(q) / (x * 2 + b));
        var at = x0 * x0 + b * x0 + c;
        return (Dual<F64x1>.Log(x * x / X(x)) + arc * (2 * b / q) - (Dual<F64x1>.Log((x - x0) * (x - x0) / X(x)) + arc * (2 * (b + 2 * x0) / q)) * (b * x0 / at)) * a;
    };

    static Dual<F64x1> Arctangent(Dual<F64x1> t) => new(F64x1.Const(Math.Atan(F64x1.Lane(t.Value, 0))), t.Tangent / (t.Value * t.Value + 1));

    static Fit PerdewWang(double a, double alpha, double b1, double b2, double b3, double b4) => rs =>
    {
        var root = Dual<F64x1>.Sqrt(rs);
        var series = root * b1 + rs * b2 + rs * root * b3 + rs * rs * b4;
        return (rs * alpha + 1) * (-2 * a) * Dual<F64x1>.Log(Number(1 / (2 * a)) / series + 1);
    };

    static Dual<F64x1> PbeCorrelation(Dual<F64x1>[] x)
    {
        var a0 = (1 - Math.Log(2)) / (Math.PI * Math.PI);
        var opposite = PerdewWang(0.0168869, 0.11125, 10.357, 3.6231, 0.88026, 0.49671);
        var uniform = Uniform(x, PerdewWang(0.0310907, 0.21370, 7.5957, 3.5876, 1.6382, 0.49294), PerdewWang(0.01554535, 0.20548, 14.1189, 6.1977, 3.3662, 0.62517), rs => -opposite(rs));
        var (density, zeta) = (Density(x), Zeta(x));
        var phi = (Power(zeta + 1, 2.0 / 3) + Power(1 - zeta, 2.0 / 3)) * 0.5;
        var ks = Dual<F64x1>.Sqrt(Power(density * (3 * Math.PI * Math.PI), 1.0 / 3) * (4 / Math.PI));
        var sigma = x[2] + x[3] * 2 + x[4];
        var t2 = sigma / (phi * phi * ks * ks * density * density * 4);
        var ratio = 0.06672455060314922 / a0;
        var phi3 = phi * phi * phi;
        var a = Number(ratio) / (Dual<F64x1>.Exp(-uniform / (phi3 * a0)) - 1);
        var at2 = a * t2;
        return uniform + phi3 * a0 * Dual<F64x1>.Log(t2 * ratio * (at2 + 1) / (at2 + at2 * at2 + 1) + 1);
    }
}
