using System.CommandLine;
using Athanor.Atoms;
using Athanor.Learning;
using Athanor.Potentials;

namespace Athanor.App;

/// <summary><c>athanor train DATA… -o MODEL</c>: inspect, fit, validate, calibrate; writes the model and its report.</summary>
sealed class TrainVerb : IVerb
{
    /// <summary>Errors on frames held back over those on frames learned from, beyond which there is a word.</summary>
    const double LearnedByHeart = 2;

    readonly Argument<string[]> _data = new("data") { Description = "Files of labelled structures", Arity = ArgumentArity.OneOrMore };

    readonly Option<string> _preset = new("--preset")
    {
        HelpName = "name",
        Description = "What to train, one of the presets below",
        DefaultValueFactory = _ => TrainingPresets.Auto,
    };

    readonly Option<string?> _test = new("--test") { HelpName = "file", Description = "Labelled structures that the training must not see; their errors are in the report" };
    readonly Option<string?> _time = new("--time") { HelpName = "10m", Description = "Time for the fit, such as 90s, 10m, 2h; without it the fit runs until it converges" };
    readonly Option<int?> _steps = new("--steps") { HelpName = "n", Description = "Steps of the fit at most: sweeps over the data, for most presets" };
    readonly Option<double?> _cutoff = new("--cutoff") { HelpName = "Å", Description = "How far atoms see" };
    readonly Option<bool> _chirality = new("--chirality") { Description = "Products of two pseudoscalars among the invariants, which know how the hands of two parts go together; for --preset instant" };
    readonly Option<string?> _hidden = new("--hidden") { HelpName = "20,20", Description = "Widths of the hidden layers" };
    readonly Option<string?> _baseline = new("--baseline") { HelpName = "potential", Description = "Potential to learn the difference from, times a slope that the data say; 'none' for none" };
    readonly Option<string?> _answers = new("--baseline-answers") { HelpName = "file", Description = "Where the baseline's answers are kept for other trainings too; else they go when the model is written" };
    readonly Option<bool> _curve = new("--learning-curve") { Description = "Fit parts of the data too, with the baseline and from scratch, and show what the baseline saves" };
    readonly Option<double> _validation = new("--validation") { HelpName = "fraction", Description = "Fraction of every group held back", DefaultValueFactory = _ => 0.1 };
    readonly Option<int> _headSweeps = new("--head-sweeps") { HelpName = "n", Description = "Sweeps in which a network of --preset accurate or max and its heads are trained together after the fit, ten times as dear as others" };
    readonly Option<string[]> _weights = new("--group-weight") { HelpName = "group=weight", Description = "How much the frames of a group (config_type) count; may be repeated" };
    readonly Option<int> _committee = new("--committee") { HelpName = "n", Description = "Models that differ by seed and by the frames they count, 2 to 32, whose spread is the uncertainty", DefaultValueFactory = _ => 1 };
    readonly Option<int> _heads = new("--heads") { HelpName = "n", Description = "Draws from the posterior that a model brings along, whose spread is the uncertainty, where the preset knows it; 0 for none", DefaultValueFactory = _ => new TrainingOptions().Heads };
    readonly Option<string[]> _accept = new("--accept") { HelpName = "code", Description = "Train although the inspection refuses for this reason; may be repeated" };
    readonly LabelOptions _labels = new();

    public string Name => "train";

    public string Summary => "Fit a potential to labelled structures; writes the model and a report";

    public IReadOnlyList<string> Examples { get; } =
    [
        "train examples/methanol/methanol.xyz -o methanol.athanor",
        "train Si_train.xyz --test Si_test.xyz --time 15m -o Si.athanor",
    ];

    public HelpTable Choices { get; } = new("Presets", [(TrainingPresets.Auto, "one of those below, chosen by the data and --time"), .. TrainingPresets.All.Select(p => (p.Name, p.Summary))]);

    public IEnumerable<Symbol> Symbols =>
    [
        _data, Shared.Output, _preset, _test, _time, _steps, _cutoff, _chirality, _hidden, _baseline, _answers, _curve, _validation, _committee, _heads, _headSweeps, _weights, _accept, .. _labels.All,
        Shared.Report, Shared.Force, Shared.Seed,
    ];

