using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>Each atom's nearest neighbour, periodic images included.</summary>
internal sealed class Contacts
{
    const double MostNeighbours = 2000;

    Contacts(int atoms)
    {
        Partner = new int[atoms];
        ToPartner = new Vec3[atoms];
        Distance = new double[atoms];
        Lopsidedness = new Vec3[atoms];
        Array.Fill(Partner, -1);
        Array.Fill(Distance, double.PositiveInfinity);
    }

    /// <summary>The nearest atom; −1 where none is within reach.</summary>
    public int[] Partner { get; }

    /// <summary>r_partner − r_atom, with its image, Å.</summary>
    public Vec3[] ToPartner { get; }

    /// <summary>Å; infinite where none is within reach.</summary>
    public double[] Distance { get; }

    /// <summary>Σ r̂ (1 − r²/R²)² over the neighbours within reach R: zero where symmetry forbids a force.</summary>
    public Vec3[] Lopsidedness { get; }

    /// <summary>Two atoms at one place, by index; null where there are none.</summary>
    public (int First, int Second)? Coincident { get; private init; }

    /// <summary>Tells the structure from others.</summary>
    public Fingerprint Fingerprint { get; private set; }

    /// <summary>Å. At least to the second shell of the largest atoms present, and well beyond a van der Waals contact.</summary>
    public static double ReachFor(IEnumerable<Element> elements) => Math.Max(6, 3.2 * elements.Max(e => e.CovalentRadius));

    // Coordinates in nanometres make a crystal a thousand times denser; there is no need to see all of it to say so.
    static double Reach(Structure s, double wanted) =>
        s.Periodic.IsBulk ? Math.Min(wanted, Math.Cbrt(MostNeighbours / (4.0 / 3 * Math.PI) * s.Cell!.Volume / s.Count)) : wanted;

    public static Contacts Of(Structure s, double reach)
    {
        reach = Reach(s, reach);
        var contacts = new Contacts(s.Count);
        var fingerprint = new FingerprintSum();
        try
        {
            ForEachPair(s, reach, (i, j, to) =>
            {
                contacts.Add(i, j, to, reach);
                fingerprint.Add(s.Elements[i], s.Elements[j], to, Fade(to.Length, reach));
            });
        }
        catch (CoincidentAtomsException e)
        {
            return new Contacts(s.Count) { Coincident = (e.First, e.Second) };
        }
        contacts.Fingerprint = fingerprint.Build(s);
        return contacts;
    }

    /// <summary>Calls with (i, j, r_j − r_i) for every directed pair within reach, images included.</summary>
    /// <exception cref="CoincidentAtomsException">Two atoms are at one place.</exception>
    public static unsafe void ForEachPair(Structure s, double reach, Action<int, int, Vec3> visit)
    {
        using var neighbours = new Neighbours(reach, 0);
        neighbours.Update(s, Team.Single);
        var sorted = neighbours.SortedPositions;
        var order = neighbours.Order;
        var vectors = s.Cell?.Vectors ?? Mat3.Identity;
        for (var b = 0; b < neighbours.BlockCount; b++)
        {
            var block = neighbours[b];
            for (var own = 0; own < block.OwnCount; own++)
            {
                for (var e = 0; e < block.EdgeCount[own]; e++)
                {
                    var local = block.Edges[block.EdgeStart[own] + e];
                    var other = local < block.OwnCount ? block.OwnStart + local : block.GhostAtom[local - block.OwnCount];
                    var to = sorted[other] - sorted[block.OwnStart + own];
                    if (local >= block.OwnCount)
                        to += block.GhostShift[local - block.OwnCount].In(vectors);
                    visit(order[block.OwnStart + own], order[other], to);
                }
            }
        }
    }

    static double Fade(double distance, double reach)
    {
        var fade = Math.Max(0, 1 - distance * distance / (reach * reach));
        return fade * fade;
    }

    void Add(int atom, int other, Vec3 to, double reach)
    {
        var distance = to.Length;
        Lopsidedness[atom] += Fade(distance, reach) / distance * to;
        if (distance < Distance[atom])
        {
            Distance[atom] = distance;
            Partner[atom] = other;
            ToPartner[atom] = to;
        }
    }
}
