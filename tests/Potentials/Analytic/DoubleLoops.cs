using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Tests;

/// <summary>
/// Energies as a textbook would compute them: plain formulas, every image within reach, no lists, no lanes. Written apart from the library, as its judge.
/// </summary>
static class DoubleLoops
{
    internal delegate double PairEnergy(Element a, Element b, double r);

    /// <summary>Σ over pairs, eV.</summary>
    internal static double Pairs(Structure s, double reach, PairEnergy energy)
    {
        double sum = 0;
        for (var i = 0; i < s.Count; i++)
        {
            foreach (var (j, r) in Around(s, i, reach))
                sum += 0.5 * energy(s.Elements[i], s.Elements[j], r.Length);
        }
        return sum;
    }

    internal static double LennardJones(double epsilon, double sigma, double r) => 4 * epsilon * (Math.Pow(sigma / r, 12) - Math.Pow(sigma / r, 6));

    internal static double Zbl(double za, double zb, double r)
    {
        var x = r * (Math.Pow(za, 0.23) + Math.Pow(zb, 0.23)) / 0.46850;
        var phi = 0.18175 * Math.Exp(-3.19980 * x) + 0.50986 * Math.Exp(-0.94229 * x) + 0.28022 * Math.Exp(-0.40290 * x) + 0.02817 * Math.Exp(-0.20162 * x);
        return 14.399645 * za * zb / r * phi;
    }

    /// <summary>1 below the inner distance, 0 beyond the outer, smooth in r² between.</summary>
    internal static double Switch(double r, double inner, double outer)
    {
        if (r <= inner)
            return 1;
        if (r >= outer)
            return 0;
        var x = (r * r - inner * inner) / (outer * outer - inner * inner);
        return 1 - 10 * Math.Pow(x, 3) + 15 * Math.Pow(x, 4) - 6 * Math.Pow(x, 5);
    }

    internal static double StillingerWeber(Structure s)
    {
        const double epsilon = 2.1683, sigma = 2.0951, a = 1.80, lambda = 21, gamma = 1.20, capitalA = 7.049556277, capitalB = 0.6022245584;
        double sum = 0;
        for (var i = 0; i < s.Count; i++)
        {
            var near = Around(s, i, a * sigma).Select(n => n.R).ToArray();
            for (var j = 0; j < near.Length; j++)
            {
                var rj = near[j].Length;
                sum += 0.5 * epsilon * capitalA * (capitalB * Math.Pow(sigma / rj, 4) - 1) * Math.Exp(1 / (rj / sigma - a));
                for (var k = j + 1; k < near.Length; k++)
                {
                    var rk = near[k].Length;
                    var cosine = Vec3.Dot(near[j], near[k]) / (rj * rk);
                    sum += epsilon * lambda * Math.Pow(cosine + 1.0 / 3, 2) * Math.Exp(gamma / (rj / sigma - a)) * Math.Exp(gamma / (rk / sigma - a));
                }
            }
        }
        return sum;
    }

    /// <summary>One set of parameters of Tersoff's form with m = 3.</summary>
    internal static double Tersoff(Structure s, double a, double b, double lambda1, double lambda2, double lambda3, double beta, double n, double c, double d, double h, double middle, double width)
    {
        double Switch(double r) => r < middle - width ? 1 : r > middle + width ? 0 : 0.5 * (1 - Math.Sin(Math.PI / 2 * (r - middle) / width));
        double sum = 0;
        for (var i = 0; i < s.Count; i++)
        {
            var near = Around(s, i, middle + width).Select(e => e.R).ToArray();
            for (var j = 0; j < near.Length; j++)
            {
                double rj = near[j].Length, zeta = 0;
                for (var k = 0; k < near.Length; k++)
                {
                    if (k == j)
                        continue;
                    var rk = near[k].Length;
                    var cosine = Vec3.Dot(near[j], near[k]) / (rj * rk);
                    zeta += Switch(rk) * (1 + c * c / (d * d) - c * c / (d * d + Math.Pow(h - cosine, 2))) * Math.Exp(Math.Pow(lambda3 * (rj - rk), 3));
                }
                sum += 0.5 * Switch(rj) * (a * Math.Exp(-lambda1 * rj) - Math.Pow(1 + Math.Pow(beta * zeta, n), -1 / (2 * n)) * b * Math.Exp(-lambda2 * rj));
            }
        }
        return sum;
    }

