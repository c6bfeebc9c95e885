using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Layered;

namespace Athanor.Learning;

/// <summary>Trains a preset on inspected data: targets, features, fit, potential.</summary>
public sealed class Trainer
{
    /// <summary>Features beyond this would push other programs out of memory.</summary>
    const long MostFeatureBytes = 12L << 30;

    /// <summary>Between the seeds of members: far from any that somebody tries one after another.</summary>
    const int SeedStep = 1_000_003;

    const int MostMembers = 32;

    readonly ImportReport _import;
    readonly TrainingOptions _options;
    readonly ITrainingPreset _preset;
    readonly Underneath? _underneath;
    readonly Team _team;
    BaselineLabels? _answers;

    /// <exception cref="PotentialException">There is no such preset, or no such baseline.</exception>
    /// <exception cref="AtomsException">A group is given a weight that the data does not have.</exception>
    public Trainer(ImportReport import, TrainingOptions options, Team team)
        : this(import, options, team, null)
    {
    }

    /// <param name="preset">In place of the one that is named, for experiments.</param>
    /// <param name="underneath">In place of the baseline that is named, likewise.</param>
    internal Trainer(ImportReport import, TrainingOptions options, Team team, ITrainingPreset? preset, Underneath? underneath = null)
    {
        _import = import;
        _team = team;
        if (options.Preset == TrainingPresets.Auto)
        {
            var choice = PresetChoice.For(TrainingTask.Of(import.Data, options, team.Threads));
            Choice = choice.Sentence;
            options = options with { Preset = choice.Preset.Name };
        }
        _options = options;
        _preset = preset ?? TrainingPresets.Find(options.Preset);
        var baseline = options.Baseline switch
        {
            null => _preset.DefaultBaseline,
            "none" => null,
            var name => name,
        };
        if (baseline is not null && _preset.DefaultBaseline is null)
            throw new PotentialException($"The preset '{_preset.Name}' is not trained on top of another potential; leave --baseline out.");
        if (options.Chirality && !_preset.KnowsHands)
            throw new PotentialException($"The preset '{_preset.Name}' has no pseudoscalars to multiply; --chirality goes with --preset instant.");
        if (options.Committee is < 1 or > MostMembers)
            throw new PotentialException($"A committee has 2 to {MostMembers} members, not {options.Committee}.");
        if (options.HeadSweeps > 0 && (_preset is not LayeredPreset || options.Heads < 2 || options.Committee > 1 || options.Validation == 0))
            throw new PotentialException("Heads are trained together with a network (--head-sweeps) of --preset accurate or max that has heads, and frames that are held back; a committee has none.");
        if (options.GroupWeights.Keys.FirstOrDefault(g => !import.Data.Groups.Contains(g)) is { } unknown)
            throw new AtomsException($"There is no group '{unknown}' in the data, so it cannot be given a weight; the groups are {string.Join(", ", import.Data.Groups)}.");
        _underneath = underneath ?? (baseline is null ? null : new Underneath(baseline));
    }

    /// <summary>Which preset was chosen and why, where the choice was left to the trainer; else null.</summary>
    public string? Choice { get; }

    internal ImportReport Import => _import;

    /// <summary>With the preset that was chosen.</summary>
    internal TrainingOptions Options => _options;

    /// <summary>The cheap level that is corrected, by its name; null where the labels themselves are learned.</summary>
    public string? Cheap => _underneath?.Cheap?.Name;

    /// <summary>A trainer on the same data by other options, which asks the same cheap level nothing twice.</summary>
    internal Trainer With(TrainingOptions options)
    {
        var same = options.Baseline == _options.Baseline;
        return new Trainer(_import, options, _team, _preset, same ? _underneath : null) { _answers = same ? _answers : null };
    }

    /// <summary>Which frames are learned from and which held back, those among them for which the cheap level may have no answer.</summary>
    internal DatasetSplit Split()
    {
        var split = _options.HeldBack is { } held ? DatasetSplit.By(_import.Data, held) : _import.Data.Split(_options.Validation, (ulong)_options.Seed);
        return split with { Training = [.. split.Training.Where(i => _preset.LearnsFrom(_import.Data.Frames[i]))] };
    }

    /// <summary>Trains, or goes on from the checkpoint where one of the same training exists; a committee at the member it was at.</summary>
    /// <param name="checkpoint">File that keeps the state after every step, or every few where that takes long; null for none. Those of further members stand beside it.</param>
    /// <param name="progress">Called after every step.</param>
    /// <param name="cancellation">Ends the fit after the step under way; the result is what was reached.</param>
    public TrainingResult Train(string? checkpoint, Action<TrainingProgress> progress, CancellationToken cancellation) => Train(Split(), checkpoint, progress, cancellation);

