using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>Adds up what tetrahedra have of each frequency, frequencies being linear within them; a corner's weight is its share of the section through the tetrahedron (MacDonald, Vosko, Coleridge, J. Phys. C 12, 2991 (1979)).</summary>
sealed class TetrahedronSum
{
    readonly double[] _frequencies;
    readonly int _branches, _parts;
    readonly double _first, _perStep;

    /// <param name="frequencies">THz, evenly spaced.</param>
    /// <param name="parts">Number of shares of a mode; 0 for the whole alone.</param>
    internal TetrahedronSum(IReadOnlyList<double> frequencies, int branches, int parts)
    {
        (_frequencies, _branches, _parts) = ([.. frequencies], branches, parts);
        (_first, _perStep) = (frequencies[0], (frequencies.Count - 1) / (frequencies[^1] - frequencies[0]));
        Sums = new double[Math.Max(1, parts) * frequencies.Count];
    }

    /// <summary>By part and frequency, in units of the volume of a tetrahedron a THz.</summary>
    internal double[] Sums { get; }

    /// <param name="shares">By point, branch and part; empty for the whole alone.</param>
    internal void Add(PhononModes modes, Tetrahedron t, double[] shares)
    {
        Span<double> e = stackalloc double[4], weights = stackalloc double[4];
        Span<int> point = stackalloc int[4];
        for (var m = 0; m < _branches; m++)
        {
            (point[0], point[1], point[2], point[3]) = (t.A, t.B, t.C, t.D);
            for (var v = 0; v < 4; v++)
                e[v] = modes.Frequency(point[v], m);
            e.Sort(point);
            var from = Math.Max(0, (int)Math.Ceiling((e[0] - _first) * _perStep));
            for (var k = from; k < _frequencies.Length && _frequencies[k] < e[3]; k++)
            {
                if (_parts == 0)
                {
                    Sums[k] += t.Count * Density(e, _frequencies[k]);
                    continue;
                }
                var g = t.Count * Weigh(e, _frequencies[k], weights);
                for (var p = 0; p < _parts; p++)
                {
                    double share = 0;
                    for (var v = 0; v < 4; v++)
                        share += weights[v] * shares[(point[v] * _branches + m) * _parts + p];
                    Sums[p * _frequencies.Length + k] += g * share;
                }
            }
        }
    }

    /// <summary>Fraction of the tetrahedron at the frequency, a THz.</summary>
    /// <param name="e">Frequencies at the corners, ascending.</param>
    internal static double Density(ReadOnlySpan<double> e, double at)
    {
        if (at < e[0] || at >= e[3])
            return 0;
        double e1 = e[0], e2 = e[1], e3 = e[2], e4 = e[3];
        if (at < e2)
            return 3 * (at - e1) * (at - e1) / ((e2 - e1) * (e3 - e1) * (e4 - e1));
        if (at < e3)
            return 3 / (e4 - e1) * ((e3 - at) / (e3 - e2) * (at - e1) / (e3 - e1) + (at - e2) / (e3 - e2) * (e4 - at) / (e4 - e2));
        return 3 * (e4 - at) * (e4 - at) / ((e4 - e1) * (e4 - e2) * (e4 - e3));
    }

    /// <summary><see cref="Density"/>, and what of it is each corner's: weights that add up to one.</summary>
    internal static double Weigh(ReadOnlySpan<double> e, double at, Span<double> weights)
    {
        var density = Density(e, at);
        if (density == 0)
        {
            weights.Clear();
            return 0;
        }
        double e1 = e[0], e2 = e[1], e3 = e[2], e4 = e[3];
        // f(n, m) = (ω − ω_m) / (ω_n − ω_m).
        if (at < e2)
        {
            weights[1] = (at - e1) / (e2 - e1) / 3;
            weights[2] = (at - e1) / (e3 - e1) / 3;
            weights[3] = (at - e1) / (e4 - e1) / 3;
            weights[0] = 1 - weights[1] - weights[2] - weights[3];
        }
        else if (at < e3)
        {
            double f13 = (at - e3) / (e1 - e3), f31 = 1 - f13, f14 = (at - e4) / (e1 - e4), f41 = 1 - f14;
            double f23 = (at - e3) / (e2 - e3), f32 = 1 - f23, f24 = (at - e4) / (e2 - e4), f42 = 1 - f24;
            var one = f23 * f31;
            var two = f32 * f24;
            var all = one + two;
            weights[0] = (f14 + f13 * one / all) / 3;
            weights[1] = (f23 + f24 * two / all) / 3;
            weights[2] = (f32 + f31 * one / all) / 3;
            weights[3] = (f41 + f42 * two / all) / 3;
        }
        else
        {
            weights[0] = (at - e4) / (e1 - e4) / 3;
            weights[1] = (at - e4) / (e2 - e4) / 3;
            weights[2] = (at - e4) / (e3 - e4) / 3;
            weights[3] = 1 - weights[0] - weights[1] - weights[2];
        }
        return density;
    }
}
