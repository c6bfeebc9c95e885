using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>
/// Error bars for a potential, measured on frames that it was not trained on: for energies (growing with the square root of the number of atoms, where the
/// potential gives no standard deviation of its own) and for force components, element by element. Goes into the model's card.
/// </summary>
public sealed class Calibration
{
    Calibration(int frames, ErrorBar? energy, SortedDictionary<Element, ErrorBar> forces) => (Frames, Energy, Forces) = (frames, energy, forces);

    /// <summary>Frames it rests on.</summary>
    public int Frames { get; }

    /// <summary>Null where no frame has an energy.</summary>
    public ErrorBar? Energy { get; }

    /// <summary>By element; empty where no frame has forces.</summary>
    public IReadOnlyDictionary<Element, ErrorBar> Forces { get; }

    /// <param name="frames">Frames that were held back; with those it was trained on, all error bars come out too small.</param>
    public static Calibration Of(IReadOnlyList<FrameError> frames)
    {
        var labelled = frames.Where(f => double.IsFinite(f.Energy)).ToArray();
        var forces = new SortedDictionary<Element, ErrorBar>();
        var withForces = frames.Where(f => f.Forces.Length > 0).ToArray();
        foreach (var element in withForces.SelectMany(f => f.Frame.Structure.Elements.ToArray().Distinct()).Distinct().Order())
        {
            var given = withForces.All(f => f.ForcesStd is not null);
            forces[element] = ErrorBar.Of([.. withForces.Select(f => ForcesOf(f, element, given)).Where(f => f.Errors.Length > 0)], given);
        }
        var energiesGiven = labelled.All(f => f.EnergyStd is > 0);
        return new Calibration(frames.Count, labelled.Length == 0 ? null : ErrorBar.Of([.. labelled.Select(f => EnergyOf(f, energiesGiven))], energiesGiven), forces);
    }

    /// <summary>For the model's card: scales (68.3 % and 95.4 %), errors with their intervals, coverage; eV, eV/Å; null where unknown.</summary>
    public JsonObject ToJson() => CalibrationCard.Of(this);

    /// <summary>Tables and a coverage curve.</summary>
    public void AddTo(Section section) => CalibrationSection.Write(this, section);

    static (double[] Errors, double[] Scores) EnergyOf(FrameError f, bool given)
    {
        var atoms = f.Frame.Structure.Count;
        var score = Math.Abs(f.Energy) * atoms / (given ? f.EnergyStd!.Value : Math.Sqrt(atoms));
        return ([f.Energy], [score]);
    }

    static (double[] Errors, double[] Scores) ForcesOf(FrameError f, Element element, bool given)
    {
        var errors = new List<double>();
        var scores = new List<double>();
        for (var i = 0; i < f.Forces.Length; i++)
        {
            if (f.Frame.Structure.Elements[i] != element || !f.Forces[i].IsFinite)
                continue;
            for (var c = 0; c < 3; c++)
            {
                errors.Add(f.Forces[i][c]);
                // What symmetry forbids has neither error nor spread.
                scores.Add(f.Forces[i][c] == 0 ? 0 : Math.Abs(f.Forces[i][c]) / (given ? f.ForcesStd![i][c] : 1));
            }
        }
        return ([.. errors], [.. scores]);
    }
}
