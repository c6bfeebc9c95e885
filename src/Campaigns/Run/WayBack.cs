using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Simulation;

namespace Athanor.Campaigns;

/// <summary>From where a walker goes on when a frame was broken or could not be labelled: frames that were good, and where it began.</summary>
/// <param name="start">Where it began, without velocities.</param>
/// <param name="temperature">Of new velocities, K.</param>
sealed class WayBack(WalkerState state, Structure start, double temperature, ulong seed)
{
    /// <summary>Looks between good frames that are kept.</summary>
    const int LooksBetweenGood = 20;

    /// <summary>Breaks without a good frame in between, after which it begins anew where it began; after twice as many it is lost.</summary>
    const int MostBreaks = 3;

    /// <summary>Standard deviation, Å, of how atoms are moved where it is lost.</summary>
    const double Rescue = 0.05;

    int _looks;

    /// <summary>Places it where it begins.</summary>
    public void Begin() => Place(start);

    /// <summary>The present frame is good; now and then one is kept.</summary>
    public void Good()
    {
        if (_looks++ % LooksBetweenGood != 0)
            return;
        (state.Better, state.Good) = (state.Good, state.Structure!.Clone());
        state.Good!.Velocities = null;
        state.BrokenInARow = 0;
    }

    /// <summary>
    /// To the last frame that was good or the one before, after some breaks to the beginning. Where members disagree beyond measure even there, what helps is a label nearby: to a copy of the beginning, its atoms moved a little.
    /// </summary>
    /// <returns>Whether it is such a copy, to be asked for.</returns>
    public bool Take()
    {
        if (state.BrokenInARow >= 2 * MostBreaks)
        {
            Place(Seeding.Rattled(start, Rescue, Draw.Mixed(seed, (ulong)state.Draws)));
            state.BrokenInARow = 0;
            return true;
        }
        Place(state.BrokenInARow >= MostBreaks ? start : (state.BrokenInARow == 1 ? state.Good : state.Better) ?? start);
        return false;
    }

    void Place(Structure at)
    {
        // The step before was not the same: noise, and the trace, go on with a number of their own.
        state.Step += state.Draws == 0 ? 0 : 1;
        state.Structure = at.Clone();
        state.Structure.Velocities = Velocities.Thermal(state.Structure, temperature, Draw.Mixed(seed, (ulong)++state.Draws));
        (state.Heat, state.Work, state.SampledKinetic, state.ListPositions) = (0, 0, Mat3.Zero, null);
    }
}
