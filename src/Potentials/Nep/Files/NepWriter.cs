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
        var form = model.Form;
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(Join($"nep{form.Version}{(form.Zbl is null ? "" : "_zbl")}{(form.HasCharges ? $"_charge{form.ChargeMode}" : "")}", form.Species, string.Join(' ', form.Elements)));
        if (form.Zbl is { } zbl)
            writer.WriteLine(zbl.RadiusFactor is { } factor ? Join("zbl", zbl.Inner, zbl.Outer, factor) : Join("zbl", zbl.Inner, zbl.Outer));
        writer.WriteLine(Join(["cutoff", .. Cutoffs(form), form.NeighbourRoom.Radial, form.NeighbourRoom.Angular]));
        writer.WriteLine(Join("n_max", form.RadialChannels - 1, form.AngularChannels - 1));
        writer.WriteLine(Join("basis_size", form.RadialBasis - 1, form.AngularBasis - 1));
        writer.WriteLine(Join(["l_max", form.LMax, .. Invariants(form.Invariants)]));
        writer.WriteLine(Join("ANN", form.Neurons, 0));
        foreach (var network in model.Networks)
        {
            Write(writer, network.Weights);
            Write(writer, network.Biases);
            Write(writer, network.Output);
            Write(writer, network.Charge);
            if (form.Version == 5)
                Write(writer, [network.Bias]);
        }
        if (form.HasCharges)
            Write(writer, [model.RootDielectric]);
        Write(writer, [model.Bias]);
        Write(writer, model.RadialCoefficients);
        Write(writer, model.AngularCoefficients);
        Write(writer, model.Scaler);
        if (form.Zbl is { } last)
            Write(writer, last.Pairs.AsSpan());
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

    static void Write(StreamWriter writer, ReadOnlySpan<double> numbers)
    {
        Span<char> text = stackalloc char[32];
        foreach (var number in numbers)
        {
            number.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
            writer.WriteLine(text[..length]);
        }
    }
}