    /// <param name="split">Some of the frames of <see cref="Split"/>, say.</param>
    /// <inheritdoc cref="Train(string?, Action{TrainingProgress}, CancellationToken)"/>
    internal TrainingResult Train(DatasetSplit split, string? checkpoint, Action<TrainingProgress> progress, CancellationToken cancellation)
    {
        if (split.Training.Length == 0)
            throw new AtomsException($"There is no frame that the preset '{_preset.Name}' could learn from.");
        var lesson = LessonOf(split, checkpoint, cancellation);
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        var members = new List<TrainedMember>();
        for (var m = 0; m < _options.Committee; m++)
        {
            // Who is late takes from all that follow alike.
            var time = (_options.Time - System.Diagnostics.Stopwatch.GetElapsedTime(begun)) / (_options.Committee - m);
            if (Fit(m, lesson, time < TimeSpan.Zero ? TimeSpan.Zero : time, CheckpointOf(checkpoint, m), progress, cancellation) is not { } member)
                break;
            members.Add(member);
            if (cancellation.IsCancellationRequested)
                break;
        }
        if (members.Count == 0)
            cancellation.ThrowIfCancellationRequested();
        var model = members is [var only] ? only.Model : new Committee("committee", members.Select(m => m.Model));
        var potential = _underneath is not null && members[0].Model is ShortRangeModel or LayeredModel ? new ModelWithBaseline(model, _underneath.With(lesson.Slope, Remembered())) : model;
        return new TrainingResult(_import, _options, Choice, lesson.Split, members, potential, cancellation.IsCancellationRequested) { Delta = lesson.Delta };
    }

    /// <summary>Removes what <see cref="Train(string?, Action{TrainingProgress}, CancellationToken)"/> kept to go on from.</summary>
    public void DeleteCheckpoints(string checkpoint)
    {
        for (var m = 0; m < _options.Committee; m++)
            File.Delete(CheckpointOf(checkpoint, m)!);
        File.Delete(BaselineLabels.FileBeside(checkpoint));
    }

    /// <summary>Asks the cheap level about all frames, where there is one; <see cref="Train(string?, Action{TrainingProgress}, CancellationToken)"/> would do so first.</summary>
    /// <param name="checkpoint">As there: answers are kept beside it, unless the options name a file, and a run that was killed goes on.</param>
    /// <param name="answered">Told how many frames are done, and of how many, one at a time, from any thread; not where all are known.</param>
    /// <exception cref="OperationCanceledException">Cancelled; what is known is kept.</exception>
    public void Ask(string? checkpoint, Action<int, int>? answered, CancellationToken cancellation) => Ask(Split(), checkpoint, answered, cancellation);

    /// <returns>In the place of each frame its answer; null where there is no cheap level, and for frames outside of the split.</returns>
    BaselineLabel?[]? Ask(DatasetSplit split, string? checkpoint, Action<int, int>? answered, CancellationToken cancellation)
    {
        if (_underneath?.Cheap is not { } cheap)
            return null;
        // What answers soon is not worth a file.
        _answers ??= new BaselineLabels(cheap, cheap.Cutoff is not null ? null : _options.BaselineAnswers ?? (checkpoint is null ? null : BaselineLabels.FileBeside(checkpoint)));
        var frames = _import.Data.Frames;
        int[] asked = [.. split.Training.Concat(split.Validation).Order()];
        var given = _answers.Of([.. asked.Select(k => frames[k])], _team, answered, cancellation);
        var answers = new BaselineLabel?[frames.Count];
        for (var k = 0; k < given.Length; k++)
            answers[asked[k]] = given[k];
        return answers;
    }

    /// <summary>The labels, or what the cheap level leaves of them; each of its answers is computed once, however often this trains.</summary>
    Lesson LessonOf(DatasetSplit split, string? checkpoint, CancellationToken cancellation) => Ask(split, checkpoint, null, cancellation) is { } answers
        ? Lesson.Of(_import.Data, split, answers, Cheap!, _options.GroupWeights)
        : new Lesson(null, _import.Data, split, _import.AtomEnergies);

    /// <summary>The cheap level with the answers that it has given; null where there is none, or asking again costs little.</summary>
    IPotential? Remembered() => _underneath?.Cheap is { Cutoff: null } cheap && _answers is not null ? new KnownAnswers(cheap, _answers.Known) : null;

