using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>Errors on the same frames held back of fits to 1/8, 1/4, 1/2 and all of the others, each part within the next: on top of the cheap level, where there is one, and from scratch.</summary>
public sealed class LearningCurve
{
    static readonly int[] Parts = [8, 4, 2, 1];

    readonly List<LearningPoint> _on = [], _scratch = [];

    LearningCurve(string? cheap) => Cheap = cheap;

    /// <summary>The cheap level; null where all is from scratch.</summary>
    public string? Cheap { get; }

    /// <summary>On top of the cheap level, ascending; empty where there is none.</summary>
    public IReadOnlyList<LearningPoint> On => _on;

    /// <summary>On top of what the preset has underneath where nothing is named.</summary>
    public IReadOnlyList<LearningPoint> Scratch => _scratch;

    /// <summary>With all frames; null where there is no cheap level, or the fit was not reached.</summary>
    public DeltaLearning? Delta { get; private set; }

    public LabelSaving? Energies => Delta?.Energies is { } share ? LabelSaving.Of([.. On.Select(p => (p.Frames, p.Energy.Rmse))], [.. Scratch.Select(p => (p.Frames, p.Energy.Rmse))], share.Law) : null;

    public LabelSaving? Forces => Delta?.Forces is { } share ? LabelSaving.Of([.. On.Select(p => (p.Frames, p.Forces.Rmse))], [.. Scratch.Select(p => (p.Frames, p.Forces.Rmse))], share.Law) : null;

    /// <summary>For who asks before hours of work.</summary>
    /// <exception cref="AtomsException">As <see cref="Of"/>.</exception>
    public static void RefuseIfTooFew(Trainer trainer) => Frames(trainer);

    /// <summary>Fits and measures; members and draws are left out. Where it is cancelled, what was measured is kept.</summary>
    /// <param name="trainer">With all frames and options; the time that it has is given to each fit.</param>
    /// <param name="progress">Told how many fits are done, and of how many.</param>
    /// <exception cref="AtomsException">No frames are held back, or too few are left to learn from parts of them.</exception>
    public static LearningCurve Of(Trainer trainer, Team team, Action<int, int> progress, CancellationToken cancellation)
    {
        var (data, split, atoms, others) = Frames(trainer);
        new SeededSequence((ulong)trainer.Options.Seed).Shuffle(others);
        var curve = new LearningCurve(trainer.Cheap);
        var options = trainer.Options with { Committee = 1, Heads = 0 };
        Trainer[] trainers = trainer.Cheap is null ? [trainer.With(options)] : [trainer.With(options), trainer.With(options with { Baseline = null })];
        var done = 0;
        foreach (var part in Parts)
        {
            foreach (var one in trainers)
            {
                var some = split with { Training = [.. atoms.Concat(others.Take(others.Length / part)).Order()] };
                try
                {
                    var result = one.Train(some, null, _ => { }, cancellation);
                    if (result.Interrupted)
                        return curve;
                    var errors = Assessment.Of("validation", result.Potential, result.Split.Validation.Select(k => data.Frames[k]), trainer.Import.AtomEnergies, team, cancellation).Frames;
                    (one.Cheap is null ? curve._scratch : curve._on).Add(LearningPoint.Of(others.Length / part, errors));
                    curve.Delta = result.Delta ?? curve.Delta;
                }
                catch (OperationCanceledException)
                {
                    return curve;
                }
                progress(++done, Parts.Length * trainers.Length);
            }
        }
        return curve;
    }

    static (Dataset Data, DatasetSplit Split, int[] Atoms, int[] Others) Frames(Trainer trainer)
    {
        var (data, split) = (trainer.Import.Data, trainer.Split());
        int[] atoms = [.. split.Training.Where(k => Dataset.IsIsolatedAtom(data.Frames[k]))];
        int[] others = [.. split.Training.Except(atoms)];
        if (split.Validation.Length == 0 || others.Length < 2 * Parts[0])
            throw new AtomsException($"A learning curve wants frames held back to be measured on, and {2 * Parts[0]} others or more; there are {split.Validation.Length} and {others.Length}.");
        return (data, split, atoms, others);
    }

    public object ToJson() => new
    {
        Baseline = Cheap,
        OnBaseline = On.Select(One),
        FromScratch = Scratch.Select(One),
        SavingEnergies = Energies,
        SavingForces = Forces,
    };

    static object One(LearningPoint point) => new { point.Frames, Energy = point.Energy.Times(1, "eV/atom"), Forces = double.IsFinite(point.Forces.Rmse) ? point.Forces.Times(1, "eV/Å") : (Quantity?)null };
}
