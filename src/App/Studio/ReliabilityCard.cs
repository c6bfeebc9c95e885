using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Campaigns;
using Athanor.Potentials;

namespace Athanor.App.Studio;

/// <summary>How honest a model's error bars were on what it was not trained on: expected against observed coverage, curve by curve, as its card says.</summary>
/// <param name="Curves">By what they are of: "energy", "forces on O".</param>
sealed record ReliabilityCard(IReadOnlyList<(string Name, double[] Expected, double[] Observed)> Curves)
{
    public static ReliabilityCard None { get; } = new([]);

    /// <summary>Of a model in a store; <see cref="None"/> where its file is away, or its card has no calibration.</summary>
    public static ReliabilityCard Of(IStore store, ModelVersion model)
    {
        try
        {
            return Of(ModelFile.FromBytes(store.FileOf(model), $"version {model.Number}").Header);
        }
        catch (AtomsException)
        {
            return None;
        }
    }

    internal static ReliabilityCard Of(JsonObject header)
    {
        var curves = new List<(string, double[], double[])>();
        var card = FindCalibration(header);
        Add("energy", card?["energy"]);
        if (card?["forces"] is JsonObject forces)
        {
            foreach (var (element, bar) in forces)
                Add($"forces on {element}", bar);
        }
        return new ReliabilityCard(curves);

        void Add(string name, JsonNode? bar)
        {
            // [width, expected, observed], observed null where nobody knows.
            if ((bar as JsonObject)?["coverage"] is not JsonArray points)
                return;
            var known = points.OfType<JsonArray>().Where(p => p.Count == 3 && p.All(v => v is JsonValue value && value.TryGetValue<double>(out _))).ToArray();
            if (known.Length > 0)
                curves.Add((name, [.. known.Select(p => p[1]!.GetValue<double>())], [.. known.Select(p => p[2]!.GetValue<double>())]));
        }
    }

    // Where it stands depends on who wrote the card: at its top, or in the record of the training.
    static JsonObject? FindCalibration(JsonObject node)
    {
        if (node["calibration"] is JsonObject found)
            return found;
        return node.Select(pair => pair.Value).OfType<JsonObject>().Select(FindCalibration).FirstOrDefault(inner => inner is not null);
    }
}
