using Athanor.Atoms;

namespace Athanor.Potentials.Ani;

/// <summary>
/// The constants (<c>.params</c>) and self energies (<c>sae_linfit.dat</c>) of a NeuroChem folder.
/// </summary>
static class NeuroChemConstants
{
    const int MostEntries = 256;

    /// <summary>
    /// Entries of lists are rounded to single precision, as the programs that trained the models hold them; the cutoffs are not. Keys that are not asked for mean nothing here.
    /// </summary>
    internal static AevFunctions Read(string path)
    {
        var values = new Dictionary<string, (int Line, string Text)>();
        var lines = NeuroChemText.Lines(path, "the file of constants (.params)");
        for (var l = 0; l < lines.Length; l++)
        {
            if (lines[l].Length == 0)
                continue;
            var equals = lines[l].IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                throw NeuroChemText.Error(path, l + 1, $"'KEY = VALUE' stands here, not '{NeuroChemText.Shown(lines[l])}'.");
            var key = lines[l][..equals].Trim();
            if (values.TryGetValue(key, out var first))
                throw NeuroChemText.Error(path, l + 1, $"'{NeuroChemText.Shown(key)}' stands a second time; it was on line {first.Line} already.");
            values[key] = (l + 1, lines[l][(equals + 1)..].Trim());
        }

        (int Line, string Text) Of(string key) => values.TryGetValue(key, out var value)
            ? value
            : throw new PotentialException($"{path} has no '{key}'; a model needs Rcr, Rca, EtaR, ShfR, EtaA, ShfA, Zeta, ShfZ and Atyp.");
        double Scalar(string key) => NeuroChemText.Number(path, Of(key).Line, Of(key).Text);
        double[] Numbers(string key) => [.. Entries(path, key, Of(key)).Select(e => (double)(float)NeuroChemText.Number(path, Of(key).Line, e))];
        double One(string key) => Numbers(key) is [var only]
            ? only
            : throw NeuroChemText.Error(path, Of(key).Line, $"'{key}' has several entries; models with one are supported (all published ones).");

        var elements = Entries(path, "Atyp", Of("Atyp")).Select(e => Element.TryParse(e, out var element)
            ? element
            : throw NeuroChemText.Error(path, Of("Atyp").Line, $"'{NeuroChemText.Shown(e)}' is not the symbol of an element.")).ToArray();
        double radial = Scalar("Rcr"), angular = Scalar("Rca");
        try
        {
            return new AevFunctions(elements, radial, angular, One("EtaR"), Numbers("ShfR"), One("EtaA"), Numbers("ShfA"), One("Zeta"), Numbers("ShfZ"));
        }
        catch (PotentialException e) when (!e.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new PotentialException($"{path}: {e.Message}", e);
        }
    }

    static string[] Entries(string path, string key, (int Line, string Text) value)
    {
        if (value.Text is not ['[', .. var inner, ']'])
            throw NeuroChemText.Error(path, value.Line, $"'{key}' is a list in brackets, not '{NeuroChemText.Shown(value.Text)}'.");
        var entries = inner.Split(',', StringSplitOptions.TrimEntries);
        return entries.Length <= MostEntries
            ? entries
            : throw NeuroChemText.Error(path, value.Line, $"'{key}' has {entries.Length} entries; at most {MostEntries} are read.");
    }

    /// <summary>Lines <c>El,index=value</c>: energies by species, Hartree.</summary>
    internal static double[] ReadSelfEnergies(string path, IReadOnlyList<Element> elements)
    {
        var energies = new double?[elements.Count];
        var lines = NeuroChemText.Lines(path, "the file of self energies (sae_linfit.dat)");
        for (var l = 0; l < lines.Length; l++)
        {
            if (lines[l].Length == 0)
                continue;
            var comma = lines[l].IndexOf(',', StringComparison.Ordinal);
            var equals = lines[l].IndexOf('=', StringComparison.Ordinal);
            if (comma < 0 || equals < comma)
                throw NeuroChemText.Error(path, l + 1, $"'ELEMENT,INDEX=ENERGY' stands here, not '{NeuroChemText.Shown(lines[l])}'.");
            var species = -1;
            if (Element.TryParse(lines[l].AsSpan(0, comma).Trim(), out var element))
                species = elements.ToList().IndexOf(element);
            if (species < 0 || lines[l].AsSpan(comma + 1, equals - comma - 1).Trim() is var index && index.ToString() != species.ToString())
                throw NeuroChemText.Error(path, l + 1, $"'{NeuroChemText.Shown(lines[l].AsSpan(0, equals))}' is not an element of the model with its index there ({string.Join(" ", elements.Select((e, s) => $"{e},{s}"))}).");
            if (energies[species] is not null)
                throw NeuroChemText.Error(path, l + 1, $"{element} stands a second time.");
            energies[species] = NeuroChemText.Number(path, l + 1, lines[l].AsSpan(equals + 1).Trim());
        }
        var missing = Array.IndexOf(energies, null);
        return missing < 0 ? [.. energies.Select(e => e!.Value)] : throw new PotentialException($"{path} has no self energy of {elements[missing]}.");
    }
}
