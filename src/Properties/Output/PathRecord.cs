using Athanor.Reports;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>A minimum-energy path for machines: what <c>--json</c> writes.</summary>
public static class PathRecord
{
    public static object Of(MinimumEnergyPath path, BarrierSpread spread) => new
    {
        path.Potential,
        path.Images[0].Structure.Formula,
        path.Converged,
        path.Steps,
        path.Evaluations,
        Barrier = new Estimate(path.Barrier, "eV", null, spread.Forward),
        BackwardBarrier = new Estimate(path.BackwardBarrier, "eV", null, spread.Backward),
        ReactionEnergy = new Estimate(path.ReactionEnergy, "eV", null, spread.Reaction),
        Length = new Quantity(path.Profile.Length, "Å"),
        ClimbingImage = path.Climbing,
        Images = path.Images.Select((image, k) => new
        {
            Image = k,
            Arc = new Quantity(image.Arc, "Å"),
            Energy = new Quantity(image.Energy, "eV"),
            Slope = new Quantity(image.Slope, "eV/Å"),
            Force = new Quantity(image.Force, "eV/Å"),
        }).ToArray(),
    };
}
