using System.Globalization;
using System.Text.Json.Nodes;
using Athanor.Atoms;

namespace Athanor.Potentials.Behler.N2p2;

/// <summary>
/// Reads a short-range ("2G") model of n2p2 or RuNNer: a folder with <c>input.nn</c>, <c>scaling.data</c> and <c>weights.ZZZ.data</c> (Singraber et al., JCTC 15, 1827, 2019).
/// </summary>
static class N2p2Model
{
    internal const string Settings = "input.nn", Scaling = "scaling.data";

    /// <summary>Where the units are not said, cutoffs from here on (in units of the file) are taken for Bohr, not Å: 12 Bohr is 6.35 Å, but nobody reaches 12 Å.</summary>
    const double UnusualCutoff = 9;

    /// <summary>Å: with cutoffs beyond this a model is not to be meant, and an atom would have a hundred thousand neighbours.</summary>
    const double LargestCutoff = 50;

    internal static string Weights(Element element) => string.Create(CultureInfo.InvariantCulture, $"weights.{element.AtomicNumber:000}.data");

    /// <param name="units">Null where nobody said.</param>
    /// <param name="name">Of the model; that of the folder where null.</param>
    /// <exception cref="PotentialException">A file is missing or wrong, the model is of a kind that is not supported, or its units must be said.</exception>
    internal static BehlerModel Read(string folder, N2p2Units? units, string? name = null)
    {
        var settings = N2p2Settings.Read(Path.Combine(folder, Settings));
        N2p2Refusals.Check(settings);
        var elements = Elements(settings);
        var known = units ?? N2p2Units.Metal;
        var functions = N2p2Functions.Read(settings, elements, known.Length, LargestCutoff);
        if (units is null && functions.Values.SelectMany(f => f).Select(f => f.Cutoff).DefaultIfEmpty().Max() is var cutoff and >= UnusualCutoff)
            throw new PotentialException(string.Create(CultureInfo.InvariantCulture, $"{settings.File} does not say its units, and with a cutoff of {cutoff:0.###} they are hardly Å and eV. Say them: n2p2:{folder},units=bohr-hartree (or angstrom-ev)."));
        var set = Set(settings, functions);
        int[] counts = [.. elements.Select((_, s) => set.Count(s))];
        var scaling = N2p2Scaling.Read(Path.Combine(folder, Scaling), settings, elements, counts);
        var networks = new N2p2Networks(settings);
        var (mean, scale) = Normalisation(settings);
        var own = OwnEnergies(settings, elements);
        return new BehlerModel(
            set,
            scaling,
            [.. elements.Select((e, s) => networks.Read(Path.Combine(folder, Weights(e)), e, counts[s]))],
            [.. own.Select(e => (mean + e) * known.Energy)],
            known.Energy / scale,
            name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
            record: new JsonObject { ["n2p2"] = new JsonObject { ["units"] = units is null ? $"{known}, assumed: the files do not say (else units=bohr-hartree)" : $"{known}, as said" } });
    }

    static SymmetryFunctionSet Set(N2p2Settings settings, Dictionary<Element, IReadOnlyList<SymmetryFunction>> functions)
    {
        try
        {
            return new SymmetryFunctionSet(Cutoff(settings), functions);
        }
        catch (PotentialException e)
        {
            throw new PotentialException($"{settings.File}: {e.Message}", e);
        }
    }

    /// <summary>Sorted by atomic number: the order of everything in scaling.data.</summary>
    static Element[] Elements(N2p2Settings settings)
    {
        var named = settings.Require("elements");
        // With number_of_elements, words beyond these are no elements.
        var count = settings.Find("number_of_elements") is { } number ? number.Whole(0) : named.Count;
        if (count < 1 || count > named.Count)
            throw new PotentialException($"{named.Where}: {named.Count} elements are named, but 'number_of_elements' is {count}.");
        Element[] elements = [.. Enumerable.Range(0, count).Select(named.Element).Order()];
        for (var e = 1; e < elements.Length; e++)
        {
            if (elements[e] == elements[e - 1])
                throw new PotentialException($"{named.Where}: {elements[e]} is named twice.");
        }
        return elements;
    }

    /// <summary>Inside, energies are (E − N mean) conv. Lengths need nothing, because every function is a pure number.</summary>
    static (double Mean, double Scale) Normalisation(N2p2Settings settings)
    {
        N2p2Line?[] lines = [settings.Find("mean_energy"), settings.Find("conv_energy"), settings.Find("conv_length")];
        if (Array.TrueForAll(lines, l => l is null))
            return (0, 1);
        if (Array.Find(lines, l => l is not null) is { } one && Array.Exists(lines, l => l is null))
            throw new PotentialException($"{one.Where}: of 'mean_energy', 'conv_energy' and 'conv_length' there must be all or none.");
        foreach (var line in lines.Skip(1))
        {
            if (!(line!.Number64(0) > 0))
                throw new PotentialException($"{line.Where}: '{line.Words[0]}' must be above zero.");
        }
        return (lines[0]!.Number64(0), lines[1]!.Number64(0));
    }

    static CutoffFunction Cutoff(N2p2Settings settings)
    {
        var line = settings.Require("cutoff_type");
        try
        {
            return new CutoffFunction((CutoffShape)line.Whole(0), line.Count > 1 ? line.Number64(1) : 0);
        }
        catch (PotentialException e) when (!e.Message.Contains(settings.File, StringComparison.Ordinal))
        {
            throw new PotentialException($"{line.Where}: {e.Message}", e);
        }
    }

    static double[] OwnEnergies(N2p2Settings settings, Element[] elements)
    {
        var energies = new double[elements.Length];
        var seen = new int[elements.Length];
        foreach (var line in settings.All("atom_energy"))
        {
            // Of other elements it says nothing that matters.
            var s = Array.IndexOf(elements, line.Element(0));
            if (s < 0)
                continue;
            if (seen[s] > 0)
                throw new PotentialException($"{line.Where}: 'atom_energy {elements[s]}' stands a second time; it was on line {seen[s]} already. Keep one.");
            (energies[s], seen[s]) = (line.Number64(1), line.Number);
        }
        return energies;
    }
}
