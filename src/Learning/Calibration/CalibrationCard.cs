using System.Text.Json.Nodes;

namespace Athanor.Learning;

/// <summary>A <see cref="Calibration"/> as it stands in a model's card.</summary>
internal static class CalibrationCard
{
    public static JsonObject Of(Calibration calibration)
    {
        var forces = new JsonObject();
        foreach (var (element, bar) in calibration.Forces)
            forces[element.Symbol] = Bar(bar, "eV/Å", "eV/Å");
        return new JsonObject
        {
            ["method"] = "split conformal",
            ["frames"] = calibration.Frames,
            ["energy"] = calibration.Energy is { } energy ? Bar(energy, "eV/√atom", "eV/atom") : null,
            ["forces"] = forces,
        };
    }

    static JsonObject Bar(ErrorBar bar, string scaleUnit, string errorUnit) => new()
    {
        ["scale"] = Number(bar.Scale),
        ["wideScale"] = Number(bar.WideScale),
        ["scaleUnit"] = bar.ScalesGiven ? "" : scaleUnit,
        ["levels"] = new JsonArray(StandardNormal.Within(1), StandardNormal.Within(2)),
        ["rmse"] = Number(bar.Measure.Rmse),
        ["rmseInterval95"] = new JsonArray(Number(bar.Measure.Low), Number(bar.Measure.High)),
        ["mae"] = Number(bar.Measure.Mae),
        ["worst"] = Number(bar.Measure.Worst),
        ["errorUnit"] = errorUnit,
        ["count"] = bar.Measure.Count,
        ["coverage"] = new JsonArray([.. bar.Coverage.Points.Select(p => (JsonNode)new JsonArray(p.Width, p.Expected, Number(p.Observed)))]),
    };

    // JSON has no infinity; null says that too few frames were there to know.
    static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
