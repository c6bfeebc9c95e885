using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>
/// What frames that were held back say of a potential's errors: the law of its error bars, which goes into the model's card, and how well such a law holds, each half of the frames under the law of the other half.
/// </summary>
public sealed class Calibration
{
    /// <summary>Fewer frames than this leave the error bars themselves uncertain by a third.</summary>
    const int Few = 20;

    Calibration(int frames, ErrorLaw? law, Reliability crossed, ErrorMeasure? energy, SortedDictionary<Element, ErrorMeasure> forces) =>
        (Frames, Law, Crossed, Energy, Forces) = (frames, law, crossed, energy, forces);

    /// <summary>Frames it rests on.</summary>
    public int Frames { get; }

    /// <summary>Null where no frame is labelled.</summary>
    public ErrorLaw? Law { get; }

    /// <summary>Each half of the frames under the law of the other, so that no error judges itself; nothing in it where there are fewer than four.</summary>
    public Reliability Crossed { get; }

    /// <summary>Errors of energies, eV per atom; null where no frame has one.</summary>
    public ErrorMeasure? Energy { get; }

    /// <summary>Errors of force components by element, eV/Å; empty where no frame has forces.</summary>
    public IReadOnlyDictionary<Element, ErrorMeasure> Forces { get; }

    /// <param name="frames">Frames that were held back, evaluated by the potential without a law; with those it was trained on, all error bars come out too small.</param>
    /// <param name="members">How many members the spread is of; 0 where that does not matter.</param>
    public static Calibration Of(IReadOnlyList<FrameError> frames, int members = 0)
    {
        var crossed = new Reliability();
        if (frames.Count >= 4)
        {
            var halves = new[] { frames.Where((_, k) => k % 2 == 0).ToArray(), frames.Where((_, k) => k % 2 == 1).ToArray() };
            for (var h = 0; h < 2; h++)
            {
                if (ErrorLawFit.Of(halves[1 - h], members) is not { } law)
                    continue;
                foreach (var frame in halves[h])
                    crossed.Add(frame.Under(law), law);
            }
        }
        var labelled = frames.Where(f => double.IsFinite(f.Energy)).ToArray();
        var forces = new SortedDictionary<Element, ErrorMeasure>();
        foreach (var element in frames.Where(f => f.Forces.Length > 0).SelectMany(f => f.Frame.Structure.Elements.ToArray().Distinct()).Distinct())
            forces[element] = ErrorMeasure.Of(frames.Select(f => ForcesOn(f, element)));
        return new Calibration(frames.Count, ErrorLawFit.Of(frames, members), crossed, labelled.Length == 0 ? null : ErrorMeasure.Of(labelled.Select(f => (double[])[f.Energy])), forces);
    }

    /// <summary>Evaluates frames that were held back and learns from them.</summary>
    /// <param name="potential">Members and all; a law that it has already is set aside.</param>
    /// <exception cref="AtomsException">The potential cannot answer for a frame.</exception>
    public static Calibration Of(IPotential potential, IEnumerable<Frame> heldBack, Team team, CancellationToken cancellation)
    {
        using var evaluation = new FrameEvaluation(Calibrated.Bare(potential), team, Precision.Double) { WatchRange = true };
        return Of([.. evaluation.Run(heldBack, cancellation).Select(FrameError.Of)], EnsembleMembers.Of(Calibrated.Bare(potential)).Count);
    }

    /// <summary>The potential under the law that was learned; as it was where there is none.</summary>
    public IPotential Apply(IPotential potential) => Law is null ? potential : new Calibrated(Calibrated.Bare(potential), Law);

    /// <summary>For the model's card: <see cref="ErrorLawJson"/>, the errors it rests on with their intervals, and how much such error bars held (<see cref="ReliabilityCard"/>); eV, eV/Å; null where unknown.</summary>
    public JsonObject ToJson()
    {
        if (Law is null)
            return new JsonObject { ["method"] = "none", ["frames"] = Frames };
        var card = ErrorLawJson.Write(Law);
        if (Energy is not null && card["energy"] is JsonObject energy)
            Put(energy, Energy, "eV/atom");
        foreach (var (element, measure) in Forces)
        {
            if (card["forces"]![element.Symbol] is JsonObject node)
                Put(node, measure, "eV/Å");
        }
        if (Crossed.Any)
            card["observed"] = ReliabilityCard.Of(Crossed);
        return card;
    }

