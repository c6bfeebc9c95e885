using Athanor.Atoms;
using Athanor.Learning;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Campaigns;

/// <summary>Models as a training preset makes them, calibrated on the labels held back.</summary>
public sealed class TrainedModels(CampaignSettings settings, Team team) : IModelMaker
{
    /// <summary>Members of a committee where nobody says, of presets whose models have no heads.</summary>
    const int UsualCommittee = 4;

    /// <summary>Labels by which the usual disagreement is measured, about.</summary>
    const int Compared = 60;

    int _committee = Math.Max(1, settings.Model.Committee);

    /// <inheritdoc/>
    public MadeModel Make(IReadOnlyList<LabelledCandidate> training, IReadOnlyList<LabelledCandidate> validation, byte[]? before, CancellationToken cancellation)
    {
        Frame[] frames = [.. training.Concat(validation).OrderBy(l => l.Number).Select(Frame)];
        var held = validation.Select(l => l.Number).ToHashSet();
        int[] heldBack = [.. Enumerable.Range(0, frames.Length).Where(i => held.Contains(long.Parse(frames[i].Info["label"], System.Globalization.CultureInfo.InvariantCulture)))];
        var import = ImportReport.Of(new Dataset(frames));
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var result = new Trainer(import, Options(heldBack), team).Train(null, _ => { }, cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (result.Members == 1 && EnsembleMembers.Of(result.Potential).Count < 2)
            {
                // Without members nobody knows when to ask.
                _committee = UsualCommittee;
                continue;
            }
            return Finished(result, cancellation);
        }
    }

    /// <inheritdoc/>
    public IPotential Open(byte[] file, long number)
    {
        var name = FormattableString.Invariant($"version {number}");
        var potential = ModelFileKind.Open(ModelFile.FromBytes(file, name), name);
        // Labels held back are few and tame at first: they may widen the members' spread, by which walkers ask, but not narrow it.
        return potential is Calibrated { Law.Stretch: < 1 } ? Calibrated.Bare(potential) : potential;
    }

    MadeModel Finished(TrainingResult result, CancellationToken cancellation)
    {
        var (frames, atoms) = (result.Import.Data.Frames, result.Import.AtomEnergies);
        var learned = Assessment.Of("training", result.Potential, result.Split.Training.Select(i => frames[i]), atoms, team, cancellation);
        var held = Assessment.Of("validation", result.Potential, result.Split.Validation.Select(i => frames[i]), atoms, team, cancellation);
        var errors = new Dictionary<string, double>();
        void Put(string name, ErrorSum sum)
        {
            if (sum.Count > 0)
                errors[name] = sum.RootMeanSquare;
        }
        Put(ModelErrors.Forces, held.Errors.All.Forces);
        Put(ModelErrors.Energy, held.Errors.All.Energy);
        Put(ModelErrors.TrainingForces, learned.Errors.All.Forces);
        Put(ModelErrors.TrainingEnergy, learned.Errors.All.Energy);
        var calibration = Calibration.Of(result.Potential, result.Split.Validation.Select(i => frames[i]), team, cancellation);
        var file = result.ToFile(calibration.ToJson()).ToBytes();
        // As walkers will see it, its members stretched by the calibration.
        if (UsualDisagreement(Open(file, 0), result) is { } usual)
            errors[ModelErrors.Disagreement] = usual;
        return new MadeModel(file, errors, string.Join(' ', result.Remarks) is { Length: > 0 } remarks ? remarks : null);
    }

    /// <summary>Over the labels it was fitted on, or enough of them; null where it has no members.</summary>
    static double? UsualDisagreement(IPotential potential, TrainingResult result)
    {
        if (result.Split.Training.Length == 0 || EnsembleMembers.Of(potential).Count < 2)
            return null;
        using var gauge = new DisagreementGauge(potential, EvaluatorOptions.Default);
        var stride = Math.Max(1, result.Split.Training.Length / Compared);
        double[] apart = [.. result.Split.Training.Where((_, k) => k % stride == 0).Select(i => gauge.Measure(result.Import.Data.Frames[i].Structure).Amount).Order()];
        return apart[apart.Length / 2];
    }

    TrainingOptions Options(int[] heldBack) => new()
    {
        Preset = settings.Model.Preset,
        Cutoff = settings.Model.Cutoff,
        Baseline = settings.Baseline,
        // Of the labels that one generation shares with the next the baseline is asked once.
        BaselineAnswers = Sql.PostgresAddress.IsOne(settings.Store) ? null : settings.Store + ".baseline",
        HeldBack = heldBack,
        Committee = _committee,
        Heads = settings.Model.Heads ?? new TrainingOptions().Heads,
        Seed = settings.Seed,
        Time = settings.Model.Time,
    };

    /// <summary>All of one group: what a label was asked for does not tell how much it counts.</summary>
    static Frame Frame(LabelledCandidate label)
    {
        var frame = label.ToFrame();
        frame.Group = null;
        return frame;
    }
}
