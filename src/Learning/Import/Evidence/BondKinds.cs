using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>
/// Bonds sorted into kinds that should have the same length at rest. In a molecule seen many times the same two atoms are the same bond. In a
/// larger structure all bonds between two elements are alike, frame by frame, so that a strained cell does not count as a stretched bond.
/// </summary>
internal sealed class BondKinds(IReadOnlyList<Frame> frames)
{
    const int FewestOfAKind = 6;

    static readonly HashSet<int> NonMetals = [1, 5, 6, 7, 8, 9, 14, 15, 16, 17, 34, 35, 53];

    readonly Dictionary<string, int> _alike = frames.GroupBy(f => f.Structure.Formula).ToDictionary(g => g.Key, g => g.Count());
    readonly Dictionary<(string, int, int, int), List<(double Length, double Push)>> _bonds = [];
    string _formula = "";
    int _frame = -1;
    int _covalent;
    int _all;

    /// <summary>Nearly all are covalent bonds between non-metals.</summary>
    public bool AreCovalent => _all > 0 && _covalent > 0.9 * _all;

    public void Add(int frame, int i, int j, double length, double push)
    {
        var s = frames[frame].Structure;
        if (_frame != frame)
            (_frame, _formula) = (frame, s.Formula);
        Element a = s.Elements[i], b = s.Elements[j];
        var seenOften = !s.Periodic.Any && _alike[_formula] >= FewestOfAKind;
        var kind = seenOften
            ? (_formula, -1, Math.Min(i, j), Math.Max(i, j))
            : ("", frame, Math.Min(a.AtomicNumber, b.AtomicNumber), Math.Max(a.AtomicNumber, b.AtomicNumber));
        if (!_bonds.TryGetValue(kind, out var list))
            _bonds[kind] = list = [];
        list.Add((length, push));
        _all++;
        _covalent += NonMetals.Contains(a.AtomicNumber) && NonMetals.Contains(b.AtomicNumber) && length < 1.25 * (a.CovalentRadius + b.CovalentRadius) ? 1 : 0;
    }

    /// <summary>Lengths (Å) and pushes (eV/Å) less the medians of their kind, and the lengths themselves. Kinds that do not vary say nothing and are left out.</summary>
    public (double[] Stretch, double[] Push, double[] Lengths) Centred()
    {
        var stretch = new List<double>();
        var pushes = new List<double>();
        var lengths = new List<double>();
        foreach (var list in WithSmallOnesPooled())
        {
            var length = Sample.Median([.. list.Select(b => b.Length)]);
            var push = Sample.Median([.. list.Select(b => b.Push)]);
            if (list.Count < FewestOfAKind || list.Max(b => Math.Abs(b.Length - length)) < 1e-4)
                continue;
            lengths.AddRange(list.Select(b => b.Length));
            stretch.AddRange(list.Select(b => b.Length - length));
            pushes.AddRange(list.Select(b => b.Push - push));
        }
        return ([.. stretch], [.. pushes], [.. lengths]);
    }

    // Frames with too few bonds between two elements are taken together.
    IEnumerable<List<(double Length, double Push)>> WithSmallOnesPooled()
    {
        var small = _bonds.Where(b => b.Key.Item2 >= 0 && b.Value.Count < FewestOfAKind).ToArray();
        return _bonds.Where(b => b.Key.Item2 < 0 || b.Value.Count >= FewestOfAKind).Select(b => b.Value)
            .Concat(small.GroupBy(b => (b.Key.Item3, b.Key.Item4)).Select(g => g.SelectMany(b => b.Value).ToList()));
    }
}
