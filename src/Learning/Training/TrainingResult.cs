using System.Text.Json.Nodes;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>A trained potential, how it came about, and how well it does.</summary>
public sealed class TrainingResult
{
    readonly ITrainable _trainable;
    readonly IPotential _model;
    readonly FitState _state;

    internal TrainingResult(
        ImportReport import, TrainingOptions options, string? choice, DatasetSplit split, ITrainable trainable, string stepName, IPotential model, IPotential potential, FitState state, bool interrupted)
    {
        (Import, Options, Choice, Split, Potential, Interrupted) = (import, options, choice, split, potential, interrupted);
        (_trainable, StepName, _model, _state) = (trainable, stepName, model, state);
    }

    public ImportReport Import { get; }

    public TrainingOptions Options { get; }

    /// <summary>Which preset was chosen and why, where the choice was left to the trainer; else null.</summary>
    public string? Choice { get; }

    public DatasetSplit Split { get; }

    /// <summary>The potential, baseline included.</summary>
    public IPotential Potential { get; }

    /// <summary>True where the user ended the fit.</summary>
    public bool Interrupted { get; }

    /// <summary>True where no step improved any more, or validation had not for long.</summary>
    public bool Converged => _state.Converged;

    /// <summary>What one step of the fit is called: "sweep", "solution".</summary>
    public string StepName { get; }

    /// <summary>One entry a step.</summary>
    public IReadOnlyList<FitStep> History => _state.History;

    /// <summary>What happened in the fit that one should know, a sentence each.</summary>
    public IReadOnlyList<string> Remarks => _state.Remarks;

    /// <summary>The step whose parameters the potential has: the one that validated best.</summary>
    public int BestStep => _state.BestStep;

    /// <summary>What was chosen, in a sentence.</summary>
    public string Description => _trainable.Description;

    /// <summary>Writes the model file with its card.</summary>
    public void Save(string path, JsonObject calibration, bool overwrite) => ToFile(calibration).Write(path, overwrite);

    /// <summary>The model file with its card, for who keeps it elsewhere than in a file.</summary>
    public ModelFile ToFile(JsonObject calibration)
    {
        var best = _state.History.FirstOrDefault(s => s.Step == BestStep);
        var card = new JsonObject
        {
            ["description"] = Description,
            ["data"] = new JsonArray([.. Import.Data.Files.Select(f => (JsonNode)new JsonObject
            {
                ["file"] = Path.GetFileName(f.Path),
                ["sha256"] = f.Sha256,
                ["frames"] = f.Frames,
            })]),
            ["training"] = new JsonObject
            {
                ["preset"] = Options.Preset,
                ["seed"] = Options.Seed,
                [StepName + "s"] = _state.Steps,
                ["best"] = BestStep,
                ["converged"] = Converged,
                ["trainingFrames"] = Split.Training.Length,
                ["validationFrames"] = Split.Validation.Length,
                ["sigmaEnergy"] = best.Sigma.Energy,
                ["sigmaForce"] = best.Sigma.Force,
                ["sigmaStress"] = best.Sigma.Stress,
            },
            ["calibration"] = calibration,
        };
        if (Choice is not null)
            card["training"]!["choice"] = Choice;
        return _trainable.ToFile(_model, card);
    }
}
