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
