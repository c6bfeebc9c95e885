using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// Lengths of bonds along path-integral dynamics: between the beads of two atoms, bead by bead, which is what a measurement sees, and between their centroids, which is what lies on top of one another where nuclei are classical.
/// </summary>
public sealed class BondLengths
{
    const double Width = 0.01, Longest = 6; // Å
    const int LargestStructure = 400;

    readonly double[] _beads = new double[(int)(Longest / Width)];
    readonly double[] _centroids = new double[(int)(Longest / Width)];
    readonly List<(int First, int Second, Vec3 Shift)> _pairs = [];
    double _sum, _square, _count, _centroidSum, _centroidCount;

    BondLengths(string name) => Name = name;

    /// <summary>"H–O".</summary>
    public string Name { get; }

    /// <summary>Bonds of this kind in the structure.</summary>
    public int Count => _pairs.Count;

    /// <summary>Mean over beads and time, Å.</summary>
    public double Mean => _sum / _count;

    /// <summary>Standard deviation over beads and time, Å.</summary>
    public double Deviation => Math.Sqrt(Math.Max(0, _square / _count - Mean * Mean));

    /// <summary>Mean between centroids, Å: shorter where hydrogen turns about its partner.</summary>
    public double CentroidMean => _centroidSum / _centroidCount;

    /// <summary>Densities (1/Å) at lengths (Å), of beads and of centroids; from the shortest to the longest that was met.</summary>
    public IEnumerable<(double Length, double Beads, double Centroids)> Distribution()
    {
        var met = Enumerable.Range(0, _beads.Length).Where(b => _beads[b] + _centroids[b] > 0).ToArray();
        if (met.Length == 0)
            yield break;
        for (var b = Math.Max(0, met[0] - 1); b <= Math.Min(_beads.Length - 1, met[^1] + 1); b++)
            yield return ((b + 0.5) * Width, _beads[b] / (_count * Width), _centroids[b] / (_centroidCount * Width));
    }

    /// <summary>Pairs that are bound as the structure stands: nearer than 1.25 times the sum of their covalent radii. None in structures of more than 400 atoms.</summary>
    internal static IReadOnlyList<BondLengths> Of(Structure structure)
    {
        var kinds = new SortedDictionary<string, BondLengths>(StringComparer.Ordinal);
        for (var i = 0; i < structure.Count && structure.Count <= LargestStructure; i++)
        {
            for (var j = i; j < structure.Count; j++)
            {
                foreach (var shift in Shifts(structure))
                {
                    if (i == j)
                        continue;
                    var distance = (structure.Positions[j] + shift - structure.Positions[i]).Length;
                    if (distance > 1.25 * (structure.Elements[i].CovalentRadius + structure.Elements[j].CovalentRadius))
                        continue;
                    var name = string.Join('–', new[] { structure.Elements[i].Symbol, structure.Elements[j].Symbol }.Order(StringComparer.Ordinal));
                    if (!kinds.TryGetValue(name, out var kind))
                        kinds[name] = kind = new BondLengths(name);
                    kind._pairs.Add((i, j, shift));
                }
            }
        }
        return [.. kinds.Values];
    }

    static IEnumerable<Vec3> Shifts(Structure structure)
    {
        int Reach(bool repeats) => repeats ? 1 : 0;
        var (a, b, c) = (Reach(structure.Periodic.A), Reach(structure.Periodic.B), Reach(structure.Periodic.C));
        for (var x = -a; x <= a; x++)
        {
            for (var y = -b; y <= b; y++)
            {
                for (var z = -c; z <= c; z++)
                    yield return structure.Cell?.ToCartesian(new Vec3(x, y, z)) ?? Vec3.Zero;
            }
        }
    }

    internal void Add(IReadOnlyList<Structure> beads, Structure centroid)
    {
        foreach (var (i, j, shift) in _pairs)
        {
            foreach (var bead in beads)
            {
                var r = (bead.Positions[j] + shift - bead.Positions[i]).Length;
                (_sum, _square, _count) = (_sum + r, _square + r * r, _count + 1);
                _beads[Math.Min(_beads.Length - 1, (int)(r / Width))]++;
            }
            var between = (centroid.Positions[j] + shift - centroid.Positions[i]).Length;
            (_centroidSum, _centroidCount) = (_centroidSum + between, _centroidCount + 1);
            _centroids[Math.Min(_centroids.Length - 1, (int)(between / Width))]++;
        }
    }
}
