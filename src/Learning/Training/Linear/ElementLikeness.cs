using Athanor.Atoms;
using Athanor.Inference;
using Athanor.Numerics;
using Athanor.Potentials.Ace;

namespace Athanor.Learning;

/// <summary>
/// Which elements are alike, as the data see it: energies and forces are fitted by a pair energy V_zz'(r) for each two elements, and the rows V_z·, over all partners and distances, are cut down to their largest principal components. Two
/// elements that bind everything alike have one row.
/// </summary>
sealed class ElementLikeness : IJob
{
    /// <summary>Functions of a pair energy: Chebyshev polynomials of 1/(1 + r/r0) under the envelope (1 − (r/rc)²)³.</summary>
    const int Functions = 8;

    /// <summary>Forces that are looked at, at most: a few hundred for each function are plenty.</summary>
    const int MostRows = 60_000;

    /// <summary>Frames of an element that are looked at in any case.</summary>
    const int Always = 3;

    /// <summary>Numbers in the rows of frames that are held at once.</summary>
    const long MostNumbers = 1 << 25;

    /// <summary>Matrices over <see cref="ColumnsOf"/>: of energies, of forces, a factor and its inverse.</summary>
    internal const int Matrices = 4;

    /// <summary>Distances at which pair energies are compared, each as much as the data hold of it.</summary>
    const int Bins = 40;

    /// <summary>Of noise and prior.</summary>
    const int Updates = 4;

    readonly Frame[] _frames;
    readonly Element[] _elements;
    readonly double _cutoff;
    readonly int _columns;
    readonly double[][] _rows, _counts;
    int _first;

    ElementLikeness(Frame[] frames, Element[] elements, double cutoff)
    {
        (_frames, _elements, _cutoff) = (frames, elements, cutoff);
        _columns = ColumnsOf(elements.Length);
        (_rows, _counts) = (new double[frames.Length][], new double[frames.Length][]);
    }

    /// <summary>Functions of all pairs of so many elements, and a constant for each element.</summary>
    internal static int ColumnsOf(int elements) => elements * (elements + 1) / 2 * Functions + elements;

    /// <param name="frames">That may be looked at, with energies or forces.</param>
    /// <param name="width">Numbers of an element.</param>
    /// <param name="atomEnergies">Taken off the energies.</param>
    internal static AceEmbedding Of(Frame[] frames, Element[] elements, double cutoff, int width, AtomEnergies atomEnergies, Team team)
    {
        var stride = Math.Max(1, frames.Sum(f => 3L * f.Structure.Count) / MostRows + 1);
        var met = new Dictionary<Element, int>();
        bool IsRare(Frame frame)
        {
            Element[] present = [.. frame.Structure.Elements.ToArray().Distinct()];
            foreach (var e in present)
                met[e] = met.GetValueOrDefault(e) + 1;
            return present.Any(e => met[e] <= Always);
        }
        return new ElementLikeness([.. frames.Where((f, i) => IsRare(f) || i % stride == 0)], elements, cutoff).Components(width, atomEnergies, team);
    }

    AceEmbedding Components(int width, AtomEnergies atomEnergies, Team team)
    {
        NormalEquations energies = new("energies", _columns), forces = new("forces", _columns);
        var seen = new double[Bins];
        for (var end = 0; end < _frames.Length;)
        {
            _first = end;
            for (var numbers = 0L; end < _frames.Length && (end == _first || numbers < MostNumbers); end++)
                numbers += (1 + 3L * _frames[end].Structure.Count) * _columns;
            team.Run(this, end - _first);
            for (var f = _first; f < end; f++)
            {
                Fold(_frames[f], _rows[f], atomEnergies, energies, forces, team);
                for (var b = 0; b < Bins; b++)
                    seen[b] += _counts[f][b];
                _rows[f] = [];
            }
        }
        var ridge = new BayesianRidge([energies, forces], [.. Enumerable.Repeat(1.0, _columns)], team);
        for (var k = 0; k < Updates; k++)
        {
            ridge.Solve();
            ridge.Update();
        }
        ridge.Solve();
        return Embedded(Curves(ridge.Weights, seen), width);
    }

    void IJob.Run(int index, int worker)
    {
        var frame = _frames[_first + index];
        _rows[_first + index] = new double[(1 + 3 * frame.Structure.Count) * _columns];
        _counts[_first + index] = new double[Bins];
        Fill(frame.Structure, _rows[_first + index], _counts[_first + index]);
    }

    void Fold(Frame frame, double[] rows, AtomEnergies atomEnergies, NormalEquations energies, NormalEquations forces, Team team)
    {
        var n = frame.Structure.Count;
        if (double.IsFinite(atomEnergies.Residual(frame)))
        {
            double[] row = [.. rows.AsSpan(0, _columns)];
            foreach (ref var x in row.AsSpan())
                x /= n;
            energies.Add(row.AsMatrix(1, _columns), [atomEnergies.Residual(frame)], 1);
        }
        if (frame.Forces is { } labels)
            forces.Add(((ReadOnlySpan<double>)rows.AsSpan(_columns)).AsMatrix(3 * n, _columns), [.. labels.SelectMany(f => new[] { -f.X, -f.Y, -f.Z })], 3 * n, team);
    }

