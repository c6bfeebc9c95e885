using Athanor.Numerics;
using MathNet.Numerics.Integration;

namespace Athanor.Quantum.Tests;

/// <summary>
/// Integrals over bare Cartesian Gaussians, slow and readable, by other ways than the library's: sums over a grid, which are exact to all digits for Gaussians, a quadrature over 1/r = 2/√π ∫exp(−u²r²)du, and for repulsion the
/// recursion of Obara and Saika, J. Chem. Phys. 84, 3963 (1986), eq. 39.
/// </summary>
internal static class SlowIntegrals
{
    static readonly GaussLegendreRule Rule = new(0, 1, 96);

    /// <summary>(r − Centre)^Power exp(−Exponent |r − Centre|²).</summary>
    internal sealed record Gaussian(Vec3 Centre, double Exponent, (int X, int Y, int Z) Power)
    {
        public int Along(int axis) => axis switch { 0 => Power.X, 1 => Power.Y, _ => Power.Z };

        public Gaussian Raised(int axis, int by) => this with
        {
            Power = axis switch { 0 => (Power.X + by, Power.Y, Power.Z), 1 => (Power.X, Power.Y + by, Power.Z), _ => (Power.X, Power.Y, Power.Z + by) },
        };
    }

    public static double Boys(int m, double t)
    {
        var sum = 0.0;
        // Pieces, since one rule does not see the narrow peak of large T.
        var pieces = 8;
        for (var piece = 0; piece < pieces; piece++)
        {
            for (var k = 0; k < Rule.Order; k++)
            {
                var u = (piece + Rule.GetAbscissa(k)) / pieces;
                sum += Rule.GetWeight(k) / pieces * Math.Pow(u, 2 * m) * Math.Exp(-t * u * u);
            }
        }
        return sum;
    }

    public static double Overlap(Gaussian a, Gaussian b) => Axis(a, b, 0) * Axis(a, b, 1) * Axis(a, b, 2);

    public static double Dipole(Gaussian a, Gaussian b, int axis) => Overlap(a, b.Raised(axis, 1)) + b.Centre[axis] * Overlap(a, b);

    public static double Kinetic(Gaussian a, Gaussian b)
    {
        var sum = 0.0;
        for (var axis = 0; axis < 3; axis++)
        {
            // ½ ∫ ∂a ∂b: by parts, so that it is not the library's formula.
            foreach (var (da, fa) in Derivative(a, axis))
            {
                foreach (var (db, fb) in Derivative(b, axis))
                    sum += 0.5 * fa * fb * Overlap(da, db);
            }
        }
        return sum;
    }

    /// <summary>∫ a b / |r − C|.</summary>
    public static double Attraction(Gaussian a, Gaussian b, Vec3 c)
    {
        var p = a.Exponent + b.Exponent;
        var sum = 0.0;
        for (var k = 0; k < Rule.Order; k++)
        {
            var t = Rule.GetAbscissa(k);
            var u2 = p * t * t / (1 - t * t);
            sum += Rule.GetWeight(k) * 2 / Math.Sqrt(Math.PI) * Math.Sqrt(p) * Math.Pow(1 - t * t, -1.5) * Axis(a, b, 0, c, u2) * Axis(a, b, 1, c, u2) * Axis(a, b, 2, c, u2);
        }
        return sum;
    }

    public static double Repulsion(Gaussian a, Gaussian b, Gaussian c, Gaussian d) => new Saika(a, b, c, d).Of([a.Power, b.Power, c.Power, d.Power], 0);

    static IEnumerable<(Gaussian, double)> Derivative(Gaussian g, int axis)
    {
        if (g.Along(axis) > 0)
            yield return (g.Raised(axis, -1), g.Along(axis));
        yield return (g.Raised(axis, 1), -2 * g.Exponent);
    }

