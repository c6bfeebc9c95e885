using System.Text.Json.Nodes;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>A trained potential, how it came about, and how well it does.</summary>
public sealed class TrainingResult
{
    readonly IReadOnlyList<TrainedMember> _members;

    internal TrainingResult(ImportReport import, TrainingOptions options, string? choice, DatasetSplit split, IReadOnlyList<TrainedMember> members, IPotential potential, bool interrupted) =>
        (Import, Options, Choice, Split, _members, Potential, Interrupted) = (import, options, choice, split, members, potential, interrupted);

    public ImportReport Import { get; }

    public TrainingOptions Options { get; }

    /// <summary>Which preset was chosen and why, where the choice was left to the trainer; else null.</summary>
    public string? Choice { get; }

    public DatasetSplit Split { get; }

    /// <summary>The potential, baseline included.</summary>
    public IPotential Potential { get; }

    /// <summary>How the labels go with the cheap level that the model corrects; null where the labels themselves were learned.</summary>
    public DeltaLearning? Delta { get; init; }

    /// <summary>True where the user ended the fit.</summary>
    public bool Interrupted { get; }

    /// <summary>Members of the committee; 1 where there is none. What is said of steps and history is the first one's.</summary>
    public int Members => _members.Count;

    FitState State => _members[0].State;

    /// <summary>True where no step improved any more, or validation had not for long, of any member.</summary>
    public bool Converged => _members.All(m => m.State.Converged);

    /// <summary>What one step of the fit is called: "sweep", "solution".</summary>
    public string StepName => _members[0].StepName;

    /// <summary>One entry a step.</summary>
    public IReadOnlyList<FitStep> History => State.History;

    /// <summary>What happened in the fit that one should know, a sentence each.</summary>
    public IReadOnlyList<string> Remarks => [.. Delta?.Remarks ?? [], .. _members.SelectMany((m, k) => m.State.Remarks.Select(r => Members == 1 ? r : $"Member {k + 1}: {r}"))];

    /// <summary>The step whose parameters the potential has: the one that validated best.</summary>
    public int BestStep => State.BestStep;

    /// <summary>What was chosen, in a sentence.</summary>
    public string Description => (Members == 1 ? "" : $"Committee of {Members}, which differ by seed and by the frames they count. ") + _members[0].Trainable.Description;

    /// <summary>Writes the model file with its card.</summary>
    public void Save(string path, JsonObject calibration, bool overwrite) => ToFile(calibration).Write(path, overwrite);

    /// <summary>The model file with its card, for who keeps it elsewhere than in a file.</summary>
    public ModelFile ToFile(JsonObject calibration)
    {
        var training = _members[0].Record();
        training.Remove("frames");
        training.Insert(0, "preset", Options.Preset);
        training["trainingFrames"] = Split.Training.Length;
        training["validationFrames"] = Split.Validation.Length;
        if (Members > 1)
            training["committee"] = Members;
        if (Choice is not null)
            training["choice"] = Choice;
        var card = new JsonObject
        {
            ["description"] = Description,
            ["data"] = new JsonArray([.. Import.Data.Files.Select(f => (JsonNode)new JsonObject
            {
                ["file"] = Path.GetFileName(f.Path),
                ["sha256"] = f.Sha256,
                ["frames"] = f.Frames,
            })]),
            ["training"] = training,
            ["calibration"] = calibration,
        };
        if (Delta is not null)
            card["delta"] = Delta.ToCard();
        return Members == 1 ? _members[0].Trainable.ToFile(_members[0].Model, card) : CommitteeModelFile.ToFile([.. _members.Select(m => m.ToFile())], card);
    }
}
