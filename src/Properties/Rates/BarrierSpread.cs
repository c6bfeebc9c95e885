using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>
/// What a potential does not know of the heights of a path: each member of its ensemble asked at the structures of all of them together, where energies are stationary, so that to first order nothing is lost by not finding each member's own.
/// </summary>
/// <param name="Forward">Standard deviation of the barrier from the first structure, eV; null where the potential has no members.</param>
/// <param name="Backward">From the last, eV.</param>
/// <param name="Reaction">Of the last above the first, eV.</param>
public readonly record struct BarrierSpread(double? Forward, double? Backward, double? Reaction)
{
    public static BarrierSpread Of(IPotential potential, Structure first, Structure top, Structure last, Team? team = null)
    {
        var spread = MemberSpread.Of(potential, member =>
        {
            using var evaluator = member.Open(new EvaluatorOptions(team ?? Team.Single));
            var prediction = new Prediction();
            double Energy(Structure structure)
            {
                evaluator.Evaluate(structure, Request.Energy, prediction);
                return prediction.Energy;
            }
            var (a, b, c) = (Energy(first), Energy(top), Energy(last));
            return [b - a, b - c, c - a];
        });
        return spread is null ? default : new BarrierSpread(spread[0], spread[1], spread[2]);
    }

    public static BarrierSpread Of(IPotential potential, MinimumEnergyPath path, Team? team = null) =>
        Of(potential, path.Images[0].Structure, path.Images[path.Highest].Structure, path.Images[^1].Structure, team);
}