    int Column(int a, int b) => (Math.Max(a, b) * (Math.Max(a, b) + 1) / 2 + Math.Min(a, b)) * Functions;

    unsafe void Fill(Structure structure, double[] rows, double[] counts)
    {
        using var neighbours = new Neighbours(_cutoff, 0);
        neighbours.Update(structure, Team.Single);
        var vectors = structure.Cell?.Vectors ?? Mat3.Identity;
        Span<double> values = stackalloc double[Functions], slopes = stackalloc double[Functions];
        for (var n = 0; n < neighbours.BlockCount; n++)
        {
            var block = neighbours[n];
            for (var own = 0; own < block.OwnCount; own++)
            {
                var i = neighbours.Order[block.OwnStart + own];
                var zi = Array.IndexOf(_elements, structure.Elements[i]);
                rows[_columns - _elements.Length + zi]++;
                for (var e = block.EdgeStart[own]; e < block.EdgeStart[own] + block.EdgeCount[own]; e++)
                {
                    var edge = neighbours.LocalPosition(block, block.Edges[e], vectors, out var place) - neighbours.SortedPositions[block.OwnStart + own];
                    var r = edge.Length;
                    if (!(r < _cutoff))
                        continue;
                    var j = neighbours.Order[place];
                    var column = Column(zi, Array.IndexOf(_elements, structure.Elements[j]));
                    counts[(int)(Bins * r / _cutoff)]++;
                    Evaluate(r, values, slopes);
                    for (var b = 0; b < Functions; b++)
                    {
                        // Each pair is met from both sides.
                        rows[column + b] += 0.5 * values[b];
                        for (var axis = 0; axis < 3; axis++)
                        {
                            var g = 0.5 * slopes[b] * edge[axis] / r;
                            rows[(1 + 3 * j + axis) * _columns + column + b] += g;
                            rows[(1 + 3 * i + axis) * _columns + column + b] -= g;
                        }
                    }
                }
            }
        }
    }

    void Evaluate(double r, Span<double> values, Span<double> slopes)
    {
        double scale = 0.25 * _cutoff, end = 1 / (1 + _cutoff / scale), s = 1 / (1 + r / scale), u = r / _cutoff, w = 1 - u * u;
        double x = 2 * (s - end) / (1 - end) - 1, dx = -2 * s * s / scale / (1 - end), envelope = w * w * w, change = -6 * u * w * w / _cutoff;
        double before = 1, now = x, dBefore = 0, dNow = dx;
        for (var b = 0; b < Functions; b++)
        {
            (values[b], slopes[b]) = (before * envelope, dBefore * envelope + before * change);
            (before, now, dBefore, dNow) = (now, 2 * x * now - before, dNow, 2 * dx * now + 2 * x * dNow - dBefore);
        }
    }

    /// <summary>V_zz'(r) by z, then z' and distance, each distance by the root of how often it was seen.</summary>
    double[][] Curves(double[] weights, double[] seen)
    {
        var curves = new double[_elements.Length][];
        Span<double> values = stackalloc double[Functions], slopes = stackalloc double[Functions];
        for (var a = 0; a < curves.Length; a++)
        {
            curves[a] = new double[_elements.Length * Bins];
            for (var k = 0; k < Bins; k++)
            {
                Evaluate((k + 0.5) * _cutoff / Bins, values, slopes);
                for (var b = 0; b < _elements.Length; b++)
                {
                    for (var f = 0; f < Functions; f++)
                        curves[a][b * Bins + k] += Math.Sqrt(seen[k]) * weights[Column(a, b) + f] * values[f];
                }
            }
        }
        return curves;
    }

    static AceEmbedding Embedded(double[][] curves, int width)
    {
        var n = curves.Length;
        double[] overlap = new double[n * n], vectors = new double[n * n], values = new double[n];
        for (var a = 0; a < n; a++)
        {
            for (var b = 0; b < n; b++)
                overlap[a * n + b] = curves[a].Zip(curves[b], (x, y) => x * y).Sum();
        }
        bool[] known = [.. Enumerable.Range(0, n).Select(z => overlap[z * n + z] > 0)];
        JacobiEigen.Solve(overlap, vectors, values);
        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(k => values[k])];
        var embedding = new double[n * width];
        for (var d = 0; d < width; d++)
        {
            // Components as long as they are in the data, the largest of the order of one: the prior then holds least what tells elements apart most.
            var scale = Math.Sqrt(n * Math.Max(0, values[order[d]]) / Math.Max(1e-300, values[order[0]]));
            for (var z = 0; z < n; z++)
                embedding[z * width + d] = known[z] ? scale * vectors[z * n + order[d]] : Enumerable.Range(0, n).Where(y => known[y]).Select(y => scale * vectors[y * n + order[d]]).DefaultIfEmpty(1).Average();
        }
        return new AceEmbedding(width, embedding);
    }
}
