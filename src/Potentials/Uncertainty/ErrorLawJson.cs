using System.Text.Json.Nodes;
using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>An <see cref="ErrorLaw"/> as it stands in a model's card, under "calibration".</summary>
public static class ErrorLawJson
{
    const string Method = "stretch, noise, split conformal";

    /// <summary>Energies in eV/√atom, forces in eV/Å.</summary>
    public static JsonObject Write(ErrorLaw law)
    {
        var forces = new JsonObject();
        foreach (var (element, noise) in law.ForceNoise.OrderBy(n => n.Key))
        {
            var node = new JsonObject { ["noise"] = noise, ["noiseUnit"] = "eV/Å" };
            if (law.ForceFactors.TryGetValue(element, out var factors))
            {
                node["edges"] = Numbers(factors.Edges);
                node["factors"] = new JsonArray([.. factors.Factors.Select(Numbers)]);
            }
            forces[element.Symbol] = node;
        }
        return new JsonObject
        {
            ["method"] = Method,
            ["frames"] = law.Frames,
            ["stretch"] = law.Stretch,
            ["members"] = law.Members,
            ["levels"] = Numbers(ErrorLevels.All.ToArray()),
            ["energy"] = law.EnergyNoise is { } energy
                ? new JsonObject { ["noise"] = energy, ["noiseUnit"] = "eV/√atom", ["factors"] = law.EnergyFactors is { } factors2 ? Numbers(factors2) : null }
                : null,
            ["forces"] = forces,
            ["largestForceSigma"] = law.LargestForceSigma,
            ["meanForceSigma"] = law.MeanForceSigma,
            ["largestEnergySigma"] = law.LargestEnergySigma,
            ["excess"] = law.Excess,
        };
    }

    /// <summary>The law in a model's card; null where it has none.</summary>
    /// <exception cref="InvalidOperationException">The card says something that cannot be; so do <see cref="FormatException"/> and <see cref="AtomsException"/>.</exception>
    public static ErrorLaw? Read(JsonObject? calibration)
    {
        if (calibration?["forces"] is not JsonObject forces)
            return null;
        var law = (string?)calibration["method"] == Method ? ReadLaw(calibration, forces) : ReadScales(calibration, forces);
        return law.EnergyNoise is null && law.ForceNoise.Count == 0 ? null : law;
    }

    static ErrorLaw ReadLaw(JsonObject calibration, JsonObject forces)
    {
        var energy = calibration["energy"];
        var factors = new Dictionary<Element, ForceFactors>();
        foreach (var (symbol, node) in forces)
        {
            if (node!["factors"] is not JsonArray bins)
                continue;
            var read = new ForceFactors(Numbers(node["edges"]!), [.. bins.Select(b => Levels(b!))]);
            if (read.Factors.Length != read.Edges.Length + 1)
                throw new FormatException($"the calibration of {symbol} has {read.Factors.Length} rows of factors between {read.Edges.Length} edges");
            factors[Element.Parse(symbol)] = read;
        }
        return new ErrorLaw(
            Positive(calibration["stretch"]!.GetValue<double>()),
            energy?["noise"] is { } noise ? Positive(noise.GetValue<double>()) : null,
            forces.ToDictionary(f => Element.Parse(f.Key), f => Positive(f.Value!["noise"]!.GetValue<double>())))
        {
            Members = calibration["members"]?.GetValue<int>() ?? 0,
            Frames = calibration["frames"]!.GetValue<int>(),
            EnergyFactors = energy?["factors"] is { } list ? Levels(list) : null,
            ForceFactors = factors,
            LargestForceSigma = calibration["largestForceSigma"]?.GetValue<double>(),
            MeanForceSigma = calibration["meanForceSigma"]?.GetValue<double>(),
            LargestEnergySigma = calibration["largestEnergySigma"]?.GetValue<double>(),
            Excess = calibration["excess"]?.GetValue<double>(),
        };
    }

    /// <summary>Cards of earlier versions: a width that holds 68.3 % and one that holds 95.4 %, of potentials without members.</summary>
    static ErrorLaw ReadScales(JsonObject calibration, JsonObject forces)
    {
        static bool IsScale(JsonNode? bar) => bar?["scale"] is not null && (string?)bar["scaleUnit"] is { Length: > 0 };
        static double[] Factors(JsonNode bar)
        {
            var wide = bar["wideScale"] is { } w ? w.GetValue<double>() / bar["scale"]!.GetValue<double>() : 2;
            return [.. ErrorLevels.Normal.ToArray().Select(width => width <= 1 ? width : 1 + (width - 1) * Math.Max(0, wide - 1))];
        }

        var energy = calibration["energy"];
        return new ErrorLaw(
            1,
            IsScale(energy) ? energy!["scale"]!.GetValue<double>() : null,
            forces.Where(f => IsScale(f.Value)).ToDictionary(f => Element.Parse(f.Key), f => f.Value!["scale"]!.GetValue<double>()))
        {
            Frames = calibration["frames"]?.GetValue<int>() ?? 0,
            EnergyFactors = IsScale(energy) ? Factors(energy!) : null,
            ForceFactors = forces.Where(f => IsScale(f.Value)).ToDictionary(f => Element.Parse(f.Key), f => new ForceFactors([], [Factors(f.Value!)])),
        };
    }

    static double Positive(double value) => value >= 0 && double.IsFinite(value) ? value : throw new FormatException($"the calibration holds {value} where a size is expected");

    static double[] Levels(JsonNode node) => Numbers(node) is var list && list.Length == ErrorLevels.All.Length
        ? [.. list.Select(Positive)]
        : throw new FormatException($"the calibration has {list.Length} factors for {ErrorLevels.All.Length} levels");

    static double[] Numbers(JsonNode node) => [.. node.AsArray().Select(n => n!.GetValue<double>())];

    static JsonArray Numbers(double[] values) => new([.. values.Select(v => (JsonNode)v)]);
}
