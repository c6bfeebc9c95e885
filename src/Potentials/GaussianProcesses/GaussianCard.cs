using System.Globalization;
using System.Text;

namespace Athanor.Potentials.GaussianProcesses;

/// <summary>What a model says of itself to a reader.</summary>
static class GaussianCard
{
    internal static string Text(GaussianModel model)
    {
        var form = model.Sparse.Form.Invariants;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Gaussian process, sparse, for {string.Join(", ", form.Elements)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  cutoff      {form.Basis.Cutoff:0.###} Å");
        text.AppendLine(CultureInfo.InvariantCulture, $"  baseline    {model.Baseline ?? "none"}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  invariants  {form.Invariants}: products to order {form.Plan.Order}, of degrees up to {string.Join(", ", form.Plan.Degrees)}, in {form.Channels} channels of {form.Basis.Count} radial functions");
        if (form.Embedding is { } embedding)
            text.AppendLine(CultureInfo.InvariantCulture, $"  elements    {embedding.Width} numbers each, as neighbours");
        if (model.Posterior is { } posterior)
            text.AppendLine(CultureInfo.InvariantCulture, $"  members     {posterior.Members}, drawn from the posterior; variances of energies and forces exactly");
        for (var s = 0; s < form.Elements.Length; s++)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {form.Elements[s],-11} {model.Sparse.CountOf(s)} sparse surroundings, atom energy {model.AtomEnergy(s):0.####} eV");
        return text.Append(RecordText.Of(model.Record)).ToString();
    }
}