    /// <summary>In a sentence, what became of it.</summary>
    public string Sentence => Law is null
        ? "No labelled frame was held back, so that the model has no calibrated error bars: hold some back (--validation 0.1)."
        : $"Error bars are calibrated on {Frames} frames held back{(Frames < Few ? ", which are few" : "")}{(Law.Stretch == 1 ? "" : $"; the members' spread is stretched by {NumberText.Significant(Law.Stretch, 3)}")}.";

    /// <summary>Tables and pictures.</summary>
    public void AddTo(Section section)
    {
        if (Law is null)
        {
            section.Warning("No labelled frame was held back, so nothing is known of this potential's errors on structures it has not seen.");
            return;
        }
        var members = Law.Stretch != 1 ? $" The spread of the members is stretched by {NumberText.Significant(Law.Stretch, 3)}." : "";
        section.Paragraph($"Learned from {Frames} frames.{members} Noise is what is left where members agree. Error bars hold 68.3 % of errors, whatever their distribution (split conformal); RMSE intervals (95 %) are bootstrapped over frames.");
        if (Frames < Few)
            section.Warning($"{Frames} frames are few: these error bars are rough.");
        section.Add(ToTable());
        if (!Crossed.Any)
            return;
        section.Paragraph("How well such error bars hold was tried on the same frames, each half under the law of the other half.");
        Crossed.AddTo(section);
    }

    public Table ToTable()
    {
        var table = new Table("Errors on frames held back, and their law", Column.Text("error of"), Column.Number("errors"), Column.Number("RMSE"), Column.Text("95 % interval"), Column.Number("noise"), Column.Text("factors for 68 % · 95 %"));
        if (Energy is not null && Law?.EnergyNoise is { } noise)
            Row(table, "energy", Energy, "meV/atom", new Quantity(1e3 * noise, "meV/√atom"), [Law.EnergyFactors!]);
        foreach (var (element, measure) in Forces)
        {
            if (Law!.ForceNoise.TryGetValue(element, out var own))
                Row(table, $"forces on {element}", measure, "meV/Å", new Quantity(1e3 * own, "meV/Å"), Law.ForceFactors[element].Factors);
        }
        return table;
    }

    static void Row(Table table, string name, ErrorMeasure measure, string unit, Quantity noise, double[][] factors)
    {
        var (usual, wide) = (ErrorLevels.IndexOf(ErrorLevels.Usual), ErrorLevels.IndexOf(0.95));
        table.Row(name, measure.Count, new Quantity(1e3 * measure.Rmse, unit),
            double.IsNaN(measure.Low) ? "" : $"{NumberText.Significant(1e3 * measure.Low, 3)} to {NumberText.Significant(1e3 * measure.High, 3)}",
            noise, string.Join(", ", factors.Select(f => $"{NumberText.Significant(f[usual], 3)} · {NumberText.Significant(f[wide], 3)}")));
    }

    static void Put(JsonObject into, ErrorMeasure measure, string unit)
    {
        into["rmse"] = Number(measure.Rmse);
        into["rmseInterval95"] = new JsonArray(Number(measure.Low), Number(measure.High));
        into["mae"] = Number(measure.Mae);
        into["worst"] = Number(measure.Worst);
        into["errorUnit"] = unit;
        into["count"] = measure.Count;
    }

    // JSON has no infinity; null says that too few frames were there to know.
    static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    static List<double> ForcesOn(FrameError f, Element element)
    {
        var errors = new List<double>();
        for (var i = 0; i < f.Forces.Length; i++)
        {
            if (f.Frame.Structure.Elements[i] != element || !f.Forces[i].IsFinite)
                continue;
            for (var c = 0; c < 3; c++)
                errors.Add(f.Forces[i][c]);
        }
        return errors;
    }
}