    static string? CheckpointOf(string? checkpoint, int member) => checkpoint is null || member == 0 ? checkpoint : $"{checkpoint}.{member + 1}";

    /// <summary>Fits one member, or all there is; null where it was cancelled before its first step.</summary>
    TrainedMember? Fit(int member, Lesson lesson, TimeSpan? time, string? checkpoint, Action<TrainingProgress> progress, CancellationToken cancellation)
    {
        var (data, split) = (lesson.Data, lesson.Split);
        // The spread of members is the uncertainty: none of them brings draws of its own.
        var options = _options.Committee == 1 ? _options : _options with { Seed = unchecked(_options.Seed + member * SeedStep), Heads = 0 };
        var counts = _options.Committee > 1 ? Bagging.Counts(data, split.Training, (ulong)options.Seed) : null;
        var trainable = _preset.Prepare(data.Frames, split.Training, lesson.AtomEnergies, options, _team);
        var bytes = trainable.Features.Sum(f => f.Bytes);
        if (bytes > MostFeatureBytes)
            throw new PotentialException($"The descriptors of this data take {bytes >> 30} GB, more than the {MostFeatureBytes >> 30} GB a training may use. Shorten the cutoff (--cutoff) or leave frames out.");
        var training = Targets(lesson, split.Training, trainable, counts, cancellation);
        var validation = Targets(lesson, split.Validation, trainable, null, cancellation);
        using var fit = trainable.Open(training, validation, new FitOptions(options.Seed, options.MostSteps, options.Patience, time, options.Heads, options.HeadSweeps), _team);
        var file = checkpoint is null ? null : new FitCheckpoint(checkpoint, Fingerprint(options, trainable, training, validation));
        var state = file?.TryRead(fit.ParameterCount) ?? fit.Begin();
        var resumed = state.Steps;
        TrainingProgress Report(FitStep? step) => new(trainable.Description, _import.Data, split, fit.ParameterCount, fit.StepName, resumed, step, member, _options.Committee);
        progress(Report(null));
        if (!state.Arrays.ContainsKey(TrainedMember.Finished))
        {
            fit.Run(
                state,
                step =>
                {
                    file?.WriteNowAndThen(state);
                    progress(Report(step));
                },
                cancellation);
            file?.WriteLast(state);
        }
        if (state.Steps == 0)
            return null;
        if (_options.Committee > 1 && !cancellation.IsCancellationRequested)
        {
            // Time or steps may have ended it: whoever goes on with the others must not go on with this one.
            state.Arrays[TrainedMember.Finished] = [];
            file?.Write(state);
        }
        return new TrainedMember(trainable, fit.StepName, trainable.Build(state, _underneath?.NameWith(lesson.Slope)), state, options.Seed, training.Length);
    }

    TrainingFrame[] Targets(Lesson lesson, int[] indices, ITrainable trainable, int[]? counts, CancellationToken cancellation) => TrainingTargets.Of(
        lesson.Data, counts is null ? indices : [.. indices.Where(i => counts[i] > 0)], trainable, lesson.AtomEnergies, _underneath?.Walls, _options.GroupWeights, !_import.DistrustsStress, counts, cancellation);

    /// <summary>What a checkpoint must agree in to be continued: data, preset, networks, seed, heads, targets. Time and number of steps may differ.</summary>
    string Fingerprint(TrainingOptions options, ITrainable trainable, TrainingFrame[] training, TrainingFrame[] validation) => string.Join('\n',
        _preset.Name,
        trainable.Description,
        _underneath?.Whole.Name ?? "none",
        FormattableString.Invariant($"seed {options.Seed} lanes {Widths.SingleLanes} heads {options.Heads}"),
        HashOf(training),
        HashOf(validation),
        string.Join(' ', _import.Data.Files.Select(f => f.Sha256)));

    /// <summary>Labels depend on more than the files: on the keys they are read from, on what the inspection distrusts, on weights and the baseline.</summary>
    static string HashOf(TrainingFrame[] frames)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var frame in frames)
        {
            double[] own = [frame.Index, frame.Weight, frame.Energy ?? double.NaN];
            hash.AppendData(MemoryMarshal.AsBytes(own.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(frame.Rows.AsSpan()));
            foreach (var group in frame.Features.Groups)
                hash.AppendData(MemoryMarshal.AsBytes(group.Values.AsSpan()));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
