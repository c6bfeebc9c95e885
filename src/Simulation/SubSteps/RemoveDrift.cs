using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// Takes the motion of the centre of mass out of the velocities, once in a while. Forces sum to zero only within rounding; where the momentum is
/// not counted among the degrees of freedom it must not creep in.
/// </summary>
sealed class RemoveDrift(int every) : SubStep
{
    public override void Prepare(DynamicState state)
    {
        if (state.Step % every != 0 || state.Step == 0)
            return;
        var before = MeasureKinetic.Of(state).Trace;
        Velocities.RemoveDrift(state.Velocities, state.Inertias);
        state.Heat += 0.5 * (MeasureKinetic.Of(state).Trace - before);
    }
}
