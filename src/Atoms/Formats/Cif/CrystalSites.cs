using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// Collects the atoms of a cell from symmetry images, of which several may be the same atom. Images of one site that coincide are
/// averaged, which puts a rounded coordinate (0.3333) exactly onto its symmetry element.
/// </summary>
sealed class CrystalSites
{
    readonly Cell _cell;
    readonly double _tolerance;
    readonly (int A, int B, int C) _bins;
    readonly Dictionary<(int, int, int), List<int>> _byBin = [];
    readonly List<Atom> _atoms = [];

    sealed class Atom(Element element, int site, Vec3 first)
    {
        public Element Element { get; } = element;

        public int Site { get; } = site;

        public Vec3 First { get; } = first;

        public Vec3 SumOfOffsets;

        public int Images = 1;
    }

    /// <param name="tolerance">Å.</param>
    public CrystalSites(Cell cell, double tolerance)
    {
        _cell = cell;
        _tolerance = tolerance;

        // A bin is never narrower than the tolerance, so that a coinciding atom is in this bin or one beside it.
        int Bins(double height) => (int)Math.Clamp(height / Math.Max(1, tolerance), 1, 1000);
        _bins = (Bins(cell.Heights.X), Bins(cell.Heights.Y), Bins(cell.Heights.Z));
    }

    /// <summary>Adds an image; where an atom of another element is already there, gives that one's site.</summary>
    public int? Add(Element element, Vec3 fractional, int site)
    {
        var s = new Vec3(IntoCell(fractional.X), IntoCell(fractional.Y), IntoCell(fractional.Z));
        var bin = (Bin(s.X, _bins.A), Bin(s.Y, _bins.B), Bin(s.Z, _bins.C));
        foreach (var index in Near(bin))
        {
            var other = _atoms[index];
            var offset = s - other.First;
            offset = new Vec3(offset.X - Math.Round(offset.X), offset.Y - Math.Round(offset.Y), offset.Z - Math.Round(offset.Z));
            if (_cell.ToCartesian(offset).Length >= _tolerance)
                continue;
            if (other.Element != element)
                return other.Site;
            if (other.Site == site)
            {
                other.SumOfOffsets += offset;
                other.Images++;
            }
            return null;
        }
        if (!_byBin.TryGetValue(bin, out var members))
            _byBin[bin] = members = [];
        members.Add(_atoms.Count);
        _atoms.Add(new Atom(element, site, s));
        return null;
    }

    public Structure Build() => new(
        [.. _atoms.Select(a => a.Element)],
        [.. _atoms.Select(a => _cell.ToCartesian(a.Images == 1 ? a.First : a.First + a.SumOfOffsets / a.Images))],
        _cell,
        Periodicity.All);

    IEnumerable<int> Near((int A, int B, int C) bin)
    {
        var seen = new HashSet<(int, int, int)>();
        for (var a = -1; a <= 1; a++)
        {
            for (var b = -1; b <= 1; b++)
            {
                for (var c = -1; c <= 1; c++)
                {
                    var near = (Modulo(bin.A + a, _bins.A), Modulo(bin.B + b, _bins.B), Modulo(bin.C + c, _bins.C));
                    if (!seen.Add(near) || !_byBin.TryGetValue(near, out var members))
                        continue;
                    foreach (var index in members)
                        yield return index;
                }
            }
        }
    }

    static int Bin(double s, int bins) => Math.Min((int)(s * bins), bins - 1);

    static int Modulo(int i, int n) => (i + n) % n;

    static double IntoCell(double s)
    {
        var inside = s - Math.Floor(s);
        return inside < 1 ? inside : 0;
    }
}
