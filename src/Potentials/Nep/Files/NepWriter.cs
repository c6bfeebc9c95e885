using System.Globalization;
using System.Text;

namespace Athanor.Potentials.Nep;

/// <summary>
/// Writes a <c>nep.txt</c>. Numbers stand in the shortest form that reads back to the same double; files of GPUMD have eight digits, but its readers take any decimal.
/// </summary>
static class NepWriter
{
    internal static void Write(NepModel model, Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        foreach (var line in Head(model.Form))
            writer.WriteLine(line);
        Span<char> text = stackalloc char[32];
        foreach (var number in Numbers(model))
        {
            number.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
            writer.WriteLine(text[..length]);
        }
    }

    /// <summary>The lines before the numbers.</summary>
    internal static IEnumerable<string> Head(NepForm form)
    {
        yield return Join($"nep{form.Version}{(form.Zbl is null ? "" : "_zbl")}{(form.HasCharges ? $"_charge{form.ChargeMode}" : "")}", form.Species, string.Join(' ', form.Elements));
        if (form.Zbl is { } zbl)
            yield return zbl.RadiusFactor is { } factor ? Join("zbl", zbl.Inner, zbl.Outer, factor) : Join("zbl", zbl.Inner, zbl.Outer);
        yield return Join(["cutoff", .. Cutoffs(form), form.NeighbourRoom.Radial, form.NeighbourRoom.Angular]);
        yield return Join("n_max", form.RadialChannels - 1, form.AngularChannels - 1);
        yield return Join("basis_size", form.RadialBasis - 1, form.AngularBasis - 1);
        yield return Join(["l_max", form.LMax, .. Invariants(form.Invariants)]);
        yield return Join("ANN", form.Neurons, 0);
    }

    /// <summary>The numbers after the head.</summary>
    internal static List<double> Numbers(NepModel model)
    {
        var numbers = new List<double>();
        foreach (var network in model.Networks)
        {
            numbers.AddRange(network.Weights);
            numbers.AddRange(network.Biases);
            numbers.AddRange(network.Output);
            numbers.AddRange(network.Charge);
            if (model.Form.Version == 5)
                numbers.Add(network.Bias);
        }
        if (model.Form.HasCharges)
            numbers.Add(model.RootDielectric);
        numbers.Add(model.Bias);
        numbers.AddRange(model.RadialCoefficients);
        numbers.AddRange(model.AngularCoefficients);
        numbers.AddRange(model.Scaler);
        if (model.Form.Zbl is { } last)
            numbers.AddRange(last.Pairs.AsSpan());
        return numbers;
    }

    static IEnumerable<object> Cutoffs(NepForm form)
    {
        var own = form.RadialCutoffs.Distinct().Count() > 1 || form.AngularCutoffs.Distinct().Count() > 1;
        for (var t = 0; t < (own ? form.Species : 1); t++)
        {
            yield return form.RadialCutoffs[t];
            yield return form.AngularCutoffs[t];
        }
    }

    /// <summary>In the older encoding where it suffices, since every reader knows it; otherwise as flags.</summary>
    static IEnumerable<object> Invariants(NepInvariants invariants)
    {
        const NepInvariants Older = NepInvariants.Q222 | NepInvariants.Q1111;
        if ((invariants & NepInvariants.Q222) != 0 && (invariants & ~Older) == 0)
            return [2, (int)(invariants & NepInvariants.Q1111) >> 1];
        var count = (invariants & ~Older) == 0 ? 2 : 6;
        return Enumerable.Range(0, count).Select(f => (object)((int)invariants >> f & 1));
    }

    static string Join(params object[] words) => string.Join(' ', words.Select(w => Convert.ToString(w, CultureInfo.InvariantCulture)));
}
