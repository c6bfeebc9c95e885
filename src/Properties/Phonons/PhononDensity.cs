using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>The density of states: modes a THz and primitive cell, in all and by element; its integral is 3 for each atom.</summary>
/// <param name="Frequencies">THz, evenly spaced.</param>
/// <param name="States">1/THz, for a primitive cell.</param>
/// <param name="Parts">By element, the share that its atoms have of each mode; they add up to the whole.</param>
/// <param name="Smearing">THz, standard deviation of the Gaussians; null where tetrahedra were integrated exactly.</param>
public sealed record PhononDensity(IReadOnlyList<double> Frequencies, IReadOnlyList<double> States, IReadOnlyList<(Element Element, IReadOnlyList<double> States)> Parts, double? Smearing)
{
    /// <summary>By trapezoids; 3 × atoms if the frequencies go far enough.</summary>
    public double Integral => Enumerable.Range(1, Frequencies.Count - 1).Sum(k => 0.5 * (States[k] + States[k - 1]) * (Frequencies[k] - Frequencies[k - 1]));

    /// <summary>By linear interpolation within tetrahedra (Lehmann and Taut, phys. stat. sol. (b) 54, 469 (1972)).</summary>
    /// <param name="modes">At the mesh' points; with vectors where there are several elements.</param>
    public static PhononDensity ByTetrahedra(WaveVectorMesh mesh, PhononModes modes, Structure primitive, IReadOnlyList<double> frequencies)
    {
        var elements = Elements(primitive, modes);
        var shares = Shares(modes, primitive, elements);
        var tetrahedra = new TetrahedronSum(frequencies, modes.Branches, elements.Length);
        foreach (var t in mesh.Tetrahedra())
            tetrahedra.Add(modes, t, shares);
        // Each cube has six of them.
        return Of(frequencies, tetrahedra.Sums, elements, 1.0 / (6 * mesh.Count), null);
    }

    /// <summary>Each mode of the mesh a Gaussian.</summary>
    /// <param name="smearing">THz, standard deviation.</param>
    public static PhononDensity BySmearing(WaveVectorMesh mesh, PhononModes modes, Structure primitive, IReadOnlyList<double> frequencies, double smearing)
    {
        var elements = Elements(primitive, modes);
        var shares = Shares(modes, primitive, elements);
        var parts = Math.Max(1, elements.Length);
        var sums = new double[parts * frequencies.Count];
        for (var q = 0; q < modes.Q.Count; q++)
        {
            for (var m = 0; m < modes.Branches; m++)
            {
                var at = modes.Frequency(q, m);
                for (var k = 0; k < frequencies.Count; k++)
                {
                    var x = (frequencies[k] - at) / smearing;
                    if (Math.Abs(x) > 8)
                        continue;
                    var height = mesh.Weights[q] * Math.Exp(-0.5 * x * x) / (Math.Sqrt(2 * Math.PI) * smearing);
                    for (var p = 0; p < parts; p++)
                        sums[p * frequencies.Count + k] += height * (shares.Length == 0 ? 1 : shares[(q * modes.Branches + m) * parts + p]);
                }
            }
        }
        return Of(frequencies, sums, elements, 1.0 / mesh.Count, smearing);
    }

    /// <summary>Frequencies to plot the density on: from zero, or below where a mode is imaginary, to a little above the highest.</summary>
    public static double[] UsualFrequencies(PhononModes modes, int count = 401)
    {
        var (low, high) = (0.0, 0.0);
        for (var q = 0; q < modes.Q.Count; q++)
            (low, high) = (Math.Min(low, modes.Frequency(q, 0)), Math.Max(high, modes.Frequency(q, modes.Branches - 1)));
        var room = Math.Max(0.03 * (high - low), 1e-3);
        var from = low < -1e-3 ? low - room : 0;
        return [.. Enumerable.Range(0, count).Select(k => from + (high + room - from) * k / (count - 1))];
    }

    static PhononDensity Of(IReadOnlyList<double> frequencies, double[] sums, Element[] elements, double factor, double? smearing)
    {
        var n = frequencies.Count;
        double[][] parts = [.. Enumerable.Range(0, Math.Max(1, elements.Length)).Select(p => (double[])[.. sums[(p * n)..((p + 1) * n)].Select(s => s * factor)])];
        double[] all = [.. Enumerable.Range(0, n).Select(k => parts.Sum(p => p[k]))];
        return new PhononDensity(frequencies, all, [.. elements.Select((e, p) => (e, (IReadOnlyList<double>)parts[p]))], smearing);
    }

    // None where there is but one: its share is the whole.
    static Element[] Elements(Structure primitive, PhononModes modes) => primitive.Elements.ToArray().Distinct().Order().ToArray() is { Length: > 1 } several && modes.HasVectors ? several : [];

    static double[] Shares(PhononModes modes, Structure primitive, Element[] elements)
    {
        if (elements.Length == 0)
            return [];
        int[] part = [.. primitive.Elements.ToArray().Select(e => Array.IndexOf(elements, e))];
        var shares = new double[modes.Q.Count * modes.Branches * elements.Length];
        for (var q = 0; q < modes.Q.Count; q++)
        {
            for (var m = 0; m < modes.Branches; m++)
            {
                var vector = modes.Vector(q, m);
                for (var k = 0; k < vector.Length; k++)
                    shares[(q * modes.Branches + m) * elements.Length + part[k / 3]] += vector[k].Real * vector[k].Real + vector[k].Imaginary * vector[k].Imaginary;
            }
        }
        return shares;
    }
}
