using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// The units of an <c>input.data</c>: as the user says (<see cref="LabelKeys.Units"/>), or as the first frame's comment does (<c>comment units=bohr-hartree</c>), else Å and eV. Since a file in
/// Bohr read so would give nonsense without a word, the first frame is looked at: where nothing is bonded in Å, the units must be said.
/// </summary>
/// <param name="Length">Å per unit.</param>
/// <param name="Energy">eV per unit.</param>
sealed record N2p2DataUnits(double Length, double Energy)
{
    internal const string InComment = "units=";

    /// <summary>Shortest distance over the sum of covalent radii, above which nothing is bonded; in Bohr instead of Å it is 1.5 to 2.3.</summary>
    const double Unbonded = 1.45;

    /// <summary>Atoms whose neighbours are looked for.</summary>
    const int Looked = 50;

    internal static N2p2DataUnits Metal { get; } = new(1, 1);

    /// <summary>Null where the text is no pair of units.</summary>
    internal static N2p2DataUnits? Parse(string text)
    {
        var parts = text.ToLowerInvariant().Split('-');
        double? length = parts[0] switch { "angstrom" => 1, "bohr" => Units.Bohr, _ => null };
        double? energy = parts[^1] switch { "ev" => 1, "hartree" => Units.Hartree, _ => null };
        return parts.Length == 2 && length is { } l && energy is { } e ? new(l, e) : null;
    }

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
