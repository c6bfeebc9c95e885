using System.Text.Json;
using System.Text.Json.Serialization;

namespace Athanor.Reports;

internal sealed class TableJson : JsonConverter<Table>
{
    public override void Write(Utf8JsonWriter writer, Table value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        if (value.Caption is not null)
            writer.WriteString("caption", value.Caption);
        writer.WriteStartArray("columns");
        foreach (var column in value.Columns)
        {
            writer.WriteStartObject();
            writer.WriteString("header", column.Header);
            if (column.Unit is not null)
                writer.WriteString("unit", column.Unit);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("rows");
        foreach (var row in value.Rows)
        {
            writer.WriteStartArray();
            for (var c = 0; c < row.Length; c++)
                WriteCell(writer, row[c], value.Columns[c], options);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public override Table Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => throw new NotSupportedException("Tables are written as JSON, not read back.");

    static void WriteCell(Utf8JsonWriter writer, Cell cell, Column column, JsonSerializerOptions options)
    {
        if (cell.IsEmpty)
            writer.WriteNullValue();
        else if (cell.Quantity is not { } quantity)
            writer.WriteStringValue(cell.Text);
        else if (quantity.Error is not null || (column.Unit is null && quantity.Unit.Length > 0))
            JsonSerializer.Serialize(writer, column.Unit is null ? quantity : quantity.In(column.Unit, 1), options);
        else
            JsonText.WriteNumber(writer, quantity.Value);
    }
}
