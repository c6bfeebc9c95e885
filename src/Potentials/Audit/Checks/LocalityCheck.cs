using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// The locality probe: one atom moves, and only atoms whose receptive field it lies in (before or after) may change their energy. Finds models that
/// leak: a normalisation over the whole structure, a list that misses or invents neighbours.
/// </summary>
sealed class LocalityCheck : IAuditCheck
{
    const int MostAtoms = 30000;
    const double Step = 0.25;

    public string Name => "locality";

    public string Question => "An atom's energy changes only when what moves lies within its receptive field";

    public CheckResult Run(AuditSubject subject)
    {
        if (subject.Potential.Cutoff is not { } cutoff)
            return CheckResult.NotApplicable("the potential has no finite range");
        if (subject.Reference.AtomEnergies.IsEmpty)
            return CheckResult.NotApplicable("the potential does not divide its energy among atoms");
        if (Larger(subject.Structure, cutoff) is not { } large)
            return CheckResult.NotApplicable($"a structure larger than its range of {cutoff:0.##} Å would have more than {MostAtoms} atoms");
        var before = subject.Evaluate(large);
        var random = subject.NewRandom(6);
        var moved = random.Next(large.Count);
        var direction = Rotation.Random(random).Row(0);
        var after = large.Clone();
        after.Positions[moved] += Step * direction;
        var there = subject.Evaluate(after);

        double outside = 0, inside = 0;
        var remark = "";
        var (checkedAtoms, lattice) = (0, Images(large, cutoff));
        for (var i = 0; i < large.Count; i++)
        {
            var change = AuditSubject.Size(there.AtomEnergies[i] - before.AtomEnergies[i]);
            var distance = Math.Min(
                Distance(large.Positions[i] - large.Positions[moved], lattice),
                Distance(after.Positions[i] - after.Positions[moved], lattice));
            if (i == moved || distance <= cutoff)
            {
                inside = Math.Max(inside, change);
                continue;
            }
            checkedAtoms++;
            if (change <= outside)
                continue;
            outside = change;
            remark = $"atom {i + 1}, {distance:0.##} Å from the one that moved, where the range is {cutoff:0.##} Å";
        }
        if (checkedAtoms == 0)
            return CheckResult.NotApplicable("no atom lies outside the range of another");
        return new CheckResult([new("atom energy", outside, subject.EnergyTolerance, "eV")],
            outside > subject.EnergyTolerance ? remark : inside == 0 ? "no atom's energy changed at all" : "");
    }

    /// <summary>The structure, repeated until an atom's images do not share its surroundings; null where that is too many.</summary>
    static Structure? Larger(Structure structure, double cutoff)
    {
        if (!structure.Periodic.Any)
            return TwoCopies.Of(structure, cutoff + 1);
        var heights = structure.Cell!.Heights;
        int Times(int d) => structure.Periodic[d] ? (int)Math.Ceiling((2 * cutoff + 3) / heights[d]) : 1;
        int a = Times(0), b = Times(1), c = Times(2);
        return (long)a * b * c * structure.Count <= MostAtoms ? structure.Repeat(a, b, c) : null;
    }

    /// <summary>Lattice vectors that can bring an image nearer.</summary>
    static Vec3[] Images(Structure structure, double cutoff)
    {
        if (structure.Cell is not { } cell)
            return [Vec3.Zero];
        int Reach(int d) => structure.Periodic[d] ? 1 + (int)(cutoff / cell.Heights[d]) : 0;
        var images = new List<Vec3>();
        for (var a = -Reach(0); a <= Reach(0); a++)
        {
            for (var b = -Reach(1); b <= Reach(1); b++)
            {
                for (var c = -Reach(2); c <= Reach(2); c++)
                    images.Add(cell.ToCartesian(new Vec3(a, b, c)));
            }
        }
        return [.. images];
    }

    static double Distance(Vec3 between, Vec3[] lattice)
    {
        var shortest = double.PositiveInfinity;
        foreach (var image in lattice)
            shortest = Math.Min(shortest, (between + image).LengthSquared);
        return Math.Sqrt(shortest);
    }
}
