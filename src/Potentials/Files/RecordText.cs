using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Athanor.Potentials;

/// <summary>The record of a model's making, as it stands in its file, in lines for a reader.</summary>
static class RecordText
{
    internal static string Of(JsonObject record)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in record)
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