    /// <param name="density">Of an atom of the second species at one of the first.</param>
    internal static double Embedded(
        Structure s, double reach, Func<Element, int> species, Func<int, double, double> embedding, Func<int, int, double, double> density, Func<int, int, double, double> pair)
    {
        double sum = 0;
        for (var i = 0; i < s.Count; i++)
        {
            var a = species(s.Elements[i]);
            double rho = 0;
            foreach (var (j, edge) in Around(s, i, reach))
            {
                rho += density(a, species(s.Elements[j]), edge.Length);
                sum += 0.5 * pair(a, species(s.Elements[j]), edge.Length);
            }
            sum += embedding(a, rho);
        }
        return sum;
    }

    /// <summary>As ASE's calculator writes it: every pair once, half of what it adds to either end.</summary>
    internal static double EffectiveMedium(Structure s)
    {
        const double bohr = 0.5291772105638411, beta = 1.809;
        double cutoff = beta * 3.01 * bohr * 0.5 * (Math.Sqrt(3) + 2), sharpness = Math.Log(9999) / (cutoff * 4 / (Math.Sqrt(3) + 2) - cutoff);
        (double E0, double S0, double V0, double Eta, double Kappa, double Lambda, double N0) Of(int i) => s.Elements[i].Symbol switch
        {
            "Al" => (-3.28, 3.00 * bohr, 1.493, 1.240 / bohr, 2.000 / bohr, 1.169 / bohr, 0.00700),
            "Cu" => (-3.51, 2.67 * bohr, 2.476, 1.652 / bohr, 2.740 / bohr, 1.906 / bohr, 0.00910),
            _ => (-4.44, 2.60 * bohr, 3.673, 1.669 / bohr, 2.757 / bohr, 1.948 / bohr, 0.01030),
        };
        double Theta(double r) => 1 / (1 + Math.Exp(sharpness * (r - cutoff)));
        double Gamma(double s0, double decay) => new[] { 12, 6, 24 }.Select((n, k) =>
        {
            var r = s0 * beta * Math.Sqrt(k + 1);
            return n / 12.0 * Theta(r) * Math.Exp(-decay * (r - beta * s0));
        }).Sum();
        double sum = 0;
        for (var i = 0; i < s.Count; i++)
        {
            var p = Of(i);
            double density = 0;
            foreach (var (j, edge) in Around(s, i, cutoff + 0.5))
            {
                var q = Of(j);
                double r = edge.Length, chi = q.N0 / p.N0;
                density += chi * Math.Exp(-q.Eta * (r - beta * q.S0)) * Theta(r) / Gamma(p.S0, p.Eta);
                sum -= 0.5 * p.V0 * Math.Exp(-q.Kappa * (r / beta - q.S0)) * chi / Gamma(p.S0, p.Kappa / beta) * Theta(r);
            }
            var d = -Math.Log(density / 12) / (beta * p.Eta);
            sum += p.E0 * ((1 + p.Lambda * d) * Math.Exp(-p.Lambda * d) - 1) + 6 * p.V0 * Math.Exp(-p.Kappa * d);
        }
        return sum;
    }

    /// <summary>Edges of one atom shorter than the reach, over all images.</summary>
    static IEnumerable<(int Atom, Vec3 R)> Around(Structure s, int i, double reach)
    {
        var vectors = s.Cell?.Vectors ?? Mat3.Identity;
        var heights = s.Cell?.Heights ?? new Vec3(1, 1, 1);
        // The structures here stay within a cell and a bit, hence two images more than the reach.
        int Images(int d) => s.Periodic[d] ? (int)Math.Ceiling(reach / heights[d]) + 2 : 0;
        for (var a = -Images(0); a <= Images(0); a++)
        {
            for (var b = -Images(1); b <= Images(1); b++)
            {
                for (var c = -Images(2); c <= Images(2); c++)
                {
                    var shift = new Vec3(a, b, c) * vectors - s.Positions[i];
                    for (var j = 0; j < s.Count; j++)
                    {
                        var r = s.Positions[j] + shift;
                        if (r.LengthSquared < reach * reach && (i != j || a != 0 || b != 0 || c != 0))
                            yield return (j, r);
                    }
                }
            }
        }
    }
}
