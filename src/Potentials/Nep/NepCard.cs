using System.Globalization;
using System.Text;

namespace Athanor.Potentials.Nep;

/// <summary>What a NEP model says of itself to a reader.</summary>
static class NepCard
{
    internal static string Text(NepModel model)
    {
        var form = model.Form;
        var text = new StringBuilder();
        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
        Line($"Neuroevolution potential, NEP{form.Version}{(form.HasCharges ? $" with charges (mode {form.ChargeMode})" : "")}");
        Line($"  elements    {string.Join(", ", form.Elements)}");
        Line($"  cutoffs     radial {Cutoffs(form.RadialCutoffs)} Å, angular {Cutoffs(form.AngularCutoffs)} Å");
        Line($"  radial      {form.RadialChannels} channels of {form.RadialBasis} functions");
        Line($"  angular     {form.AngularChannels} channels of {form.AngularBasis} functions, l up to {form.LMax}{Higher(form)}");
        Line($"  network     {form.DescriptorLength}-{form.Neurons}-1, {(form.NetworkCount == 1 && form.Species > 1 ? "one for all elements" : form.Species > 1 ? "one for each element" : "one")}");
        Line($"  parameters  {model.Form.ParameterCount}");
        Line($"  ZBL         {Zbl(form)}");
        return text.Append(RecordText.Of(model.Record)).ToString();
    }

    static string Cutoffs(IEnumerable<double> cutoffs) => string.Join(" ", cutoffs.Distinct().Count() == 1 ? cutoffs.Take(1).Select(Number) : cutoffs.Select(Number));

    static string Number(double x) => x.ToString("0.###", CultureInfo.InvariantCulture);

    static string Higher(NepForm form) => form.Invariants == NepInvariants.None ? "" : $", {string.Join(", ", form.Invariants.ToString().ToLowerInvariant().Split(", "))}";

    static string Zbl(NepForm form) => form.Zbl switch
    {
        null => "none",
        { IsFlexible: true } => "fitted for every pair",
        { RadiusFactor: { } factor } zbl => $"universal, up to {Number(factor)} times the sum of covalent radii and at most {Number(zbl.Outer)} Å",
        var zbl => $"universal, switched off between {Number(zbl.Inner)} and {Number(zbl.Outer)} Å",
    };
}
