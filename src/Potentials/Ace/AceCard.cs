using System.Globalization;
using System.Text;

namespace Athanor.Potentials.Ace;

/// <summary>What a model says of itself to a reader.</summary>
static class AceCard
{
    internal static string Text(AceModel model)
    {
        var form = model.Form;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Atomic cluster expansion, linear, for {string.Join(", ", form.Elements)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  cutoff      {form.Basis.Cutoff:0.###} Å");
        text.AppendLine(CultureInfo.InvariantCulture, $"  baseline    {model.Baseline ?? "none"}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  products    to order {form.Plan.Order}, of degrees up to {string.Join(", ", form.Plan.Degrees)}{(form.Odd.Length > 0 ? $", and of each two pseudoscalars of degrees up to {form.Odd[^1]}" : "")}: {form.ScalarPaths.Length} invariants in each of {form.Channels} channels of {form.Basis.Count} radial functions");
        if (form.Embedding is { } embedding)
            text.AppendLine(CultureInfo.InvariantCulture, $"  elements    {embedding.Width} numbers each, as neighbours");
        if (model.Heads is { } heads)
            text.AppendLine(CultureInfo.InvariantCulture, $"  members     {heads.Count}, drawn from the posterior of the weights");
        for (var s = 0; s < form.Elements.Length; s++)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {form.Elements[s],-11} {form.Invariants} weights, atom energy {model.AtomEnergy(s):0.####} eV");
        return text.Append(RecordText.Of(model.Record)).ToString();
    }
}
