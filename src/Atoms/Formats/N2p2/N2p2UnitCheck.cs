using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>A file in Bohr that is read as one in Å gives nonsense without a word; atoms that are not bonded to anything give it away.</summary>
static class N2p2UnitCheck
{
    /// <summary>Shortest distance over the sum of covalent radii, above which nothing is bonded; in Bohr instead of Å it is 1.5 to 2.3.</summary>
    const double Unbonded = 1.45;

    /// <summary>Atoms whose neighbours are looked for.</summary>
    const int Looked = 50;

    /// <summary>Two atoms that are the nearest to each other, as far as that was looked for, if lengths cannot be Å; null where they can.</summary>
    internal static (int First, int Second, double Distance)? Doubt(Structure structure)
    {
        (int, int, double)? nearest = null;
        var least = double.PositiveInfinity;
        for (var i = 0; i < Math.Min(Looked, structure.Count); i++)
        {
            for (var j = 0; j < structure.Count; j++)
            {
                if (j == i)
                    continue;
                var distance = Shortest(structure, structure.Positions[j] - structure.Positions[i]).Length;
                var ratio = distance / (structure.Elements[i].CovalentRadius + structure.Elements[j].CovalentRadius);
                if (ratio < least)
                    (least, nearest) = (ratio, (i, j, distance));
            }
        }
        return least > Unbonded ? nearest : null;
    }

    /// <summary>The image within the cell around zero; near enough to the shortest to tell Å from Bohr.</summary>
    static Vec3 Shortest(Structure structure, Vec3 d)
    {
        if (structure.Cell is not { } cell)
            return d;
        var f = cell.ToFractional(d);
        return cell.ToCartesian(new Vec3(f.X - Math.Round(f.X), f.Y - Math.Round(f.Y), f.Z - Math.Round(f.Z)));
    }
}