    public ExitCode Run(Call call)
    {
        var output = call.OutputPath ?? throw new UsageException("Say where the model goes: -o NAME.athanor.");
        var reportPath = call.ReportPath ?? Path.ChangeExtension(output, null) + ".report.html";
        call.RefuseIfUnwritable(reportPath);
        var options = Options(call);
        var import = Import(call);
        var test = Test(call, import);
        var checkpoint = output + ".checkpoint";
        var trainer = new Trainer(import, options, call.Team);
        if (trainer.Choice is { } choice)
            call.Screen.Note(choice);
        if (call.Get(_curve))
            LearningCurve.RefuseIfTooFew(trainer);
        if (!Ask(call, trainer, checkpoint))
            return ExitCode.Interrupted;
        var result = Fit(call, trainer, checkpoint);
        var calibration = Calibration.Of(result.Potential, result.Split.Validation.Select(i => import.Data.Frames[i]), call.Team, default);
        var parts = Assess(call, result, calibration.Apply(result.Potential), test);
        result.Save(output, calibration.ToJson(), call.Force);
        if (!result.Interrupted)
            trainer.DeleteCheckpoints(checkpoint);
        var curve = call.Get(_curve) && !result.Interrupted ? Curve(call, trainer) : null;
        var page = call.NewReport($"Training of {Path.GetFileName(output)}");
        var dimers = DimerCheck.Of(result.Potential, import.Data);
        TrainingReport.Write(result, parts, calibration, dimers, page, curve);
        page.Save(reportPath);
        Show(call, result, parts, calibration, dimers, curve, output, reportPath);
        if (!result.Interrupted)
            return ExitCode.Done;
        call.Screen.Problem($"interrupted after {result.StepName} {result.History.Count}. {output} is the best so far; the same command with --force goes on from here.");
        return ExitCode.Interrupted;
    }

    TrainingOptions Options(Call call) => new()
    {
        Preset = Known(call.Get(_preset)),
        Cutoff = call.Get(_cutoff) is not { } cutoff || cutoff is > 0 and <= 20 ? call.Get(_cutoff) : throw new UsageException("--cutoff is a distance in Å, usually 4 to 8."),
        Hidden = call.Get(_hidden) is { } hidden ? WholeNumbers.List(_hidden.Name, hidden, 1, 100_000) : null,
        Baseline = call.Get(_baseline),
        BaselineAnswers = call.Get(_answers),
        Chirality = call.Get(_chirality),
        Validation = call.Get(_validation) is >= 0 and < 1 and var v ? v : throw new UsageException("--validation is a fraction from 0 up to 1."),
        Committee = call.Get(_committee) is >= 1 and <= 32 and var members ? members : throw new UsageException("--committee is a number of models from 2 to 32."),
        HeadSweeps = call.Get(_headSweeps) is >= 0 and var sweeps ? sweeps : throw new UsageException("--head-sweeps is a number from 0 on."),
        Heads = call.Get(_heads) is (0 or (>= 2 and <= 256)) and var heads ? heads : throw new UsageException("--heads is a number from 2 to 256, or 0 for none."),
        Seed = call.Seed <= int.MaxValue ? (int)call.Seed : throw new UsageException($"--seed is a number up to {int.MaxValue} here."),
        Time = call.Get(_time) is { } time ? DurationText.Read("--time", time) : null,
        // A time that is given is to be used.
        MostSteps = call.Get(_steps) is not { } steps ? call.Get(_time) is null ? new TrainingOptions().MostSteps : int.MaxValue : steps > 0 ? steps : throw new UsageException("--steps is a number from 1 on."),
        GroupWeights = Weights(call.Get(_weights) ?? []),
    };

    string Known(string preset) => Choices.Rows.Any(p => p.Name == preset)
        ? preset
        : throw new UsageException($"There is no preset '{preset}'.{Spelling.Suggest(preset, Choices.Rows.Select(p => p.Name))} The presets are:\n{Choices.ToText()}");

