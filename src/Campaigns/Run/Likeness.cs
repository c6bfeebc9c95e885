using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Campaigns;

/// <summary>
/// How far two structures are apart, whichever way they are turned and their atoms numbered. An atom's surroundings are its distances to its nearest neighbours of each element, the nearest first; two atoms of one element are apart by the
/// root mean square difference of these, and two structures by the largest over all atoms of what is between an atom and the one most like it in the other. Mirror images are 0 apart.
/// </summary>
sealed class Likeness
{
    /// <summary>Neighbours of each element that count, and how far they may be, Å.</summary>
    const int Nearest = 10;

    const double Reach = 8;

    readonly (int Element, double[] Distances)[] _atoms;

    Likeness((int, double[])[] atoms, string formula) => (_atoms, Formula) = (atoms, formula);

    public string Formula { get; }

    public static Likeness Of(Structure structure)
    {
        int[] elements = [.. structure.Elements.ToArray().Select(e => e.AtomicNumber)];
        int[] kinds = [.. elements.Distinct().Order()];
        var shifts = Shifts(structure);
        var atoms = new (int, double[])[structure.Count];
        for (var i = 0; i < atoms.Length; i++)
        {
            var near = kinds.ToDictionary(k => k, _ => new List<double>());
            for (var j = 0; j < elements.Length; j++)
            {
                foreach (var shift in shifts)
                {
                    var d = (structure.Positions[j] + shift - structure.Positions[i]).Length;
                    if ((i != j || shift.LengthSquared > 0) && (d < Reach || !structure.Periodic.Any))
                        near[elements[j]].Add(d);
                }
            }
            atoms[i] = (elements[i], [.. kinds.SelectMany(k => structure.Periodic.Any ? Filled(near[k]) : near[k].Order().Take(Nearest))]);
        }
        return new Likeness(atoms, $"{structure.Formula} {structure.Periodic}");
    }

    /// <summary>Å; infinite between structures of other formulas. Not told beyond <paramref name="least"/>, which is returned then.</summary>
    public double To(Likeness other, double least = double.PositiveInfinity)
    {
        if (Formula != other.Formula)
            return double.PositiveInfinity;
        var farthest = 0.0;
        foreach (var (element, distances) in _atoms)
        {
            var nearest = double.PositiveInfinity;
            foreach (var (otherElement, others) in other._atoms)
            {
                if (otherElement == element)
                    nearest = Math.Min(nearest, Square(distances, others, nearest));
            }
            farthest = Math.Max(farthest, nearest);
            if (farthest >= least * least)
                return least;
        }
        return Math.Sqrt(farthest);
    }

    /// <summary>Mean square difference; more than <paramref name="least"/> where it is more.</summary>
    static double Square(double[] a, double[] b, double least)
    {
        var sum = 0.0;
        var most = least * a.Length;
        for (var k = 0; k < a.Length && sum <= most; k++)
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        return sum / Math.Max(1, a.Length);
    }

    static IEnumerable<double> Filled(List<double> distances) => distances.Order().Concat(Enumerable.Repeat(Reach, Nearest)).Take(Nearest);

    static Vec3[] Shifts(Structure structure)
    {
        if (structure.Cell is not { } cell)
            return [Vec3.Zero];
        int Most(int d) => structure.Periodic[d] ? (int)Math.Ceiling(Reach / cell.Heights[d]) : 0;
        var shifts = new List<Vec3>();
        for (var a = -Most(0); a <= Most(0); a++)
        {
            for (var b = -Most(1); b <= Most(1); b++)
            {
                for (var c = -Most(2); c <= Most(2); c++)
                    shifts.Add(new Vec3(a, b, c) * cell.Vectors);
            }
        }
        return [.. shifts];
    }
}
