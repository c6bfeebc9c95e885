using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>Evaluates the potential at the current positions.</summary>
sealed class Force(IEvaluator evaluator, Request request) : SubStep
{
    public override bool AwaitsAll => true;

    public override void Prepare(DynamicState state) => evaluator.Evaluate(state.Structure, request, state.Prediction);
}
