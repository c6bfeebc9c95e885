using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Athanor.Potentials.Behler;

/// <summary>What a model says of itself to a reader.</summary>
public static class BehlerCard
{
    /// <summary>Some lines of plain text: what it covers, how it is built, and the record of its making as it stands in the file.</summary>
    public static string Text(BehlerModel model)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Behler-Parrinello network potential for {string.Join(", ", model.Elements)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  cutoff      {model.Range:0.###} Å, {BehlerNames.Of(model.Functions.CutoffFunction.Shape)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  baseline    {model.Baseline ?? "none"}");
        for (var s = 0; s < model.Elements.Length; s++)
        {
            var network = model.Networks[s];
            var radial = model.Functions[s].Count(f => f is RadialFunction);
            text.AppendLine(CultureInfo.InvariantCulture, $"  {model.Elements[s],-11} {radial} radial and {model.Functions.Count(s) - radial} angular functions, network {string.Join("-", network.Sizes)} ({network.Parameters.Length} parameters), atom energy {model.AtomEnergy(s):0.####} eV");
        }
        foreach (var (key, value) in model.Card)
            Append(text, key, value, 1);
        return text.ToString();
    }

    static void Append(StringBuilder text, string key, JsonNode? value, int depth)
    {
        var indent = new string(' ', 2 * depth);
        switch (value)
        {
            // A curve; the header of the file has it, and the training's report shows it.
            case JsonArray { Count: > 0 } curve when curve[0] is JsonArray:
                return;
            case JsonArray { Count: > 0 } list when list[0] is JsonObject:
                foreach (var item in list)
                    Append(text, key, item, depth);
                return;
            case JsonObject section:
                text.AppendLine(CultureInfo.InvariantCulture, $"{indent}{key}");
                foreach (var (inner, node) in section)
                    Append(text, inner, node, depth + 1);
                return;
            case JsonArray list:
                text.AppendLine(CultureInfo.InvariantCulture, $"{indent}{key}: {string.Join(", ", list.Select(Shown))}");
                return;
            default:
                text.AppendLine(CultureInfo.InvariantCulture, $"{indent}{key}: {Shown(value)}");
                return;
        }
    }

    static string Shown(JsonNode? value) =>
        value is JsonValue number && number.GetValueKind() == JsonValueKind.Number && number.ToString() is var digits && digits.AsSpan().IndexOfAny('.', 'E', 'e') >= 0
            ? double.Parse(digits, CultureInfo.InvariantCulture).ToString("G4", CultureInfo.InvariantCulture)
            : value?.ToString() ?? "–";
}
