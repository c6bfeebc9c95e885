namespace Athanor.Campaigns;

/// <summary>A part of a campaign with a thread of its own: all that parts know of one another is in the store, so each may also run in another process.</summary>
public interface ICampaignPart
{
    string Name { get; }

    /// <summary>Works until it is cancelled, and leaves everything so that it can go on.</summary>
    /// <exception cref="Athanor.Atoms.AtomsException">It cannot work; the message says why and what to do.</exception>
    void Run(CancellationToken cancellation);
}
