using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>A second virial coefficient and its derivative by temperature, order by order in ħ².</summary>
/// <param name="Classical">cm³/mol.</param>
/// <param name="First">The part in ħ², cm³/mol; zero where not computed.</param>
/// <param name="Second">The part in ħ⁴.</param>
/// <param name="Slope">dB/dT of all computed parts together, cm³/mol/K.</param>
readonly record struct VirialParts(double Classical, double First, double Second, double Slope)
{
    internal double Sum => Classical + First + Second;
}

/// <summary>
/// −2π N ∫ (e^(−βV) − 1) r² dr and its quantum corrections at any temperature within a range, on points that were chosen once for all of it. Inside the wall the pair is impenetrable. The corrections are Wigner and Kirkwood's, in the
/// form of Hirschfelder, Curtiss and Bird, Molecular Theory of Gases and Liquids (1954), eq. 6.5-4: 2π N ħ²β³/24μ ∫ e^(−βV) V'² r² dr and −2π N ħ⁴β⁴/480μ² ∫ e^(−βV) (V''² + 2 V'²/r² + 10 β V'³/9r − 5 β² V'⁴/36) r² dr.
/// </summary>
sealed class VirialIntegrals
{
    /// <summary>2π N in cm³/mol per Å³.</summary>
    const double Scale = 2 * Math.PI * 0.602214076;

    readonly double[] _r, _weight;
    readonly DimerPoint[] _points;
    readonly double _wall, _tail, _reach, _massFactor;
    readonly int _order;

    /// <param name="reach">Where the energy ends or its tail begins, Å.</param>
    /// <param name="tail">C6 of what lies behind, eV Å⁶; zero for nothing.</param>
    /// <param name="mass">Reduced mass, amu.</param>
    /// <param name="coldest">K.</param>
    /// <param name="hottest">K.</param>
    internal VirialIntegrals(DimerCurve curve, PairShape shape, double reach, double tail, double mass, int order, double coldest, double hottest, double tolerance)
    {
        (_wall, _tail, _reach, _order) = (shape.Wall, tail, reach, order);
        // ħ²/μ in eV Å².
        _massFactor = Units.ReducedPlanck * Units.ReducedPlanck * Units.AccelerationPerForce / mass;
        const int temperatures = 8;
        double[] betas = [.. Enumerable.Range(0, temperatures).Select(k => 1 / (Units.Boltzmann * coldest * Math.Pow(hottest / coldest, k / (temperatures - 1.0))))];
        double[] Integrands(double r)
        {
            var p = curve.At(r);
            var values = new double[betas.Length * (1 + order)];
            for (var k = 0; k < betas.Length; k++)
            {
                var weight = Math.Exp(-betas[k] * p.V);
                values[k] = (weight - 1) * r * r;
                if (order > 0)
                    values[betas.Length + k] = weight * p.Slope * p.Slope * r * r;
                if (order > 1)
                    values[2 * betas.Length + k] = weight * (p.Curvature * p.Curvature + Math.Pow(betas[k] * p.Slope * p.Slope, 2)) * r * r;
            }
            return values;
        }

        var breaks = new List<double> { shape.Wall };
        foreach (var at in new[] { shape.Zero, shape.Minimum })
        {
            if (at > breaks[^1] * 1.001 && at < reach)
                breaks.Add(at);
        }
        while (breaks[^1] * 1.6 < reach)
            breaks.Add(breaks[^1] * 1.6);
        breaks.Add(reach);
        var (points, weights, error) = AdaptiveQuadrature.Rule(Integrands, breaks, tolerance);
        (_r, _weight) = (points, weights);
        _points = [.. points.Select(curve.At)];
        Error = error;
    }

    /// <summary>Bound of the error of the integrals, as a fraction of each.</summary>
    internal double Error { get; }

    internal int Points => _r.Length;

    internal VirialParts At(double temperature)
    {
        var beta = 1 / (Units.Boltzmann * temperature);
        double b0 = -_wall * _wall * _wall / 3, b0Slope = 0, b1 = 0, b1Slope = 0, b2 = 0, b2Slope = 0;
        for (var k = 0; k < _r.Length; k++)
        {
            var (v, slope, curvature) = _points[k];
            double r = _r[k], volume = _weight[k] * r * r, e = volume * Math.Exp(-beta * v), square = slope * slope;
            b0 += volume * Expm1(-beta * v);
            b0Slope -= e * v;
            b1 += e * square;
            b1Slope += e * square * (3 - beta * v);
            double plain = curvature * curvature + 2 * square / (r * r), cubic = 10.0 / 9 * slope * square / r * beta, quartic = 5.0 / 36 * square * square * beta * beta;
            b2 += e * (plain + cubic - quartic);
            b2Slope += e * (4 * plain + 5 * cubic - 6 * quartic - beta * v * (plain + cubic - quartic));
        }
        // Behind the reach βV is small: its first two powers.
        double first = _tail / (3 * Math.Pow(_reach, 3)), second = _tail * _tail / (18 * Math.Pow(_reach, 9));
        b0 += beta * first + beta * beta * second;
        b0Slope += first + 2 * beta * second;
        double m1 = _order > 0 ? _massFactor / 24 * Math.Pow(beta, 3) : 0, m2 = _order > 1 ? -_massFactor * _massFactor / 480 * Math.Pow(beta, 4) : 0;
        // Derivatives above are by β, those of the corrections β d/dβ; dβ/dT = −β/T.
        var byBeta = -b0Slope * beta + m1 * b1Slope + m2 * b2Slope;
        return new(-Scale * b0, Scale * m1 * b1, Scale * m2 * b2, -Scale * byBeta / temperature);
    }

    // eˣ − 1 without the loss of digits where x is small.
    static double Expm1(double x) => Math.Abs(x) > 1e-3 ? Math.Exp(x) - 1 : x * (1 + x * (0.5 + x * (1.0 / 6 + x * (1.0 / 24 + x / 120))));

    /// <summary>The temperature at which B is zero, to 10⁻¹⁰ of itself; null where there is none in the range.</summary>
    /// <param name="orders">How many corrections count.</param>
    internal double? Boyle(double coldest, double hottest, int orders)
    {
        double B(double t)
        {
            var p = At(t);
            return p.Classical + (orders > 0 ? p.First : 0) + (orders > 1 ? p.Second : 0);
        }
        // From hot to cold: corrections of a light gas may turn it once more where they no longer hold.
        double above = hottest, below = hottest;
        while (B(below) > 0)
        {
            above = below;
            below *= 0.9;
            if (below < coldest)
                return null;
        }
        if (below == hottest)
            return null;
        while (above - below > 1e-11 * above)
        {
            var middle = 0.5 * (above + below);
            if (!(middle > below && middle < above))
                break;
            if (B(middle) > 0)
                above = middle;
            else
                below = middle;
        }
        return 0.5 * (above + below);
    }
}
