using System.Globalization;
using System.Text;

namespace Athanor.Potentials.Behler;

/// <summary>What a model says of itself to a reader.</summary>
public static class BehlerCard
{
    /// <summary>Some lines of plain text: what it covers, how it is built, and the record of its making as it stands in the file.</summary>
    public static string Text(BehlerModel model)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Behler-Parrinello network potential for {string.Join(", ", model.Elements)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  cutoff      {model.Range:0.###} Å, {CutoffText(model)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  baseline    {model.Baseline ?? "none"}");
        for (var s = 0; s < model.Elements.Length; s++)
        {
            var network = model.Networks[s];
            var radial = model.Functions[s].Count(f => f is RadialFunction or CompactRadialFunction);
            text.AppendLine(CultureInfo.InvariantCulture, $"  {model.Elements[s],-11} {radial} radial and {model.Functions.Count(s) - radial} angular functions, network {string.Join("-", network.Sizes)} ({network.Parameters.Length} parameters), atom energy {model.AtomEnergy(s):0.####} eV");
        }
        return text.Append(RecordText.Of(model.Record)).ToString();
    }

    static string CutoffText(BehlerModel model)
    {
        var functions = model.Elements.SelectMany((_, s) => model.Functions[s]).ToArray();
        var compact = functions.Count(f => f is CompactRadialFunction or CompactAngularFunction);
        var shape = BehlerNames.Of(model.Functions.CutoffFunction.Shape);
        return compact == 0 ? shape : compact == functions.Length ? "compact windows" : $"{shape}, and compact windows";
    }
}
