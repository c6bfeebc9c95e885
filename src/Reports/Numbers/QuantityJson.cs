using System.Text.Json;
using System.Text.Json.Serialization;

namespace Athanor.Reports;

/// <summary><c>{"value": -1.234, "error": 0.005, "unit": "eV"}</c>; no error property where none is known, null where a number is not finite.</summary>
internal sealed class QuantityJson : JsonConverter<Quantity>
{
    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        JsonText.WriteNumber(writer, "value", value.Value);
        if (value.Error is { } error)
            JsonText.WriteNumber(writer, "error", error);
        writer.WriteString("unit", value.Unit);
        writer.WriteEndObject();
    }

    public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        double? error = root.TryGetProperty("error", out var e) ? Number(e) : null;
        return new Quantity(Number(root.GetProperty("value")), error, root.GetProperty("unit").GetString() ?? "");
    }

    static double Number(JsonElement element) => element.ValueKind == JsonValueKind.Null ? double.NaN : element.GetDouble();
}