    static Dictionary<string, double> Weights(string[] texts)
    {
        var weights = new Dictionary<string, double>();
        foreach (var (group, weight) in texts.Select(Weight))
        {
            if (!weights.TryAdd(group, weight))
                throw new UsageException($"--group-weight is given twice for {group}.");
        }
        return weights;
    }

    static KeyValuePair<string, double> Weight(string text)
    {
        var at = text.LastIndexOf('=');
        return at > 0 && double.TryParse(text.AsSpan(at + 1), out var weight) && weight >= 0 && double.IsFinite(weight)
            ? new(text[..at], weight)
            : throw new UsageException($"--group-weight is a group and a weight such as Elastic=5, not '{text}'.");
    }

    ImportReport Import(Call call)
    {
        var data = Dataset.Read(call.Get(_data), _labels.Keys(call));
        var seen = new LabelsSeen();
        foreach (var frame in data.Frames)
            seen.Add(frame);
        if (_labels.Unfound(call, seen).FirstOrDefault() is { } unfound)
            throw new AtomsException(unfound);
        var import = ImportReport.Of(data).Accepting(call.Get(_accept) ?? []);
        var refusal = import.Findings.FirstOrDefault(f => f.Severity == Severity.Refusal);
        foreach (var finding in import.Findings.Where(f => f.Severity != Severity.Note && f != refusal))
            call.Screen.Note(finding.ToString());
        if (refusal is not null)
        {
            var anyway = refusal.MayBeAccepted ? $"; --accept {refusal.Code} trains all the same" : "";
            throw new AtomsException($"The data is refused: {refusal.Sentence} ('athanor inspect' shows all findings{anyway}.)");
        }
        return import;
    }

    /// <summary>Read before the fit: what is wrong with it is to be said before hours of work.</summary>
    IReadOnlyList<Frame>? Test(Call call, ImportReport import)
    {
        if (call.Get(_test) is not { } path)
            return null;
        Frame[] frames = [.. StructureFiles.Read(path, _labels.Keys(call))];
        foreach (var frame in frames)
        {
            foreach (var element in frame.Structure.Elements)
            {
                if (!import.Data.Elements.Contains(element))
                    throw new AtomsException($"{frame.Source?.ToString() ?? path} holds {element}, of which the training data knows nothing; it cannot be tested on.");
            }
        }
        return frames;
    }

    /// <summary>What the baseline says of the frames, first of all: it may take long. False where the user ended it.</summary>
    static bool Ask(Call call, Trainer trainer, string checkpoint)
    {
        if (trainer.Cheap is not { } cheap)
            return true;
        try
        {
            using var progress = call.Progress(cheap, "frames");
            trainer.Ask(
                checkpoint,
                (_, total) =>
                {
                    progress.Total = total;
                    progress.Add(1);
                },
                call.Cancellation);
            return true;
        }
        catch (OperationCanceledException)
        {
            call.Screen.Problem($"interrupted while {cheap} was asked. What it has answered is kept; the same command goes on from there.");
            return false;
        }
    }

    static LearningCurve Curve(Call call, Trainer trainer)
    {
        using var progress = call.Progress("learning curve", "fits");
        return LearningCurve.Of(
            trainer,
            call.Team,
            (_, total) =>
            {
                progress.Total = total;
                progress.Add(1);
            },
            call.Cancellation);
    }

    static TrainingResult Fit(Call call, Trainer trainer, string checkpoint)
    {
        using var progress = call.Progress("training", "steps");
        var told = -1;
        return trainer.Train(
            checkpoint,
            p =>
            {
                if (told != p.Member)
                {
                    if (p.Members > 1)
                        call.Screen.Note($"Member {p.Member + 1} of {p.Members}.");
                    if (told < 0)
                        call.Screen.Note($"{p.Description} {p.Parameters:N0} parameters; {p.Split.Training.Length:N0} frames to learn from, {p.Split.Validation.Length:N0} held back.");
                    told = p.Member;
                    if (p.ResumedFrom > 0)
                        call.Screen.Note($"Going on from {p.StepName} {p.ResumedFrom} of {checkpoint}{(p.Member > 0 ? $".{p.Member + 1}" : "")}.");
                }
                if (p.Step is not { } step)
                    return;
                progress.Add(1);
                progress.Status = $"{1e3 * step.Training.EnergyRmse:0.00}|{1e3 * step.Validation.EnergyRmse:0.00} meV/atom, {1e3 * step.Training.ForceRmse:0.0}|{1e3 * step.Validation.ForceRmse:0.0} meV/Å (training|validation)";
            },
            call.Cancellation);
    }

