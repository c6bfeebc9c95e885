using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Campaigns;

/// <summary>How a run of a campaign came to its end.</summary>
/// <param name="Ended">The campaign itself has ended; otherwise the run was interrupted, or the campaign paused, and the same run goes on.</param>
/// <param name="Reason">A sentence: which budget was used up, what was reached.</param>
public sealed record CampaignEnd(bool Ended, string Reason);

/// <summary>
/// A campaign in one process: walkers, selector, oracle workers, trainer and director, each with a thread of its own, on one store. To go on after an interruption of any kind, run it again on the same store.
/// </summary>
public sealed class CampaignRun
{
    readonly CampaignGround _ground;
    readonly IPotential _oracle;
    readonly Team _team;

    /// <param name="oracle">Who labels.</param>
    /// <param name="team">Threads of the trainer.</param>
    /// <param name="maker">Makes the models; a trained preset, as the settings say, where null.</param>
    public CampaignRun(IStore store, CampaignSettings settings, IPotential oracle, Team team, IModelMaker? maker = null)
    {
        (_oracle, _team) = (oracle, team);
        _ground = new CampaignGround(store, settings, maker ?? throw new NotImplementedException());
    }

    /// <summary>Runs until the campaign ends, or it is cancelled.</summary>
    /// <param name="tick">Called by this thread some times a second, to show how far it is.</param>
    /// <exception cref="Athanor.Atoms.AtomsException">Something cannot work at all; what was finished is kept.</exception>
    public CampaignEnd Run(Action? tick, CancellationToken cancellation) => throw new NotImplementedException();
}
