using Athanor.Atoms;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials.Tests.Ace;

/// <summary>Models with random numbers whose forces are of the order of eV/Å.</summary>
static class AceSamples
{
    internal static AceModel Model(string[] elements, int[] degrees, int channels = 16, double cutoff = 4.5, double weight = 1e-3, int functions = 6, int[]? odd = null, int embedded = 0)
    {
        var random = new Random(7);
        double Next() => 2 * random.NextDouble() - 1;
        var basis = new RadialBasis(functions, cutoff, 2);
        var form = new AceForm(elements.Select(e => Element.Parse(e)), basis, degrees, channels, [.. Enumerable.Range(0, (embedded > 0 ? embedded : elements.Length * elements.Length) * basis.Count * (degrees[0] + 1) * channels).Select(_ => 0.5 * Next())], odd,
            embedded > 0 ? new AceEmbedding(embedded, [.. Enumerable.Range(0, elements.Length * embedded).Select(_ => Next())]) : null);
        return new AceModel(form, [.. elements.Select(_ => Enumerable.Range(0, form.Invariants).Select(_ => weight * Next()).ToArray())], [.. elements.Select((_, s) => -1.5 - s)], new DescriptorRange(form.Elements.Length, form.Invariants));
    }

    /// <summary>The same with random heads, whose mean is zero.</summary>
    internal static AceModel WithHeads(AceModel model, int heads, double size = 1e-4)
    {
        var random = new Random(11);
        double[][] Draw(int count)
        {
            double[][] rows = [.. Enumerable.Range(0, heads).Select(_ => Enumerable.Range(0, count).Select(_ => size * (2 * random.NextDouble() - 1)).ToArray())];
            for (var k = 0; k < count; k++)
            {
                var mean = rows.Average(r => r[k]);
                foreach (var row in rows)
                    row[k] -= mean;
            }
            return rows;
        }
        var species = model.Elements.Length;
        return new AceModel(
            model.Form, [.. Enumerable.Range(0, species).Select(s => model.Weights(s).ToArray())], [.. Enumerable.Range(0, species).Select(model.AtomEnergy)], model.Trained, model.Name, model.Baseline,
            heads: new AceHeads(Draw(species * model.Form.Invariants), Draw(species)));
    }
}
