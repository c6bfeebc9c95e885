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

    /// <summary>Which version it is of.</summary>
    public long Version { get; private init; }

    /// <summary>Of the newest model that was tried on labels held back: the last fit of a campaign is often on all there are.</summary>
    public static ReliabilityCard OfNewest(IStore store, IReadOnlyList<ModelVersion> models)
    {
        const int most = 4;
        foreach (var model in models.Reverse().Take(most))
        {
            if (Of(store, model) is { Curves.Count: > 0 } card)
                return card with { Version = model.Number };
        }
        return None;
    }

    /// <summary>Of a model in a store; <see cref="None"/> where its file is away, or its card has no calibration.</summary>
    static ReliabilityCard Of(IStore store, ModelVersion model)
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
        if (FindCalibration(header) is not { } card)
            return None;
        var (levels, observed) = (card["levels"] as JsonArray, card["observed"] as JsonObject);
        Add("energy", observed?["energy"], card["energy"]);
        foreach (var (element, bar) in card["forces"] as JsonObject ?? [])
            Add($"forces on {element}", (observed?["forces"] as JsonObject)?[element], bar);
        return new ReliabilityCard(curves);

        // Shares by level; in cards of before, points [width, expected, observed].
        void Add(string name, JsonNode? shares, JsonNode? bar)
        {
            var points = shares is JsonArray list && levels?.Count == list.Count ? levels.Zip(list, (level, share) => (JsonNode?[])[level, share])
                : (bar as JsonObject)?["coverage"] is JsonArray before ? before.OfType<JsonArray>().Where(p => p.Count == 3).Select(p => (JsonNode?[])[p[1], p[2]])
                : [];
            // Null where nobody knows.
            var known = points.Where(p => p.All(v => v is JsonValue value && value.TryGetValue<double>(out _))).Select(p => (Expected: p[0]!.GetValue<double>(), Observed: p[1]!.GetValue<double>())).ToArray();
            if (known.Length > 0)
                curves.Add((name, [0, .. known.Select(p => p.Expected), 1], [0, .. known.Select(p => p.Observed), 1]));
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
