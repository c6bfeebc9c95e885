using System.Text.Json;
using System.Text.Json.Serialization;
using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>
/// A computed property with its two errors kept apart: what a finite sample leaves open, and what the potential itself does not know. Both are standard deviations in the unit of the value, null where there is none
/// of that kind (nothing was sampled; the potential has no members) and NaN where there should be one but it could not be had.
/// </summary>
/// <param name="Value">In <paramref name="Unit"/>.</param>
/// <param name="Statistical">From blocks, or a bootstrap: falls as the square root of the sample.</param>
/// <param name="Model">Sample standard deviation over the members of the potential's ensemble (<see cref="MemberSpread"/>): does not fall with longer sampling.</param>
[JsonConverter(typeof(EstimateJson))]
public readonly record struct Estimate(double Value, string Unit, double? Statistical = null, double? Model = null)
{
    /// <summary>The same in a unit that is 1/<paramref name="factor"/> as large.</summary>
    public Estimate In(string unit, double factor) => new(Value * factor, unit, Statistical * Math.Abs(factor), Model * Math.Abs(factor));

    /// <summary>Both errors as if independent, for where one number must do; null where there is neither.</summary>
    public double? Total => (Statistical, Model) switch
    {
        (null, null) => null,
        ({ } s, null) => s,
        (null, { } m) => m,
        ({ } s, { } m) => Math.Sqrt(s * s + m * m),
    };

    /// <summary>With the larger error deciding the digits, and both named where there are both: <c>5.43 ± 0.02 (statistics) ± 0.05 (potential) Å</c>.</summary>
    public override string ToString()
    {
        // A reference value has no error, of either kind.
        if (Statistical is 0 && Model is null or 0)
            return new Quantity(Value, Unit).ToString();
        if (Statistical is not { } statistical || Model is not { } model)
            return new Quantity(Value, Statistical ?? Model, Unit).ToLongString();
        var larger = Math.Max(Math.Abs(statistical), Math.Abs(model));
        if (!double.IsFinite(Value) || !double.IsFinite(larger))
            return $"{NumberText.Significant(Value, 6)} ± {Error(statistical)} (statistics) ± {Error(model)} (potential) {Unit}".TrimEnd();
        // Of the larger error two digits where they are 10 … 35, else one, as the Particle Data Group rounds; the rest to the same place.
        var place = (int)Math.Floor(Math.Log10(larger / 0.355)) - 1;
        var top = (int)Math.Floor(Math.Log10(Math.Max(Math.Abs(Value), larger)));
        var shift = top is >= 6 or < -4 ? top : 0;
        var scale = Math.Pow(10, -shift);
        var decimals = Math.Max(0, shift - place);
        string At(double x) => NumberText.Fixed(x * scale, decimals);
        string Smaller(double error) => error * scale >= 0.5 * Math.Pow(10, -decimals) || error == 0 ? At(error) : NumberText.Significant(error * scale, 1);
        var text = $"{At(Value)} ± {Smaller(statistical)} (statistics) ± {Smaller(model)} (potential)";
        return $"{(shift == 0 ? text : $"({text}){NumberText.Significant(Math.Pow(10, shift), 1)[1..]}")} {Unit}".TrimEnd();
    }

    static string Error(double error) => double.IsFinite(error) ? NumberText.Significant(error, 2) : "?";

    /// <summary>For tables and key figures, with <see cref="Total"/> as its error.</summary>
    public Quantity ToQuantity() => new(Value, Total, Unit);
}

/// <summary><c>{"value": 5.43, "statistical": 0.02, "model": 0.05, "unit": "Å"}</c>; errors that there are none of are left out.</summary>
sealed class EstimateJson : JsonConverter<Estimate>
{
    public override void Write(Utf8JsonWriter writer, Estimate value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        Number(writer, "value", value.Value);
        if (value.Statistical is { } statistical)
            Number(writer, "statistical", statistical);
        if (value.Model is { } model)
            Number(writer, "model", model);
        writer.WriteString("unit", value.Unit);
        writer.WriteEndObject();
    }

    public override Estimate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Estimates are written, not read.");

    static void Number(Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumber(name, value);
        else
            writer.WriteNull(name);
    }
}
