using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>Atoms at one place, or closer than nature lets them.</summary>
internal sealed class CloseAtoms : IDataCheck
{
    /// <summary>Of the sum of covalent radii.</summary>
    const double TooClose = 0.5;

    public IEnumerable<Finding> Run(InspectedData data)
    {
        var all = Enumerable.Range(0, data.Frames.Count).ToArray();
        var coincident = all.Where(i => data.Contacts(i).Coincident is not null).ToArray();
        if (coincident.Length > 0)
        {
            var (first, second) = data.Contacts(coincident[0]).Coincident!.Value;
            yield return data.Found(Severity.Refusal, "coincident-atoms",
                $"Two atoms are at the same place: {(first == second ? $"atom {first + 1} and its own periodic image" : $"atoms {first + 1} and {second + 1}")} of {FramePlaces.One(data.Data, coincident[0])}.",
                "Remove one of them, or check cell and units of the coordinates.", coincident);
        }
        var close = all.Select(i => (Frame: i, Closest: Closest(data, i))).Where(c => c.Closest.Share < TooClose).OrderBy(c => c.Closest.Share).ToArray();
        if (close.Length == 0)
            yield break;
        var (frame, (_, atom)) = close[0];
        var contacts = data.Contacts(frame);
        var s = data.Frames[frame].Structure;
        yield return data.Found(Severity.Warning, "close-atoms",
            $"{(close.Length == 1 ? "One frame has" : $"{close.Length} frames have")} atoms closer than half a bond: {s.Elements[atom]} and {s.Elements[contacts.Partner[atom]]} at {contacts.Distance[atom]:0.000} Å in {FramePlaces.One(data.Data, frame)}.",
            "Keep them only if they were made on purpose, to teach repulsion; otherwise check the units of the coordinates (Å) and the cell.",
            [.. close.Select(c => c.Frame)]);
    }

    static (double Share, int Atom) Closest(InspectedData data, int frame)
    {
        var contacts = data.Contacts(frame);
        var s = data.Frames[frame].Structure;
        var best = (Share: double.PositiveInfinity, Atom: -1);
        for (var i = 0; i < s.Count; i++)
        {
            if (contacts.Partner[i] < 0)
                continue;
            var share = contacts.Distance[i] / (s.Elements[i].CovalentRadius + s.Elements[contacts.Partner[i]].CovalentRadius);
            if (share < best.Share)
                best = (share, i);
        }
        return best;
    }
}
