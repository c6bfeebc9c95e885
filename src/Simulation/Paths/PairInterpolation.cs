using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>
/// The potential by which a first path is drawn: distances of atoms that go evenly from those of one end to those of the other, short ones counting most, S_k = Σ_{i&lt;j} (d_ij(k) − d_ij)² / d_ij⁴
/// (Smidstrup, Pedersen, Stokbro and Jónsson, J. Chem. Phys. 140, 214106 (2014), IDPP). In units of its own; N² pairs of every image, nearest images of what repeats.
/// </summary>
sealed class PairInterpolation : IImageForces
{
    readonly double[][] _wanted;
    readonly Structure _cell;

    internal PairInterpolation(Structure first, Structure last, int images)
    {
        _cell = first;
        var n = first.Count;
        double[] from = Distances(first), to = Distances(last);
        _wanted = new double[images][];
        for (var k = 0; k < images; k++)
        {
            var t = (double)k / (images - 1);
            _wanted[k] = new double[n * (n - 1) / 2];
            for (var p = 0; p < from.Length; p++)
                _wanted[k][p] = (1 - t) * from[p] + t * to[p];
        }
    }

    double[] Distances(Structure structure)
    {
        var n = structure.Count;
        var distances = new double[n * (n - 1) / 2];
        for (int i = 0, p = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++)
                distances[p++] = MinimumImage.Shortest(_cell, structure.Positions[j] - structure.Positions[i]).Length;
        }
        return distances;
    }

    public void Evaluate(IReadOnlyList<Structure> images, IReadOnlyList<int> which, IReadOnlyList<Prediction> into)
    {
        foreach (var k in which)
            Evaluate(images[k], _wanted[k], into[k]);
    }

    void Evaluate(Structure image, double[] wanted, Prediction into)
    {
        var n = image.Count;
        into.Reset(n, Request.Forces);
        var forces = into.Forces;
        var positions = image.Positions;
        for (int i = 0, p = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++, p++)
            {
                var edge = MinimumImage.Shortest(_cell, positions[j] - positions[i]);
                // Two atoms in one place are pushed nowhere; their neighbours move them.
                var d = Math.Max(edge.Length, 1e-3);
                var gap = wanted[p] - d;
                var weight = 1 / (d * d * d * d);
                into.Energy += gap * gap * weight;
                // −dS/dd.
                var push = 2 * gap * weight * (1 + 2 * gap / d) / d * edge;
                forces[j] += push;
                forces[i] -= push;
            }
        }
    }

    public void Dispose()
    {
    }
}