    static IReadOnlyList<Assessment> Assess(Call call, TrainingResult result, IPotential potential, IReadOnlyList<Frame>? test)
    {
        var (frames, atoms) = (result.Import.Data.Frames, result.Import.AtomEnergies);
        // After Ctrl-C the model is still assessed and written: that is the usable state.
        // Error bars are those of frames that it has not seen.
        var seenAlone = result.Split.Validation.Length == 0 && test is null;
        var parts = new List<Assessment> { Assessment.Of("training", potential, result.Split.Training.Select(i => frames[i]), atoms, call.Team, default, spread: seenAlone) };
        if (result.Split.Validation.Length > 0)
            parts.Add(Assessment.Of("validation", potential, result.Split.Validation.Select(i => frames[i]), atoms, call.Team, default));
        if (test is not null)
            parts.Add(Assessment.Of("test", potential, test, atoms, call.Team, default));
        return parts;
    }

    /// <summary>A word where frames held back are far worse than those learned from; null where they are not.</summary>
    static string? ByHeart(TrainingResult result)
    {
        if (result.Split.Validation.Length == 0 || result.History.FirstOrDefault(s => s.Step == result.BestStep) is not { Step: > 0 } best)
            return null;
        double learned = best.Training.ForceRmse, held = best.Validation.ForceRmse;
        return held > LearnedByHeart * learned
            ? FormattableString.Invariant($"Forces are {1e3 * held:0.0} meV/Å off on frames held back but {1e3 * learned:0.0} on those learned from: they are known by heart. More frames would help most.")
            : null;
    }

    static void Show(Call call, TrainingResult result, IReadOnlyList<Assessment> parts, Calibration calibration, DimerCheck dimers, LearningCurve? curve, string output, string reportPath)
    {
        foreach (var part in parts)
            call.Screen.Table(part.Errors.ToTable($"Errors on the {part.Name} frames"));
        if (parts[0].StressFinding is { } finding)
            call.Screen.Note(finding.ToString());
        if (parts is [.., { Name: "test", Reliability: { Any: true } tested }])
            call.Screen.Table(tested.ToTable("Error bars on the test frames"));
        call.Screen.Note(calibration.Sentence);
        if (result.Delta is { } delta)
        {
            call.Screen.Table(DeltaSection.ToTable(delta));
            call.Screen.Note(delta.Sentence);
        }
        if (curve is not null)
        {
            call.Screen.Table(LearningCurveSection.ToTable(curve));
            foreach (var sentence in LearningCurveSection.Sentences(curve))
                call.Screen.Note(sentence);
        }
        foreach (var remark in result.Remarks)
            call.Screen.Note(remark);
        if (ByHeart(result) is { } doubt)
            call.Screen.Note(doubt);
        if (DimerSection.Warning(dimers) is { } hole)
            call.Screen.Note(hole);
        var ended = result.Interrupted ? "interrupted" : result.Converged ? "converged" : result.History.Count >= result.Options.MostSteps ? "as many as were asked for" : "out of time";
        call.Screen.Note($"{result.History.Count} {result.StepName}s ({ended}), kept number {result.BestStep}. The model is {output}, its report {reportPath}.");
        call.Screen.Json(new
        {
            Model = output,
            Report = reportPath,
            result.Options.Preset,
            Committee = result.Members > 1 ? result.Members : (int?)null,
            result.Choice,
            result.Description,
            Steps = result.History.Count,
            result.StepName,
            result.BestStep,
            result.Converged,
            result.Interrupted,
            Delta = result.Delta?.ToJson(),
            LearningCurve = curve?.ToJson(),
            Errors = parts.ToDictionary(p => p.Name, p => p.Errors.ToJson()),
        });
    }
}
