namespace Athanor.Potentials.Nep;

/// <summary>Reads and writes <c>nep.txt</c>, the model file of GPUMD and NEP_CPU: NEP3, NEP4 and NEP5, with or without ZBL, and NEP4 with charges.</summary>
public static class NepFile
{
    /// <summary>Whether a file begins as a <c>nep.txt</c> does.</summary>
    public static bool Begins(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith([(byte)0xef, (byte)0xbb, (byte)0xbf]))
            head = head[3..];
        if (head.Length < 5 || !head.StartsWith("nep"u8) || head[3] is < (byte)'0' or > (byte)'9')
            return false;
        var tag = head[..Math.Max(0, head.IndexOfAny(" \t"u8))];
        return tag.Length is > 3 and < 40 && !tag.ContainsAny("\r\n"u8);
    }

    /// <param name="name">What the model is to be called; its path where not given.</param>
    /// <exception cref="PotentialException">The file is missing, broken, or holds something else than a potential; the message says file and line.</exception>
    public static NepModel Read(string path, string? name = null)
    {
        using var lines = new NepLines(path);
        var form = new NepHead(lines).Read();
        var numbers = Numbers(lines, form);
        var model = Assemble(form, numbers, name ?? path);
        RefuseDoubtfulZbl(model.Form, path);
        return model;
    }

    /// <summary>Writes a model so that reading it gives the same bits.</summary>
    /// <exception cref="Atoms.AtomsException">The file exists and may not be replaced, or cannot be written.</exception>
    public static void Write(NepModel model, string path, bool overwrite) => Atoms.AtomicFile.Write(path, overwrite, stream => NepWriter.Write(model, stream));

    /// <summary>All numbers after the head. Memory grows with what is there, not with what the head promises.</summary>
    static double[] Numbers(NepLines lines, NepForm form)
    {
        var wanted = form.NumberCount;
        var numbers = new List<double>();
        while (lines.Next() is { IsEmpty: false } line)
        {
            if (numbers.Count == wanted)
                throw lines.Error($"after its head the file should have {wanted} numbers, but it goes on. The sizes in its head are not those of this model.");
            var end = line.IndexOfAny(' ', '\t');
            numbers.Add(lines.Real(end < 0 ? line : line[..end]));
        }
        if (numbers.Count < wanted)
            throw lines.Error($"the file ends after {numbers.Count} of the {wanted} numbers that the sizes in its head ask for. It was cut short, or the head is not that of this model.");
        return [.. numbers];
    }

    /// <summary>Pairs beyond the angular cutoff are not looked at for ZBL by every program, so that such a model has no one energy.</summary>
    internal static void RefuseDoubtfulZbl(NepForm form, string path)
    {
        if (form.Zbl is not { } zbl)
            return;
        var reach = form.AngularCutoffs.Max();
        Span<double> pair = stackalloc double[NepZbl.NumbersPerPair];
        for (var a = 0; a < form.Species; a++)
        {
            for (var b = a; b < form.Species; b++)
            {
                zbl.Pair(form.Elements, a, b, pair);
                if (!(pair[0] >= 0 && pair[0] < pair[1] && pair[1] <= reach))
                    throw new PotentialException(FormattableString.Invariant($"{path}: ZBL between {form.Elements[a]} and {form.Elements[b]} is to be switched off between {pair[0]} and {pair[1]} Å; the first must be the smaller one, and the second within the largest angular cutoff, {reach} Å."));
            }
        }
    }

    /// <exception cref="PotentialException">The numbers are not those of the form.</exception>
    internal static NepModel Assemble(NepForm form, double[] numbers, string name)
    {
        var at = 0;
        ReadOnlySpan<double> Take(long count) => numbers.AsSpan((at += (int)count) - (int)count, (int)count);
        var networks = new NepNetwork[form.NetworkCount];
        for (var t = 0; t < networks.Length; t++)
        {
            networks[t] = new NepNetwork(
                Take((long)form.Neurons * form.DescriptorLength), Take(form.Neurons), Take(form.Neurons), Take(form.HasCharges ? form.Neurons : 0), form.Version == 5 ? Take(1)[0] : 0);
        }
        var rootDielectric = form.HasCharges ? Take(1)[0] : 1;
        var bias = Take(1)[0];
        ReadOnlySpan<double> radial = Take(form.RadialCoefficientCount), angular = Take(form.AngularCoefficientCount), scaler = Take(form.DescriptorLength);
        if (form.Zbl is { IsFlexible: true } zbl)
            form = form with { Zbl = zbl with { Pairs = [.. Take(numbers.Length - at)] } };
        return new NepModel(form, networks, bias, radial, angular, scaler, rootDielectric, name);
    }
}
