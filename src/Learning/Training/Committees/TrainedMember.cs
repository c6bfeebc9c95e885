using System.Text.Json.Nodes;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>One fit, and the model that came of it: all of a training, or a member of its committee.</summary>
/// <param name="StepName">What a step of the fit is called.</param>
/// <param name="Model">Without what it stands on.</param>
/// <param name="Frames">How many different ones it learned from.</param>
sealed record TrainedMember(ITrainable Trainable, string StepName, IPotential Model, FitState State, int Seed, int Frames)
{
    /// <summary>The mark, in a checkpoint, of a member that needs no more steps although it may not have converged.</summary>
    internal const string Finished = "finished";

    /// <summary>What is to be said of the fit in a model's card.</summary>
    internal JsonObject Record()
    {
        var best = State.History.FirstOrDefault(s => s.Step == State.BestStep);
        return new JsonObject
        {
            ["seed"] = Seed,
            [StepName + "s"] = State.Steps,
            ["best"] = State.BestStep,
            ["converged"] = State.Converged,
            ["frames"] = Frames,
            ["sigmaEnergy"] = best.Sigma.Energy,
            ["sigmaForce"] = best.Sigma.Force,
            ["sigmaStress"] = best.Sigma.Stress,
        };
    }

    internal ModelFile ToFile() => Trainable.ToFile(Model, new JsonObject { ["training"] = Record() });
}