    static double Axis(Gaussian a, Gaussian b, int axis, Vec3 c = default, double u2 = 0)
    {
        var p = a.Exponent + b.Exponent + u2;
        var middle = (a.Exponent * a.Centre[axis] + b.Exponent * b.Centre[axis] + u2 * c[axis]) / p;
        var step = 0.2 / Math.Sqrt(p);
        var sum = 0.0;
        for (var i = -60; i <= 60; i++)
        {
            var x = middle + i * step;
            var (xa, xb, xc) = (x - a.Centre[axis], x - b.Centre[axis], x - c[axis]);
            sum += Math.Pow(xa, a.Along(axis)) * Math.Pow(xb, b.Along(axis)) * Math.Exp(-a.Exponent * xa * xa - b.Exponent * xb * xb - u2 * xc * xc);
        }
        return sum * step;
    }

    sealed class Saika
    {
        readonly Vec3[] _toOwn;
        readonly Vec3[] _toBoth;
        readonly double[] _own;
        readonly double _reduced;
        readonly double _sum;
        readonly double _prefactor;
        readonly double _t;
        readonly Dictionary<string, double> _known = [];

        public Saika(Gaussian a, Gaussian b, Gaussian c, Gaussian d)
        {
            var (p, q) = (a.Exponent + b.Exponent, c.Exponent + d.Exponent);
            var pc = (a.Centre * a.Exponent + b.Centre * b.Exponent) * (1 / p);
            var qc = (c.Centre * c.Exponent + d.Centre * d.Exponent) * (1 / q);
            var w = (pc * p + qc * q) * (1 / (p + q));
            _toOwn = [pc - a.Centre, pc - b.Centre, qc - c.Centre, qc - d.Centre];
            _toBoth = [w - pc, w - pc, w - qc, w - qc];
            _own = [p, p, q, q];
            (_reduced, _sum) = (p * q / (p + q), p + q);
            _t = _reduced * (pc - qc).LengthSquared;
            _prefactor = 2 * Math.Pow(Math.PI, 2.5) / (p * q * Math.Sqrt(p + q))
                * Math.Exp(-a.Exponent * b.Exponent / p * (a.Centre - b.Centre).LengthSquared - c.Exponent * d.Exponent / q * (c.Centre - d.Centre).LengthSquared);
        }

        public double Of((int X, int Y, int Z)[] powers, int m)
        {
            var key = string.Join(';', powers) + m;
            if (_known.TryGetValue(key, out var known))
                return known;
            return _known[key] = Made(powers, m);
        }

        double Made((int X, int Y, int Z)[] powers, int m)
        {
            for (var at = 0; at < 4; at++)
            {
                for (var axis = 0; axis < 3; axis++)
                {
                    if (Get(powers[at], axis) == 0)
                        continue;
                    var less = Lowered(powers, at, axis);
                    var value = _toOwn[at][axis] * Of(less, m) + _toBoth[at][axis] * Of(less, m + 1);
                    var partner = at ^ 1;
                    foreach (var same in (int[])[at, partner])
                    {
                        if (Get(less[same], axis) > 0)
                        {
                            var twice = Lowered(less, same, axis);
                            value += Get(less[same], axis) / (2 * _own[at]) * (Of(twice, m) - _reduced / _own[at] * Of(twice, m + 1));
                        }
                    }
                    foreach (var other in (int[])[at ^ 2, at ^ 3])
                    {
                        if (Get(less[other], axis) > 0)
                            value += Get(less[other], axis) / (2 * _sum) * Of(Lowered(less, other, axis), m + 1);
                    }
                    return value;
                }
            }
            return _prefactor * Boys(m, _t);
        }

        static int Get((int X, int Y, int Z) power, int axis) => axis switch { 0 => power.X, 1 => power.Y, _ => power.Z };

        static (int X, int Y, int Z)[] Lowered((int X, int Y, int Z)[] powers, int at, int axis)
        {
            var less = powers.ToArray();
            var (x, y, z) = less[at];
            less[at] = axis switch { 0 => (x - 1, y, z), 1 => (x, y - 1, z), _ => (x, y, z - 1) };
            return less;
        }
    }
}
