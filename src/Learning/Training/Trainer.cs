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
    readonly string? _baselineName;
    readonly IPotential? _baseline;
    readonly Team _team;

    /// <exception cref="PotentialException">There is no such preset, or no such baseline.</exception>
    /// <exception cref="AtomsException">A group is given a weight that the data does not have.</exception>
    public Trainer(ImportReport import, TrainingOptions options, Team team)
        : this(import, options, team, null)
    {
    }

    /// <param name="preset">In place of the one that is named, for experiments.</param>
    internal Trainer(ImportReport import, TrainingOptions options, Team team, ITrainingPreset? preset)
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
        _baselineName = options.Baseline switch
        {
            null => _preset.DefaultBaseline,
            "none" => null,
            var name => name,
        };
        if (_baselineName is not null && _preset.DefaultBaseline is null)
            throw new PotentialException($"The preset '{_preset.Name}' is not trained on top of another potential; leave --baseline out.");
        if (options.Chirality && !_preset.KnowsHands)
            throw new PotentialException($"The preset '{_preset.Name}' has no pseudoscalars to multiply; --chirality goes with --preset instant.");
        if (options.Committee is < 1 or > MostMembers)
            throw new PotentialException($"A committee has 2 to {MostMembers} members, not {options.Committee}.");
        if (options.GroupWeights.Keys.FirstOrDefault(g => !import.Data.Groups.Contains(g)) is { } unknown)
            throw new AtomsException($"There is no group '{unknown}' in the data, so it cannot be given a weight; the groups are {string.Join(", ", import.Data.Groups)}.");
        _baseline = _baselineName is null ? null : PotentialGrammar.Parse(_baselineName);
    }

    /// <summary>Which preset was chosen and why, where the choice was left to the trainer; else null.</summary>
    public string? Choice { get; }

    /// <summary>Trains, or goes on from the checkpoint where one of the same training exists; a committee at the member it was at.</summary>
    /// <param name="checkpoint">File that keeps the state after every step, or every few where that takes long; null for none. Those of further members stand beside it.</param>
    /// <param name="progress">Called after every step.</param>
    /// <param name="cancellation">Ends the fit after the step under way; the result is what was reached.</param>
    public TrainingResult Train(string? checkpoint, Action<TrainingProgress> progress, CancellationToken cancellation)
    {
        var data = _import.Data;
        var split = _options.HeldBack is { } held ? DatasetSplit.By(data, held) : data.Split(_options.Validation, (ulong)_options.Seed);
        split = split with { Training = [.. split.Training.Where(i => _preset.LearnsFrom(data.Frames[i]))] };
        if (split.Training.Length == 0)
            throw new AtomsException($"There is no frame that the preset '{_preset.Name}' could learn from.");
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        var members = new List<TrainedMember>();
        for (var m = 0; m < _options.Committee; m++)
        {
            // Who is late takes from all that follow alike.
            var time = (_options.Time - System.Diagnostics.Stopwatch.GetElapsedTime(begun)) / (_options.Committee - m);
            if (Fit(m, split, time < TimeSpan.Zero ? TimeSpan.Zero : time, CheckpointOf(checkpoint, m), progress, cancellation) is not { } member)
                break;
            members.Add(member);
            if (cancellation.IsCancellationRequested)
                break;
        }
        if (members.Count == 0)
            cancellation.ThrowIfCancellationRequested();
        var model = members is [var only] ? only.Model : new Committee("committee", members.Select(m => m.Model));
        var potential = _baseline is not null && members[0].Model is ShortRangeModel or LayeredModel ? new ModelWithBaseline(model, _baseline) : model;
        return new TrainingResult(_import, _options, Choice, split, members, potential, cancellation.IsCancellationRequested);
    }

    /// <summary>Removes what <see cref="Train"/> kept to go on from.</summary>
    public void DeleteCheckpoints(string checkpoint)
    {
        for (var m = 0; m < _options.Committee; m++)
            File.Delete(CheckpointOf(checkpoint, m)!);
    }

    static string? CheckpointOf(string? checkpoint, int member) => checkpoint is null || member == 0 ? checkpoint : $"{checkpoint}.{member + 1}";

    /// <summary>Fits one member, or all there is; null where it was cancelled before its first step.</summary>
    TrainedMember? Fit(int member, DatasetSplit split, TimeSpan? time, string? checkpoint, Action<TrainingProgress> progress, CancellationToken cancellation)
    {
        var data = _import.Data;
        // The spread of members is the uncertainty: none of them brings draws of its own.
        var options = _options.Committee == 1 ? _options : _options with { Seed = unchecked(_options.Seed + member * SeedStep), Heads = 0 };
        var counts = _options.Committee > 1 ? Bagging.Counts(data, split.Training, (ulong)options.Seed) : null;
        var trainable = _preset.Prepare(data.Frames, split.Training, _import.AtomEnergies, options, _team);
        var bytes = trainable.Features.Sum(f => f.Bytes);
        if (bytes > MostFeatureBytes)
            throw new PotentialException($"The descriptors of this data take {bytes >> 30} GB, more than the {MostFeatureBytes >> 30} GB a training may use. Shorten the cutoff (--cutoff) or leave frames out.");
        var training = Targets(split.Training, trainable, counts, cancellation);
        var validation = Targets(split.Validation, trainable, null, cancellation);
        using var fit = trainable.Open(training, validation, new FitOptions(options.Seed, options.MostSteps, options.Patience, time, options.Heads), _team);
        var file = checkpoint is null ? null : new FitCheckpoint(checkpoint, Fingerprint(options.Seed, trainable, training, validation));
        var state = file?.TryRead(fit.ParameterCount) ?? fit.Begin();
        var resumed = state.Steps;
        TrainingProgress Report(FitStep? step) => new(trainable.Description, data, split, fit.ParameterCount, fit.StepName, resumed, step, member, _options.Committee);
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
        return new TrainedMember(trainable, fit.StepName, trainable.Build(state, _baselineName), state, options.Seed, training.Length);
    }

    TrainingFrame[] Targets(int[] indices, ITrainable trainable, int[]? counts, CancellationToken cancellation) => TrainingTargets.Of(
        _import.Data, counts is null ? indices : [.. indices.Where(i => counts[i] > 0)], trainable, _import.AtomEnergies, _baseline, _options.GroupWeights, !_import.DistrustsStress, counts, cancellation);

    /// <summary>What a checkpoint must agree in to be continued: data, preset, networks, seed, targets. Time and number of steps may differ.</summary>
    string Fingerprint(int seed, ITrainable trainable, TrainingFrame[] training, TrainingFrame[] validation) => string.Join('\n',
        _preset.Name,
        trainable.Description,
        _baselineName ?? "none",
        FormattableString.Invariant($"seed {seed} lanes {Widths.SingleLanes}"),
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
