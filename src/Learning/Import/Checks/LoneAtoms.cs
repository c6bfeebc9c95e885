namespace Athanor.Learning;

/// <summary>Atoms that nothing is near, in frames that hold others.</summary>
internal sealed class LoneAtoms : IDataCheck
{
    public IEnumerable<Finding> Run(InspectedData data)
    {
        var frames = Enumerable.Range(0, data.Frames.Count)
            .Where(i => data.Frames[i].Structure.Count > 1 && data.Contacts(i) is { Coincident: null } c && c.Partner.Any(p => p < 0)).ToArray();
        if (frames.Length == 0)
            yield break;
        var atom = Array.FindIndex(data.Contacts(frames[0]).Partner, p => p < 0);
        yield return data.Found(Severity.Note, "lone-atoms",
            $"{(frames.Length == 1 ? "One frame has" : $"{frames.Length} frames have")} atoms with no other atom within {Contacts.ReachFor(data.Data.Elements):0.#} Å (atom {atom + 1} of {FramePlaces.One(data.Data, frames[0])}); for a dissociation curve that is right, otherwise a coordinate or the cell is wrong.", "", frames);
    }
}
