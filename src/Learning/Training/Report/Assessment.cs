using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>How a potential does on one part of the data: errors and pairs for pictures. Computed by the potential as users will run it, not by the optimiser.</summary>
public sealed class Assessment
{
    Assessment(string name, ErrorTable errors, ParityPairs pairs, IReadOnlyList<FrameError> frames, Reliability reliability, Finding? stress) =>
        (Name, Errors, Pairs, Frames, Reliability, StressFinding) = (name, errors, pairs, frames, reliability, stress);

    /// <summary>"training", "validation", "test".</summary>
    public string Name { get; }

    public ErrorTable Errors { get; }

    public ParityPairs Pairs { get; }

    /// <summary>Frame by frame, in order.</summary>
    public IReadOnlyList<FrameError> Frames { get; }

    /// <summary>How well the potential's error bars hold here.</summary>
    public Reliability Reliability { get; }

    /// <summary>What the predicted stresses say of the labelled ones: another sign, another unit; null where nothing is wrong.</summary>
    public Finding? StressFinding { get; }

    /// <param name="spread">Whether its error bars are looked at too; members are asked then, which may cost ten times as much.</param>
    public static Assessment Of(string name, IPotential potential, IEnumerable<Frame> frames, AtomEnergies atoms, Team team, CancellationToken cancellation, bool spread = true)
    {
        var errors = new ErrorTable();
        var pairs = new ParityPairs(atoms);
        var list = new List<FrameError>();
        var (labelled, predicted, volumes) = (new List<Mat3>(), new List<Mat3>(), new List<double>());
        var (law, reliability) = (Calibrated.LawOf(potential), new Reliability());
        using var evaluation = new FrameEvaluation(potential, team, Precision.Double, spread ? Request.Everything : Request.Everything & ~Request.Uncertainty) { WatchRange = name != "training" };
        foreach (var evaluated in evaluation.Run(frames, cancellation))
        {
            errors.Add(evaluated);
            pairs.Add(evaluated);
            list.Add(FrameError.Of(evaluated));
            reliability.Add(list[^1], law, evaluated.VerdictUnder(law).IsOutside);
            var structure = evaluated.Frame.Structure;
            if (evaluated.Frame.Stress is { IsFinite: true } stress && evaluated.Prediction.StressIn(structure) is { } ours)
            {
                labelled.Add(stress);
                predicted.Add(ours);
                volumes.Add(structure.Cell!.Volume);
            }
        }
        return new Assessment(name, errors, pairs, list, reliability, StressJudgement.AgainstFit(labelled, predicted, volumes));
    }
}
