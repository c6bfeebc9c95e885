using System.Text.Json.Nodes;
using Athanor.Potentials;

namespace Athanor.Learning;

/// <summary>A <see cref="Reliability"/> as it stands in a model's card: the shares of errors within the intervals that were to hold as much as the card's "levels" say.</summary>
internal static class ReliabilityCard
{
    /// <summary>By level: of energies under "energy", null where there were none; of force components by element under "forces".</summary>
    public static JsonObject Of(Reliability reliability)
    {
        var forces = new JsonObject();
        foreach (var (element, part) in reliability.Elements.Where(e => e.Value.Count > 0))
            forces[element.Symbol] = Shares(part);
        return new JsonObject { ["energy"] = reliability.Energy.Count > 0 ? Shares(reliability.Energy) : null, ["forces"] = forces };
    }

    static JsonArray Shares(ReliabilityPart part) => new([.. ErrorLevels.All.ToArray().Select(level => (JsonNode)Math.Round(part.Within(level), 6))]);
}
