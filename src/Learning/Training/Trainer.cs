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
        if (options.GroupWeights.Keys.FirstOrDefault(g => !import.Data.Groups.Contains(g)) is { } unknown)
            throw new AtomsException($"There is no group '{unknown}' in the data, so it cannot be given a weight; the groups are {string.Join(", ", import.Data.Groups)}.");
        _baseline = _baselineName is null ? null : PotentialGrammar.Parse(_baselineName);
    }

    /// <summary>Which preset was chosen and why, where the choice was left to the trainer; else null.</summary>
    public string? Choice { get; }

    /// <summary>Trains, or goes on from the checkpoint where one of the same training exists.</summary>
    /// <param name="checkpoint">File that keeps the state after every step, or every few where that takes long; null for none.</param>
    /// <param name="progress">Called after every step.</param>
    /// <param name="cancellation">Ends the fit after the step under way; the result is what was reached.</param>
    public TrainingResult Train(string? checkpoint, Action<TrainingProgress> progress, CancellationToken cancellation)
    {
        var data = _import.Data;
        var split = data.Split(_options.Validation, (ulong)_options.Seed);
        split = split with { Training = [.. split.Training.Where(i => _preset.LearnsFrom(data.Frames[i]))] };
        if (split.Training.Length == 0)
            throw new AtomsException($"There is no frame that the preset '{_preset.Name}' could learn from.");
        var trainable = _preset.Prepare(data.Frames, split.Training, _import.AtomEnergies, _options, _team);
        var bytes = trainable.Features.Sum(f => f.Bytes);
        if (bytes > MostFeatureBytes)
            throw new PotentialException($"The descriptors of this data take {bytes >> 30} GB, more than the {MostFeatureBytes >> 30} GB a training may use. Shorten the cutoff (--cutoff) or leave frames out.");
        var training = Targets(split.Training, trainable, cancellation);
        var validation = Targets(split.Validation, trainable, cancellation);
        using var fit = trainable.Open(training, validation, new FitOptions(_options.Seed, _options.MostSteps, _options.Patience, _options.Time, _options.Heads), _team);
        var file = checkpoint is null ? null : new FitCheckpoint(checkpoint, Fingerprint(trainable, training, validation));
        var state = file?.TryRead(fit.ParameterCount) ?? fit.Begin();
        var resumed = state.Steps;
        progress(new TrainingProgress(trainable.Description, data, split, fit.ParameterCount, fit.StepName, resumed, null));
        fit.Run(
            state,
            step =>
            {
                file?.WriteNowAndThen(state);
                progress(new TrainingProgress(trainable.Description, data, split, fit.ParameterCount, fit.StepName, resumed, step));
            },
            cancellation);
        file?.WriteLast(state);
        if (state.Steps == 0)
            cancellation.ThrowIfCancellationRequested();
        var model = trainable.Build(state, _baselineName);
        var potential = _baseline is not null && model is ShortRangeModel or LayeredModel ? new ModelWithBaseline(model, _baseline) : model;
        return new TrainingResult(_import, _options, Choice, split, trainable, fit.StepName, model, potential, state, cancellation.IsCancellationRequested);
    }

    TrainingFrame[] Targets(int[] indices, ITrainable trainable, CancellationToken cancellation) =>
        TrainingTargets.Of(_import.Data, indices, trainable, _import.AtomEnergies, _baseline, _options.GroupWeights, !_import.DistrustsStress, cancellation);

    /// <summary>What a checkpoint must agree in to be continued: data, preset, networks, seed, targets. Time and number of steps may differ.</summary>
    string Fingerprint(ITrainable trainable, TrainingFrame[] training, TrainingFrame[] validation) => string.Join('\n',
        _preset.Name,
        trainable.Description,
        _baselineName ?? "none",
        FormattableString.Invariant($"seed {_options.Seed} lanes {Widths.SingleLanes}"),
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
