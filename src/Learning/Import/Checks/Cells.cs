using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>Cells that repeat where nothing does, and crystals that lost their periodicity on the way.</summary>
internal sealed class Cells : IDataCheck
{
    /// <summary>Å of empty space that says that images should not see one another.</summary>
    const double Vacuum = 12;

    public IEnumerable<Finding> Run(InspectedData data)
    {
        var boxed = data.Which(f => f.Structure is { Periodic.IsBulk: true, Count: > 1 } s && Enumerable.Range(0, 3).All(d => EmptyGap(s, d) > Vacuum));
        if (boxed.Length > 0)
        {
            yield return data.Found(Severity.Note, "molecule-in-box",
                $"{(boxed.Length == 1 ? "One frame is a molecule" : $"{boxed.Length} frames are molecules")} in a cell that repeats with more than {Vacuum} Å of empty space on all sides; stresses mean nothing there, and pbc=\"F F F\" says the same structure.", "", boxed);
        }
        var lost = data.Which(f => f.Structure is { Periodic.Any: false, Cell: not null, Count: > 1 }).Where(i => GoesOnAcrossTheCell(data.Frames[i].Structure)).ToArray();
        if (lost.Length > 0)
        {
            yield return data.Found(Severity.Warning, "lost-periodicity",
                $"{(lost.Length == 1 ? "One frame says" : $"{lost.Length} frames say")} that nothing repeats (pbc=\"F F F\"), but bonds would go on across the faces of the cell as in a crystal.",
                "If it is a crystal, write pbc=\"T T T\"; atoms at the faces are otherwise taken for a surface.", lost);
        }
    }

    /// <summary>The longest stretch along a lattice direction, Å between faces, that holds no atom.</summary>
    static double EmptyGap(Structure s, int direction)
    {
        var at = s.Positions.Select(r => s.Cell!.ToFractional(r)[direction]).Select(x => x - Math.Floor(x)).Order().ToArray();
        var gap = at[0] + 1 - at[^1];
        for (var i = 1; i < at.Length; i++)
            gap = Math.Max(gap, at[i] - at[i - 1]);
        return gap * s.Cell!.Heights[direction];
    }

    // Repeated, a crystal cut by its cell gains bonds on many atoms and no contact is too short. A molecule in a box gains none.
    static bool GoesOnAcrossTheCell(Structure s)
    {
        if (Enumerable.Range(0, 3).Any(d => EmptyGap(s, d) > Vacuum))
            return false;
        var (alone, _) = Bonds(s);
        var (repeated, closest) = Bonds(new Structure(s.Elements.ToArray(), s.Positions, s.Cell, Periodicity.All));
        return closest > 0.7 && repeated.Where((n, i) => n > alone[i]).Count() > 0.2 * s.Count;
    }

    // Each atom's bonds, and the closest contact in sums of covalent radii.
    static (int[] Count, double Closest) Bonds(Structure s)
    {
        var count = new int[s.Count];
        var closest = double.PositiveInfinity;
        try
        {
            Contacts.ForEachPair(s, 1.25 * 2 * s.Elements.ToArray().Max(e => e.CovalentRadius), (i, j, to) =>
            {
                var share = to.Length / (s.Elements[i].CovalentRadius + s.Elements[j].CovalentRadius);
                closest = Math.Min(closest, share);
                count[i] += share < 1.25 ? 1 : 0;
            });
        }
        catch (CoincidentAtomsException)
        {
            closest = 0;
        }
        return (count, closest);
    }
}
