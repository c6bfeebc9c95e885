using System.Globalization;
using System.Text;

namespace Athanor.Potentials.Ani;

/// <summary>What a model says of itself to a reader.</summary>
static class AniCard
{
    internal static string Text(AniModel model)
    {
        var f = model.Functions;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"ANI network potential for {string.Join(", ", f.Elements)}, {(model.Members.Length == 1 ? "one network for each element" : $"an ensemble of {model.Members.Length}")}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  for         neutral closed-shell molecules; other charges and multiplicities are refused");
        text.AppendLine(CultureInfo.InvariantCulture, $"  cutoff      {f.RadialCutoff:0.###} Å radial, {f.AngularCutoff:0.###} Å angular");
        text.AppendLine(CultureInfo.InvariantCulture, $"  environment {f.Count} functions: {f.RadialShifts.Length} radial (eta {f.RadialEta:0.###}) for each element, {f.AngularShifts.Length} x {f.Angles.Length} angular (eta {f.AngularEta:0.###}, zeta {f.Zeta:0.###}) for each pair");
        for (var s = 0; s < f.Elements.Length; s++)
        {
            var network = model.Members[0][s];
            text.AppendLine(CultureInfo.InvariantCulture, $"  {f.Elements[s],-11} network {string.Join("-", network.Sizes)} ({network.Parameters.Length} parameters), atom energy {model.AtomEnergy(s):0.####} eV");
        }
        if (model.Members.Length > 1)
            text.AppendLine("  uncertainty standard deviation of the members");
        return text.ToString();
    }
}
