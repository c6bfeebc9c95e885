using System.Globalization;
using System.Text;

namespace Athanor.Potentials.Layered;

/// <summary>What a model says of itself to a reader.</summary>
static class LayeredCard
{
    internal static string Text(LayeredModel model)
    {
        var form = model.Form;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Many-body network of {(form.HasMessages ? "two layers" : "one layer")} for {string.Join(", ", form.Elements)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  cutoff      {form.Basis.Cutoff:0.###} Å{(form.HasMessages ? " in each layer" : "")}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  baseline    {model.Baseline ?? "none"}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  products    to order {form.Degrees.Length}, of degrees up to {string.Join(", ", form.Degrees)}, in {form.Channels} channels of {form.Basis.Count} radial functions");
        if (form.HasMessages)
            text.AppendLine(CultureInfo.InvariantCulture, $"  messages    features of degree up to {form.FeatureDegree}; products to order {form.MessageDegrees.Length}, of degrees up to {string.Join(", ", form.MessageDegrees)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  parameters  {model.Layout.Count}");
        if (model.Heads is { } heads)
            text.AppendLine(CultureInfo.InvariantCulture, $"  heads       {heads.Count}, whose spread is the error bar");
        for (var s = 0; s < form.Elements.Length; s++)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {form.Elements[s],-11} atom energy {model.AtomEnergy(s):0.####} eV");
        return text.Append(RecordText.Of(model.Record)).ToString();
    }
}
